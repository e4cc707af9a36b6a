import type { Assessment, MemberInput } from '../domain/scheme/household.ts'
import type { Actor } from '../domain/shared/actor.ts'
import type { Fen } from '../domain/shared/fen.ts'
import type { Script } from './acts.ts'
import type { NewFate } from './fates.ts'
import type { DemoHousehold, DemoPerson } from './household.ts'
import { addressOf } from './roll.ts'
import type { townshipStaff } from './staff.ts'

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
