import type { Assessment, MemberInput } from '../domain/case/household.ts'
import type { Fen } from '../domain/shared/fen.ts'
import type { DemoHousehold, DemoPerson } from './household.ts'

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

/** The number of a decision on a household; `letter` tells the kinds apart. */
export const decisionNumber = (kind: '审' | '变' | '停' | '渐' | '不予', household: DemoHousehold): string =>
  `示民低${kind}〔2023〕${household.number}号`

/** Where notices of a village hang. */
export const noticePlaces = ({ place }: DemoHousehold): string[] => [
  `${place.townshipName}${place.name}村（居）务公开栏`,
]
