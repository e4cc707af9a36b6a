import { type Policy, parameterFor, standardFor, tiersFor } from '../policy/policy.ts'
import type { Standard } from '../policy/rows.ts'
import type { AreaCode, AreaKind } from '../shared/area.ts'
import type { Day, Month } from '../shared/day.ts'
import type { Fen } from '../shared/fen.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import type { AmountFacts } from './calculation.ts'
import { gapAmount } from './rules/gap-amount.ts'
import { roundAmount } from './rules/rounding.ts'
import { tierAmount } from './rules/tier-amount.ts'

/** Which month is paid, where, and what was known. Without `knownOn`, everything folded into the policy is known. */
export type MonthQuestion = { scheme: SchemeCode; area: AreaCode; areaKind: AreaKind; month: Month; knownOn?: Day }

/** A month's line and the standard it rests on. */
export type MonthlyAmount = { fen: Fen; standard: Standard }

/**
 * What a household is paid for a month: the facts of its last decision under the standard of that month. Rounded once, never
 * negative, never above the standard times the members. Undefined where the month has no standard, or no such tier.
 */
export const monthlyAmount = (
  facts: AmountFacts,
  policy: Policy,
  question: MonthQuestion,
): MonthlyAmount | undefined => {
  const standard = standardFor(policy, question)
  if (!standard) return undefined
  const limit = standard.monthlyFen * facts.members
  const exact = facts.mode === 'GAP' ? gapAmount(facts, limit) : tierAmount(facts, tiersFor(policy, question)?.tiers)
  if (exact === undefined) return undefined
  const { value: rounding } = parameterFor(policy, 'rounding', { ...question, day: `${question.month}-01` })
  return { fen: Math.min(limit, roundAmount(exact, rounding)), standard }
}
