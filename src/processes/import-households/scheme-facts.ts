import type { CaseContext } from '../../domain/case/context.ts'
import { isLive } from '../../domain/person/state.ts'
import type { AmountFacts } from '../../domain/scheme/calculation.ts'
import type { Assessment } from '../../domain/scheme/household.ts'
import { rulesetOn, type Scheme } from '../../domain/scheme/scheme.ts'
import { addMonths } from '../../domain/shared/day.ts'
import type { Particulars } from '../../domain/shared/particulars.ts'
import { type Finding, finding } from '../roll-file/findings.ts'
import type { RollHousehold } from '../roll-file/roll-household.ts'
import { factsFrom, schemeColumns } from '../roll-file/scheme-columns.ts'
import type { HouseholdBefore } from './plan.ts'

/** What an entry of a roll comes to under its scheme: how its months are computed, and the scheme's own facts. */
export type SchemeFacts = { facts: AmountFacts; particulars: Particulars | null }

/** What stands against an entry, one thing at least. */
export type Refuted = { findings: readonly [Finding, ...Finding[]] }

type Context = Pick<CaseContext, 'today' | 'policy'>

/**
 * The facts of an entry as its scheme finds them today for the month before the first one paid here, as it would for an
 * application: what the file tells must fit the scheme's schema, and the entry must qualify.
 * @throws Refused what the scheme's assessment refuses
 */
export const schemeFactsOf = (
  scheme: Scheme,
  household: RollHousehold,
  before: HouseholdBefore,
  { today, policy }: Context,
): SchemeFacts | Refuted => {
  const told = factsFrom(scheme, household.told)
  const parsed = scheme.particulars?.safeParse(told)
  if (parsed?.success === false) return { findings: misfits(scheme, household, parsed.error.issues) }
  const { area, areaKind, fromMonth } = household
  const ids = before.members.map(({ personId }) => personId)
  const members = household.members.map((member, index) => ({ ...member, personId: ids[index] ?? '' }))
  const held = before.members.flatMap(({ personId, state }) =>
    state.status === 'REGISTERED'
      ? state.claims.filter(isLive).map((claim) => ({ personId, scheme: claim.scheme }))
      : [],
  )
  const month = addMonths(fromMonth, -1)
  const place = { policy, ruleset: rulesetOn(scheme, today), area, areaKind, day: today, month, held }
  const { facts, verdict } = scheme.assess(assessmentOf(household, ids), members, place, parsed?.data ?? null)
  if (!verdict.qualifies)
    return { findings: [finding({ row: household.row, household: household.number }, 'not-qualified')] }
  return { facts, particulars: told as Particulars | null }
}

/** The old roll tells one sum of income, and that property was looked at when it was decided. */
const assessmentOf = ({ incomeFen, applicant }: RollHousehold, ids: readonly string[]): Assessment => ({
  incomes:
    incomeFen === 0
      ? []
      : [{ personId: ids[applicant] ?? '', kind: 'WAGES', monthlyFen: incomeFen, source: 'REGISTER' }],
  deductions: [],
  assets: { finding: 'WITHIN', basis: '原审批结论' },
})

/** One finding for each cell that does not fit, under its heading. */
const misfits = (
  scheme: Scheme,
  { row, number, told }: RollHousehold,
  issues: readonly { path: readonly PropertyKey[] }[],
): Refuted['findings'] => {
  const headings = schemeColumns(scheme).map(({ heading }) => heading)
  const fields = new Set(
    issues.map(({ path }) => {
      const at = path.map(String).join('.')
      return headings.find((heading) => at === heading || at.startsWith(`${heading}.`)) ?? at
    }),
  )
  const [first = '', ...others] = fields
  const findingAt = (field: string): Finding =>
    finding({ row, household: number, field }, told.has(field) ? 'fact-malformed' : 'value-required')
  return [findingAt(first), ...others.map(findingAt)]
}
