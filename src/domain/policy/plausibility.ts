import type { Day } from '../shared/day.ts'
import type { Fen } from '../shared/fen.ts'

/**
 * Bounds beyond which a published figure is a slip, not a decision. Bureaus have printed yearly sums as monthly ones and
 * the other way round; paid as printed, a household would get a twelfth, or twelve times, its due. The upper bound lies
 * well above the dearest city's monthly standard and below the yearly sums that counties print (from 4,320 yuan).
 */
export const plausible: {
  /** Per person and month. */
  standardFen: { least: Fen; most: Fen }
  /** Any other rate per person and month: subsidies are far below a standard. */
  rateFen: { least: Fen; most: Fen }
  /** Income per head of a whole area (人均可支配收入), a month of it. */
  incomeFen: { least: Fen; most: Fen }
  /** A grant that is paid once. */
  onceFen: { least: Fen; most: Fen }
  tierFen: { least: Fen; most: Fen }
  /** The most that one rate is of another. */
  factor: { most: number }
  /** So many times what was paid before, or so small a part of it, is no raise: it is a sum of another period. */
  step: number
  /** The day on which the allowance began in towns (国发〔1997〕29号). */
  firstEffective: Day
  /** Years between a notice and the day from which it counts, backwards or forwards. */
  yearsApart: number
} = {
  standardFen: { least: 5_000, most: 300_000 },
  rateFen: { least: 3_000, most: 300_000 },
  incomeFen: { least: 10_000, most: 2_000_000 },
  onceFen: { least: 5_000, most: 5_000_000 },
  tierFen: { least: 100, most: 300_000 },
  factor: { most: 10 },
  step: 4,
  firstEffective: '1997-09-02',
  yearsApart: 3,
}
