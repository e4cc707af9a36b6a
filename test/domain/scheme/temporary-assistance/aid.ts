import type { PolicyEvent } from '../../../../src/domain/policy/events.ts'
import type { Assessment } from '../../../../src/domain/scheme/household.ts'
import { procedureOn, rulesetOn } from '../../../../src/domain/scheme/scheme.ts'
import { assess } from '../../../../src/domain/scheme/temporary-assistance/assess.ts'
import type { Particulars } from '../../../../src/domain/scheme/temporary-assistance/particulars.ts'
import { temporaryAssistance } from '../../../../src/domain/scheme/temporary-assistance/temporary-assistance.ts'
import { type Day, monthOf } from '../../../../src/domain/shared/day.ts'
import { parameter, policyOf, standard, VILLAGE } from '../../policy/published.ts'
import { member } from '../household.ts'

/** A family whose house burned down, asked to be helped by the lowest tier. */
export const fire = (change: Partial<Particulars> = {}): Particulars => ({
  kind: 'EMERGENCY',
  hardship: { cause: 'FIRE', account: '夜间失火，住房及口粮烧毁。' },
  happenedOn: '2023-03-03',
  place: VILLAGE,
  urgent: true,
  immediate: true,
  spendingFen: 0,
  certified: null,
  returnedToPoverty: false,
  againBecause: null,
  award: { by: 'TIER', tier: 1 },
  stages: null,
  ...change,
})

/** A family that cannot bear a hospital bill of 30,000 yuan. */
export const bill = (change: Partial<Particulars> = {}): Particulars =>
  fire({
    kind: 'EXPENDITURE',
    hardship: { cause: 'MEDICAL_COST', account: '住院自付费用。' },
    spendingFen: 3_000_000,
    urgent: false,
    immediate: false,
    ...change,
  })

/** Assessed with so much income a month, under a standard of 570 yuan and what else is published. */
export const assessed = (
  particulars: Particulars,
  {
    day = '2023-03-06',
    published = [],
    members = 3,
    holds = ['subsistenceAllowance', 'marginalHousehold'],
    incomeFen = 0,
    assets = 'WITHIN',
  }: {
    day?: Day
    published?: readonly PolicyEvent[]
    members?: number
    /** What the applicant holds. */
    holds?: readonly string[]
    incomeFen?: number
    assets?: Assessment['assets']['finding']
  } = {},
) => {
  const household = Array.from({ length: members }, () => ({ ...member(), relation: 'SELF' as const }))
  const [head] = household
  const incomes =
    incomeFen === 0 || !head
      ? []
      : [{ personId: head.personId, kind: 'WAGES' as const, monthlyFen: incomeFen, source: 'DECLARED' as const }]
  return assess(
    { incomes, deductions: [], assets: { finding: assets, basis: 'b' } },
    household,
    {
      policy: policyOf(standard({ effectiveFrom: '2014-01-01', inForceOn: '2014-01-01' }), ...published),
      ruleset: rulesetOn(temporaryAssistance, day),
      area: VILLAGE,
      areaKind: 'RURAL',
      day,
      month: monthOf(day),
      held: holds.map((scheme) => ({ personId: head?.personId ?? '', scheme })),
    },
    particulars,
  )
}

/** A parameter of temporary assistance that the county has set. */
export const local = (key: string, value: string): PolicyEvent =>
  parameter(key, value, { scheme: 'temporaryAssistance', effectiveFrom: '2014-01-01', inForceOn: '2014-01-01' })

/** The procedure of these particulars on a day. */
export const procedure = (particulars: Particulars, day: Day) =>
  procedureOn(temporaryAssistance, day, temporaryAssistance.lanes?.of(particulars, day) ?? null)
