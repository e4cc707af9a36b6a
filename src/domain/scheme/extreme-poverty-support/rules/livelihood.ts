import { compareExact, exactFen } from '../../../policy/exact-fen.ts'
import type { Standard } from '../../../policy/rows.ts'
import type { Day } from '../../../shared/day.ts'
import type { Fen } from '../../../shared/fen.ts'
import type { SheetLine } from '../../calculation.ts'
import type { Assessment, IncomeKind } from '../../household.ts'
import type { Limb } from '../limb.ts'

/** Kinds of income that do not count, from a day on, each with its clause. */
const exemptions: readonly { from: Day; clause: string; kinds: readonly IncomeKind[] }[] = [
  // What did not count before 2021 is a belief: the same as after.
  {
    from: '2014-05-01',
    clause: '2014-649 Art.14',
    kinds: ['BASIC_PENSION', 'PREFERENTIAL_PENSION', 'GOVERNMENT_ASSISTANCE'],
  },
  // The aged allowance is named; other assistance of the government is left out with it (product default).
  {
    from: '2021-07-01',
    clause: '2021-43 Art.6',
    kinds: ['BASIC_PENSION', 'PREFERENTIAL_PENSION', 'GOVERNMENT_ASSISTANCE'],
  },
]

/** Every income as one line, counted or not, and what counts of them all together. */
export const livelihoodLines = ({ incomes }: Assessment, day: Day): { lines: SheetLine[]; fen: Fen } => {
  const rule = exemptions.findLast(({ from }) => from <= day)
  const lines = incomes.map(({ personId, kind, monthlyFen }): SheetLine => {
    const exempt = rule?.kinds.includes(kind) ?? false
    return {
      item: exempt ? 'incomeNotCounted' : 'income',
      clause: rule?.clause ?? 'product default',
      inputs: { personId, kind, monthlyFen },
      fen: exempt ? 0 : monthlyFen,
    }
  })
  return { lines, fen: lines.reduce((sum, { fen }) => sum + fen, 0) }
}

/**
 * No source of living (无生活来源) on a day, in two parts: income below the allowance standard, and property within the
 * local rule [2021-43 Art.6–7].
 */
export const lackOfLivelihood = (
  countedFen: Fen,
  { monthly, monthlyFen: standardFen }: Pick<Standard, 'monthly' | 'monthlyFen'>,
  assets: Assessment['assets']['finding'],
  day: Day,
): { income: Limb; property: Limb } => {
  const clause = exemptions.findLast(({ from }) => from <= day)?.clause ?? 'product default'
  return {
    income: { holds: compareExact(exactFen(countedFen), monthly) < 0, clause, inputs: { countedFen, standardFen } },
    property: { holds: assets === 'WITHIN', clause, inputs: { assets } },
  }
}
