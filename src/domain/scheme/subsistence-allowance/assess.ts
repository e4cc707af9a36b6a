import { parameterFor, standardFor, tiersFor } from '../../policy/policy.ts'
import { STANDARD } from '../../policy/rate.ts'
import type { Standard } from '../../policy/rows.ts'
import { divideFen, type Fen } from '../../shared/fen.ts'
import type { AssessmentPlace, AssessmentResult } from '../assessment.ts'
import type { GapOrTierFacts, SheetLine } from '../calculation.ts'
import type { AssessedMember, Assessment } from '../household.ts'
import { monthlyAmount, standardOfAll } from '../monthly-amount.ts'
import { refuse } from '../refusals.ts'
import { gapAmount } from '../rules/gap-amount.ts'
import { householdIncome } from '../rules/household-income.ts'
import { verdictOf } from '../rules/qualifies.ts'
import { leastSufficientTier } from '../rules/tier-amount.ts'
import { SUBSISTENCE_ALLOWANCE } from './code.ts'

/** Where income and amount stand in each main ruleset. */
const clauses: Readonly<Record<string, { income: string; amount: string }>> = {
  '2012-220': { income: '2012-220', amount: '2012-220 Art.27' },
  '2021-57': { income: '2021-57 Art.13', amount: '2021-57 Art.23' },
}

/**
 * Assesses a household for the allowance on a day: countable income, deductions, amount under the standard of a month, and
 * whether it qualifies. Pure and traced; refused where the month has no standard, or the tier is not published.
 */
export const assess = (
  assessed: Assessment,
  members: readonly AssessedMember[],
  place: AssessmentPlace,
): AssessmentResult => {
  const { id: ruleset } = place.ruleset
  const { income: incomeClause = ruleset, amount: amountClause = ruleset } = clauses[ruleset] ?? {}
  const question = { ...place, scheme: SUBSISTENCE_ALLOWANCE, knownOn: place.day }
  const standard = standardFor(place.policy, question)
  if (!standard) throw refuse('no-standard', { area: place.area, areaKind: place.areaKind, month: place.month })
  const { monthlyFen: standardFen } = standard
  const limit = standardOfAll(standard, members.length)

  const income = householdIncome(assessed, members, place, { standardFen, clause: incomeClause })
  const verdict = verdictOf(income.fen, limit, assessed.assets)
  const facts = factsOf(income.fen, members.length, standard, place)
  const amount = monthlyAmount(facts, place.policy, question)
  if (!amount) throw refuse('no-tiers', { area: place.area, areaKind: place.areaKind, month: place.month })
  const amountFen = verdict.qualifies ? amount.fen : 0

  const line = (item: string, inputs: SheetLine['inputs'], fen: Fen): SheetLine => ({
    item,
    clause: amountClause,
    inputs,
    fen,
  })
  const lines = [
    ...income.lines,
    // For the reader only: nothing is computed from a share per head.
    line(
      'incomePerHead',
      { countableIncomeFen: income.fen, members: members.length },
      divideFen(income.fen, members.length),
    ),
    line('limit', { standardFen, members: members.length }, limit),
    line('amount', { ...facts, assets: assessed.assets.finding, qualifies: verdict.qualifies }, amountFen),
  ]
  const rates = [{ rate: STANDARD, document: standard.document.number, monthlyFen: standardFen }]
  const sheet = { ruleset, rates, lines, amountFen }
  return { facts, sheet, verdict }
}

const factsOf = (
  countableIncomeFen: number,
  members: number,
  standard: Standard,
  { policy, area, areaKind, day, month, tier: chosen }: AssessmentPlace,
): GapOrTierFacts => {
  const gap: GapOrTierFacts & { mode: 'GAP' } = { mode: 'GAP', members, countableIncomeFen }
  const { value: mode } = parameterFor(policy, 'amountMode', { scheme: SUBSISTENCE_ALLOWANCE, area, day, knownOn: day })
  if (mode === 'GAP') return gap
  const published = tiersFor(policy, { scheme: SUBSISTENCE_ALLOWANCE, area, areaKind, month, knownOn: day })
  if (!published) throw refuse('no-tiers', { area, areaKind, month })
  if (chosen !== undefined && !published.tiers.some(({ tier }) => tier === chosen))
    throw refuse('unknown-tier', { tier: chosen, tiers: published.tiers.map(({ tier }) => tier) })
  const tier = chosen ?? leastSufficientTier(published.tiers, members, gapAmount(gap, standardOfAll(standard, members)))
  if (tier === undefined) throw refuse('no-tiers', { area, areaKind, month })
  return { mode: 'TIER', members, tier }
}
