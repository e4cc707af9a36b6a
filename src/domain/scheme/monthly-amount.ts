import { addExact, compareExact, type ExactFen, exactFen, noFen, roundExact, timesFactor } from '../policy/exact-fen.ts'
import { type Policy, parameterFor, standardFor, tiersFor } from '../policy/policy.ts'
import { STANDARD } from '../policy/rate.ts'
import { rateFor } from '../policy/rates.ts'
import type { Standard } from '../policy/rows.ts'
import type { AreaCode, AreaKind } from '../shared/area.ts'
import type { Day, Month } from '../shared/day.ts'
import type { Fen } from '../shared/fen.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import type { AmountFacts, RatePart, SheetRate } from './calculation.ts'
import { gapAmount } from './rules/gap-amount.ts'
import { roundAmount } from './rules/rounding.ts'
import { tierAmount } from './rules/tier-amount.ts'

/** Which month is paid, where, and what was known. Without `knownOn`, everything folded into the policy is known. */
export type MonthQuestion = { scheme: SchemeCode; area: AreaCode; areaKind: AreaKind; month: Month; knownOn?: Day }

/** A month's line and the rates it rests on. */
export type MonthlyAmount = { fen: Fen; rates: readonly SheetRate[] }

/**
 * What is paid for a month: the facts of the last decision under the rates of that month. Rounded once, never negative, and
 * for gaps and tiers never above the standard times the members. Undefined where the month lacks a rate that it rests on.
 */
export const monthlyAmount = (
  facts: AmountFacts,
  policy: Policy,
  question: MonthQuestion,
): MonthlyAmount | undefined => {
  switch (facts.mode) {
    case 'GAP':
    case 'TIER':
      return underStandard(facts, policy, question)
    case 'RATES':
      return sumOfRates(facts, policy, question)
    case 'INSTALMENTS':
      return { fen: instalmentIn(facts, question.month), rates: [] }
    case 'NONE':
      return { fen: 0, rates: [] }
  }
}

/** The most that a month may pay whatever the household's income; undefined where a rate is missing. */
export const mostFor = (facts: AmountFacts, policy: Policy, question: MonthQuestion): Fen | undefined => {
  if (facts.mode !== 'GAP' && facts.mode !== 'TIER') return monthlyAmount(facts, policy, question)?.fen
  const standard = standardFor(policy, question)
  return standard && standardOfAll(standard, facts.members)
}

/** The standard times the members, rounded once: 4,853 yuan a year are no whole fen a month, but 1,213.25 for three. */
export const standardOfAll = ({ monthly }: Pick<Standard, 'monthly'>, members: number): Fen =>
  roundExact(timesFactor(monthly, { numerator: members, denominator: 1 }))

/** The sum that a confirmer states and a delegation's cap is held against: a month's, or all instalments together. */
export const decidedSum = (facts: AmountFacts, monthFen: Fen): Fen =>
  facts.mode === 'INSTALMENTS' ? facts.instalments.reduce((sum, { fen }) => sum + fen, 0) : monthFen

/** The parts of a sum of rates that are paid in a month. */
export const partsIn = (parts: readonly RatePart[], month: Month): readonly RatePart[] =>
  parts.filter(
    ({ firstMonth, lastMonth }) =>
      (firstMonth === null || firstMonth <= month) && (lastMonth === null || month <= lastMonth),
  )

/** The document or documents of a month's rates in one text, and what they come to per person, for lists. */
export const asOneStandard = (rates: readonly SheetRate[]): { standardFen: Fen; standardDocument: string } => ({
  standardFen: rates.reduce((sum, { monthlyFen }) => sum + monthlyFen, 0),
  standardDocument: [...new Set(rates.map(({ document }) => document))].join('、'),
})

const underStandard = (
  facts: AmountFacts & { mode: 'GAP' | 'TIER' },
  policy: Policy,
  question: MonthQuestion,
): MonthlyAmount | undefined => {
  const standard = standardFor(policy, question)
  if (!standard) return undefined
  const { monthlyFen, document } = standard
  const limit = standardOfAll(standard, facts.members)
  const fen = facts.mode === 'GAP' ? gapAmount(facts, limit) : tierAmount(facts, tiersFor(policy, question)?.tiers)
  if (fen === undefined) return undefined
  const rounded = rounding(exactFen(fen), policy, question)
  return { fen: Math.min(limit, rounded), rates: [{ rate: STANDARD, document: document.number, monthlyFen }] }
}

/** Added up exactly and rounded once; what another scheme pays already is taken off, and nothing is left below zero. */
const sumOfRates = (
  { parts, lessFen }: AmountFacts & { mode: 'RATES' },
  policy: Policy,
  question: MonthQuestion,
): MonthlyAmount | undefined => {
  const found = partsIn(parts, question.month).map(({ rate }) => ({ rate, is: rateFor(policy, { ...question, rate }) }))
  const rates: SheetRate[] = []
  let sum: ExactFen = noFen
  for (const { rate, is } of found) {
    if (!is) return undefined
    sum = addExact(sum, is.monthly)
    rates.push({ rate, document: is.document.number, monthlyFen: is.monthlyFen })
  }
  if (compareExact(sum, exactFen(lessFen)) <= 0) return { fen: 0, rates }
  const { numerator, denominator } = sum
  return { fen: rounding({ numerator: numerator - lessFen * denominator, denominator }, policy, question), rates }
}

const instalmentIn = ({ instalments }: AmountFacts & { mode: 'INSTALMENTS' }, month: Month): Fen =>
  instalments.filter((one) => one.month === month).reduce((sum, { fen }) => sum + fen, 0)

const rounding = (exact: ExactFen, policy: Policy, question: MonthQuestion): Fen =>
  roundAmount(exact, parameterFor(policy, 'rounding', { ...question, day: `${question.month}-01` }).value)
