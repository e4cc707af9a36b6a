import type { Fen } from '../../shared/fen.ts'
import type { SheetLine } from '../calculation.ts'
import type { Assessment, IncomeKind } from '../household.ts'

/** Kinds that never count, with the clause that exempts them. Every other kind counts, the basic pension by parameter. */
const exempt: Partial<Record<IncomeKind, string>> = {
  PREFERENTIAL_PENSION: '2021-57 Art.13',
  FAMILY_PLANNING_AWARD: '2021-57 Art.13',
  SCHOLARSHIP: '2021-57 Art.13',
  BRAVERY_AWARD: '2021-57 Art.13',
  GOVERNMENT_ASSISTANCE: '2021-57 Art.13',
}

/** Where each rule of income stands: the ruleset's clause, and the parameter that decides on the basic pension. */
export type IncomeRules = { clause: string; basicPension: { counted: boolean; source: string } }

/**
 * Every income as one line, counted or not, so that the sheet shows what was left out and why [2021-57 Art.13].
 * The value of a line is what it adds to the countable income.
 */
export const incomeLines = ({ incomes }: Assessment, { clause, basicPension }: IncomeRules): SheetLine[] =>
  incomes.map(({ personId, kind, monthlyFen }) => {
    const exemption = exempt[kind]
    const counted = kind === 'BASIC_PENSION' ? basicPension.counted : exemption === undefined
    return {
      item: counted ? 'income' : 'incomeNotCounted',
      clause: kind === 'BASIC_PENSION' ? basicPension.source : (exemption ?? clause),
      inputs: { personId, kind, monthlyFen },
      fen: counted ? monthlyFen : 0,
    }
  })

/** The extra spending for disability or serious illness, one line each [2021-57 Art.13]. */
export const deductionLines = ({ deductions }: Assessment, clause: string): SheetLine[] =>
  deductions.map(({ personId, kind, monthlyFen }) => ({
    item: 'deduction',
    clause,
    inputs: { personId, kind },
    fen: monthlyFen,
  }))

/** Sum of the values of some lines. */
export const sumOf = (lines: readonly SheetLine[]): Fen => lines.reduce((sum, { fen }) => sum + fen, 0)
