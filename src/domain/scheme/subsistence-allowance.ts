import { parameterFor, standardFor, tiersFor } from '../policy/policy.ts'
import type { Standard } from '../policy/rows.ts'
import { rulesetForDecision } from '../policy/rulesets.ts'
import { divideFen } from '../shared/fen.ts'
import type { AmountFacts, SheetLine } from './calculation.ts'
import type { AssessedMember, Assessment } from './household.ts'
import { monthlyAmount } from './monthly-amount.ts'
import { refuse } from './refusals.ts'
import { deductionLines, incomeLines, sumOf } from './rules/countable-income.ts'
import { employmentCostLines } from './rules/employment-cost.ts'
import { checkFiling } from './rules/filing.ts'
import { gapAmount } from './rules/gap-amount.ts'
import { verdictOf } from './rules/qualifies.ts'
import { reviewDue } from './rules/review-cadence.ts'
import { leastSufficientTier } from './rules/tier-amount.ts'
import type { AssessmentPlace, AssessmentResult, Scheme } from './scheme.ts'

const CODE = 'subsistenceAllowance'

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
  checkMembers(assessed, members)
  const ruleset = rulesetForDecision(place.day)
  const { income: incomeClause = ruleset.id, amount: amountClause = ruleset.id } = clauses[ruleset.id] ?? {}
  const question = { ...place, scheme: CODE, knownOn: place.day }
  const standard = standardFor(place.policy, question)
  if (!standard) throw refuse('no-standard', { area: place.area, areaKind: place.areaKind, month: place.month })
  const limit = standard.monthlyFen * members.length

  const basicPension = parameterFor(place.policy, 'basicPensionCounted', question)
  const income = incomeLines(assessed, {
    clause: incomeClause,
    basicPension: { counted: basicPension.value === 'true', source: basicPension.source },
  })
  const deducted = [
    ...deductionLines(assessed, incomeClause),
    ...employmentCostLines(assessed, members, {
      percent: parameterFor(place.policy, 'employmentCostPercent', question),
      basis: parameterFor(place.policy, 'employmentCostBasis', question),
      standardFen: standard.monthlyFen,
      clause: incomeClause,
    }),
  ]
  const countedFen = sumOf(income)
  const deductedFen = sumOf(deducted)
  const countableIncomeFen = Math.max(0, countedFen - deductedFen)
  const verdict = verdictOf(countableIncomeFen, limit, assessed.assets)
  const facts = factsOf(countableIncomeFen, members.length, standard, place)
  const amount = monthlyAmount(facts, place.policy, question)
  if (!amount) throw refuse('no-tiers', { area: place.area, areaKind: place.areaKind, month: place.month })
  const amountFen = verdict.qualifies ? amount.fen : 0

  const lines: SheetLine[] = [
    ...income,
    ...deducted,
    { item: 'countableIncome', clause: incomeClause, inputs: { countedFen, deductedFen }, fen: countableIncomeFen },
    {
      // For the reader only: nothing is computed from a share per head.
      item: 'incomePerHead',
      clause: amountClause,
      inputs: { countableIncomeFen, members: members.length },
      fen: divideFen(countableIncomeFen, members.length),
    },
    {
      item: 'limit',
      clause: amountClause,
      inputs: { standardFen: standard.monthlyFen, members: members.length },
      fen: limit,
    },
    {
      item: 'amount',
      clause: amountClause,
      inputs: { ...facts, assets: assessed.assets.finding, qualifies: verdict.qualifies },
      fen: amountFen,
    },
  ]
  const sheet = {
    ruleset: ruleset.id,
    standardDocument: standard.document.number,
    standardFen: standard.monthlyFen,
    lines,
    amountFen,
  }
  return { facts, sheet, verdict }
}

const checkMembers = (assessed: Assessment, members: readonly AssessedMember[]): void => {
  const known = new Set(members.map(({ personId }) => personId))
  const stranger = [...assessed.incomes, ...assessed.deductions].find(({ personId }) => !known.has(personId))
  if (stranger) throw refuse('income-of-stranger', { personId: stranger.personId })
}

const factsOf = (
  countableIncomeFen: number,
  members: number,
  standard: Standard,
  { policy, area, areaKind, day, month, tier: chosen }: AssessmentPlace,
): AmountFacts => {
  const gap: AmountFacts & { mode: 'GAP' } = { mode: 'GAP', members, countableIncomeFen }
  const { value: mode } = parameterFor(policy, 'amountMode', { scheme: CODE, area, day, knownOn: day })
  if (mode === 'GAP') return gap
  const published = tiersFor(policy, { scheme: CODE, area, areaKind, month, knownOn: day })
  if (!published) throw refuse('no-tiers', { area, areaKind, month })
  if (chosen !== undefined && !published.tiers.some(({ tier }) => tier === chosen))
    throw refuse('unknown-tier', { tier: chosen, tiers: published.tiers.map(({ tier }) => tier) })
  const tier = chosen ?? leastSufficientTier(published.tiers, members, gapAmount(gap, standard.monthlyFen * members))
  if (tier === undefined) throw refuse('no-tiers', { area, areaKind, month })
  return { mode: 'TIER', members, tier }
}

/** The subsistence allowance (最低生活保障, 低保) [2021-57]. */
export const subsistenceAllowance: Scheme = {
  code: CODE,
  name: { en: 'Subsistence allowance', zh: '最低生活保障' },
  unit: 'HOUSEHOLD',
  posted: { value: true, clause: '2021-57 Art.19' },
  firstPaid: { value: 1, clause: '2021-57 Art.21' },
  lastPaid: {
    decision: { value: 0, clause: '2021-57 Art.32' },
    death: { value: 0, clause: 'xuchang-2021' },
  },
  checkFiling,
  assess,
  reviewDue,
}
