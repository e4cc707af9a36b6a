import { compareExact, exactFen, roundExact, timesFactor } from '../../policy/exact-fen.ts'
import { parameterFor } from '../../policy/policy.ts'
import { isWithin, townshipOf } from '../../shared/area.ts'
import { addMonths } from '../../shared/day.ts'
import { divideFen, type Fen } from '../../shared/fen.ts'
import type { AssessmentPlace, AssessmentResult, Verdict } from '../assessment.ts'
import type { AmountFacts, SheetLine } from '../calculation.ts'
import type { Assessment, Member } from '../household.ts'
import { refuse as refuseScheme } from '../refusals.ts'
import { incomeLines, sumOf } from '../rules/countable-income.ts'
import { disposableIncome } from '../rules/disposable-income.ts'
import { SUBSISTENCE_ALLOWANCE } from '../subsistence-allowance/code.ts'
import { awardOf } from './award.ts'
import { checkCertified } from './certified.ts'
import { TEMPORARY_ASSISTANCE } from './code.ts'
import type { Particulars } from './particulars.ts'
import { refuse } from './refusals.ts'
import { QUICK_AID } from './rulesets.ts'

/**
 * Assesses a household or person on a day: whether they are to be helped, and with which sum in which months. Emergency and
 * quick small aid ask for nothing but the hardship; expenditure aid for income, property and spending, or for the spending
 * alone where the family is certified [2018-23; 2026-TA].
 */
export const assess = (
  assessed: Assessment,
  members: readonly Member[],
  place: AssessmentPlace,
  particulars: Particulars,
): AssessmentResult => {
  checkHardship(particulars, place)
  checkCertified(particulars, place)
  const { award } = particulars
  if (award === null) throw refuse('award-missing')
  const awarded = awardOf(award, particulars, { ...place, memberCount: members.length })
  const found = verdictOf(assessed, members.length, place, particulars)
  const amountFen = found.verdict.qualifies ? awarded.fen : 0
  const facts = instalmentsOf(awarded.fen, members.length, place, particulars)
  const clause = place.ruleset.id
  const result: SheetLine = {
    item: 'amount',
    clause,
    inputs: { kind: particulars.kind, qualifies: found.verdict.qualifies },
    fen: amountFen,
  }
  return {
    facts,
    verdict: found.verdict,
    sheet: {
      ruleset: place.ruleset.id,
      rates: [awarded.rate],
      lines: [...found.lines, ...awarded.lines, result],
      amountFen,
    },
  }
}

/** The hardship has happened, and is one that is helped by then and here. */
const checkHardship = (
  { kind, place: where, happenedOn }: Particulars,
  { area, day, ruleset }: AssessmentPlace,
): void => {
  if (happenedOn > day) throw refuse('hardship-in-future', { happenedOn, day })
  if (kind === 'QUICK_SMALL' && !ruleset.overlays.includes(QUICK_AID)) throw refuse('quick-aid-not-yet', { day })
  const township = townshipOf(area)
  if (kind !== 'EXPENDITURE' && !isWithin(where, township)) throw refuse('aid-elsewhere', { place: where, township })
}

/** Whether a status that proves need is in force on a day. */
export const isCertified = ({ certified }: Particulars, day: string): boolean =>
  certified !== null && (certified.until === null || day <= certified.until)

const poor = ['ALLOWANCE', 'EXTREME_POVERTY'] as const

/** Certified families are not checked again; since the opinion of 2026 not the marginal and rigid-expenditure ones either. */
const skipsIncome = (particulars: Particulars, { day, ruleset }: AssessmentPlace): boolean => {
  const { certified } = particulars
  if (certified === null || !isCertified(particulars, day)) return false
  return poor.some((status) => status === certified.as) || ruleset.overlays.includes(QUICK_AID)
}

const verdictOf = (
  assessed: Assessment,
  memberCount: number,
  place: AssessmentPlace,
  particulars: Particulars,
): { verdict: Verdict; lines: readonly SheetLine[] } => {
  if (particulars.kind !== 'EXPENDITURE') return { verdict: { qualifies: true, grounds: [] }, lines: [] }
  const clause = '2018-23'
  const spending = { item: 'spending', clause, inputs: {}, fen: particulars.spendingFen }
  const noSpending = particulars.spendingFen === 0 ? ['SPENDING'] : []
  if (skipsIncome(particulars, place))
    return { verdict: { qualifies: noSpending.length === 0, grounds: noSpending }, lines: [spending] }
  const { policy, area, areaKind, month, day } = place
  const local = disposableIncome(policy, { area, areaKind, month, knownOn: day })
  if (local === undefined)
    throw refuseScheme('no-rate', { scheme: TEMPORARY_ASSISTANCE, area, areaKind, month, rates: ['DISPOSABLE_INCOME'] })
  const pension = parameterFor(policy, 'basicPensionCounted', {
    scheme: SUBSISTENCE_ALLOWANCE,
    area,
    day,
    knownOn: day,
  })
  const basicPension = { counted: pension.value === 'true', source: pension.source }
  const income = incomeLines(assessed, { clause, basicPension })
  const incomeFen = sumOf(income)
  const limit = timesFactor(local, { numerator: memberCount, denominator: 1 })
  const grounds = [
    ...(compareExact(exactFen(incomeFen), limit) >= 0 ? ['INCOME'] : []),
    ...(assessed.assets.finding === 'OVER' ? ['ASSETS'] : []),
    ...noSpending,
  ]
  const perHead = divideFen(incomeFen, memberCount)
  const lines = [
    spending,
    ...income,
    { item: 'incomePerHead', clause, inputs: { limitFen: roundExact(limit), incomeFen, memberCount }, fen: perHead },
  ]
  return { verdict: { qualifies: grounds.length === 0, grounds }, lines }
}

/** One payment, or the stages of one approval; together they are the sum. */
const instalmentsOf = (fen: Fen, members: number, { month }: AssessmentPlace, { stages }: Particulars): AmountFacts => {
  if (stages === null) return { mode: 'INSTALMENTS', members, instalments: [{ month, fen }] }
  const stagedFen = stages.reduce((sum, stage) => sum + stage.fen, 0)
  if (stagedFen !== fen) throw refuse('stages-differ', { stagedFen, approvedFen: fen })
  const instalments = [...stages]
    .sort((one, other) => one.monthsAfter - other.monthsAfter)
    .map((stage) => ({ month: addMonths(month, stage.monthsAfter), fen: stage.fen }))
  return { mode: 'INSTALMENTS', members, instalments }
}
