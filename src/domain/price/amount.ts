import { type ExactFen, roundExact, timesFactor } from '../policy/exact-fen.ts'
import type { Fen } from '../shared/fen.ts'

const FEN_PER_YUAN = 100
/** Hundredths of a per cent in the whole. */
const WHOLE = 10_000

/** What a month's subsidy per person is computed from. */
export type PriceAmountFacts = {
  /** The monthly allowance standard of the area, of urban or rural people, in the index month; exactly, for some are yearly. */
  standard: ExactFen
  /** Hundredths of a per cent. */
  rise: number
  factor: number
  /** The least that the place pays a person; 0 for none. */
  floorFen: Fen
}

/**
 * The subsidy of one person for one month: standard × rise × factor, rounded once, half up to whole yuan after the factor
 * (B), and never less than the place's floor.
 */
export const priceAmount = ({ standard, rise, factor, floorFen }: PriceAmountFacts): Fen => {
  const yuan = roundExact(timesFactor(standard, { numerator: rise * factor, denominator: WHOLE * FEN_PER_YUAN }))
  return Math.max(floorFen, yuan * FEN_PER_YUAN)
}
