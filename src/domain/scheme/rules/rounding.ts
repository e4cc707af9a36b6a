import { type ExactFen, roundExact } from '../../policy/exact-fen.ts'
import type { Fen } from '../../shared/fen.ts'

const FEN_PER_YUAN = 100

/** Rounds a monthly amount, once, by the parameter `rounding`. */
export const roundAmount = ({ numerator, denominator }: ExactFen, rounding: string): Fen => {
  switch (rounding) {
    case 'HALF_UP_YUAN':
      return roundExact({ numerator, denominator: denominator * FEN_PER_YUAN }) * FEN_PER_YUAN
    case 'UP_YUAN':
      return Math.ceil(numerator / (denominator * FEN_PER_YUAN)) * FEN_PER_YUAN
    default:
      return roundExact({ numerator, denominator })
  }
}
