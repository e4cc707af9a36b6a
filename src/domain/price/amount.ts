import { divideFen, type Fen } from '../shared/fen.ts'

const FEN_PER_YUAN = 100
/** Hundredths of a per cent in the whole. */
const WHOLE = 10_000

/** What a month's subsidy per person is computed from. */
export type PriceAmountFacts = {
  /** The allowance standard of the area, of urban or rural people, in the index month. */
  standardFen: Fen
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
export const priceAmount = ({ standardFen, rise, factor, floorFen }: PriceAmountFacts): Fen =>
  Math.max(floorFen, divideFen(standardFen * rise * factor, WHOLE * FEN_PER_YUAN) * FEN_PER_YUAN)
