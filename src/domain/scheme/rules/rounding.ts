import { divideFen, type Fen } from '../../shared/fen.ts'

const FEN_PER_YUAN = 100

/** Rounds a household's monthly amount, once, by the parameter `rounding`. Whole fen need no rounding of their own. */
export const roundAmount = (fen: Fen, rounding: string): Fen => {
  switch (rounding) {
    case 'HALF_UP_YUAN':
      return divideFen(fen, FEN_PER_YUAN) * FEN_PER_YUAN
    case 'UP_YUAN':
      return Math.ceil(fen / FEN_PER_YUAN) * FEN_PER_YUAN
    default:
      return fen
  }
}
