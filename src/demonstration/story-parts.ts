import type { Assessment, MemberInput } from '../domain/scheme/household.ts'
import type { Actor } from '../domain/shared/actor.ts'
import type { AreaCode, AreaKind } from '../domain/shared/area.ts'
import type { Day } from '../domain/shared/day.ts'
import type { Fen } from '../domain/shared/fen.ts'
import type { Script } from './acts.ts'
import type { NewFate } from './fates.ts'
import type { DemoHousehold, DemoPerson } from './household.ts'
import type { Place } from './places.ts'
import { addressOf, bank } from './roll.ts'
import { townshipStaff } from './staff.ts'

/** How the story names what was imported or registered: the ids of a household's case and members. */
export type DemoIds = {
  caseOf(household: DemoHousehold): string
  personOf(household: DemoHousehold, index: number): string
}

/** A member as a command names them. */
export const memberInput = (personId: string, member: DemoPerson): MemberInput => ({
  personId,
  relation: member.relation,
  canWork: member.canWork,
  employed: false,
  birthDate: member.birthDate,
  disability: member.disability,
  seriousIllness: member.seriousIllness,
})

/** An assessment with one income of the whole household, and property within the limits. */
export const assessmentOf = (
  personId: string,
  incomeFen: Fen,
  source: 'DECLARED' | 'VISIT' | 'REGISTER',
): Assessment => ({
  incomes: incomeFen === 0 ? [] : [{ personId, kind: 'WAGES', monthlyFen: incomeFen, source }],
  deductions: [],
  assets: { finding: 'WITHIN', basis: '不动产、车辆、存款均未超过当地规定' },
})

/** The number of a decision on a household: one per kind of decision, since the story makes none twice. */
export const decisionNumber = (kind: '审' | '变' | '停' | '渐' | '不予', household: DemoHousehold): string =>
  `示民低${kind}〔2023〕${household.number}号`

/** Where notices of a village hang. */
export const noticePlaces = ({ place }: DemoHousehold): string[] => [
  `${place.townshipName}${place.name}村（居）务公开栏`,
]

/** A household that applies, the script it is written into, and the people of its township. */
export type Application = {
  script: Script
  household: DemoHousehold
  ids: DemoIds
  fate: NewFate
  staff: ReturnType<typeof townshipStaff>
}

/** The form of a visit to a household. */
export const visitBy = (household: DemoHousehold, surveyors: readonly Actor[]) => ({
  surveyors: surveyors.map(({ sub }) => sub),
  mode: 'IN_PERSON' as const,
  place: addressOf(household),
  signedByHousehold: true,
  signedBySurveyors: true,
  formSha256: null,
  findings: `共同生活${household.members.length}人，家庭收入与申报一致。`,
})

/** Puts somebody new into the register, with the account they are paid to. */
export const registerPerson = (
  script: Script,
  on: Day,
  { personId, person, place, account }: { personId: string; person: DemoPerson; place: Place; account: string },
): void => {
  const { caseWorker } = townshipStaff(place.township)
  const { name, idNumber, sex, birthDate } = person
  script.person(on, caseWorker, personId, {
    type: 'RegisterPerson',
    data: { name, idNumber, sex, birthDate, address: `${place.townshipName}${place.name}`, area: place.code },
  })
  script.person(on, caseWorker, personId, {
    type: 'RegisterPayeeAccount',
    data: { bank, account, accountHolder: name },
  })
}

/** An application of one person who declares nothing. */
export const applicationOf = <Facts>(
  personId: string,
  person: DemoPerson,
  filed: { area: AreaCode; areaKind: AreaKind; filing: 'SINGLE' | 'HOUSEHOLD'; particulars: Facts },
) => ({
  ...filed,
  applicant: personId,
  proxy: null,
  members: [memberInput(personId, { ...person, relation: 'SELF' as const })],
  declared: assessmentOf(personId, 0, 'DECLARED'),
  povertyRegister: false,
  commitmentSignedOn: null,
})
