import type { Fen } from '../shared/fen.ts'

/**
 * An exact sum of money in fen, in lowest terms: a twelfth of a yearly figure, or 89 % of another rate, is rarely a whole
 * number of fen. It is rounded once, where a month's line is made of it.
 */
export type ExactFen = { numerator: number; denominator: number }

/** A factor of a link: 89/100, 2/1, 13/10. */
export type Factor = { numerator: number; denominator: number }

/** Nothing. */
export const noFen: ExactFen = { numerator: 0, denominator: 1 }

/** Whole fen divided by a whole number, exactly; 12 turns a yearly figure into a monthly one. */
export const exactFen = (fen: Fen, dividedBy = 1): ExactFen => lowestTerms(BigInt(fen), BigInt(dividedBy))

/** A sum times a factor. */
export const timesFactor = (sum: ExactFen, factor: Factor): ExactFen =>
  lowestTerms(BigInt(sum.numerator) * BigInt(factor.numerator), BigInt(sum.denominator) * BigInt(factor.denominator))

/** Two sums together. */
export const addExact = (a: ExactFen, b: ExactFen): ExactFen =>
  lowestTerms(
    BigInt(a.numerator) * BigInt(b.denominator) + BigInt(b.numerator) * BigInt(a.denominator),
    BigInt(a.denominator) * BigInt(b.denominator),
  )

/** Below zero where the first sum is the lesser, zero where both are equal. */
export const compareExact = (a: ExactFen, b: ExactFen): number => {
  const difference = BigInt(a.numerator) * BigInt(b.denominator) - BigInt(b.numerator) * BigInt(a.denominator)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** Whole fen, half up (the law is silent; product default). */
export const roundExact = ({ numerator, denominator }: ExactFen): Fen =>
  Number(halfUp(BigInt(numerator), BigInt(denominator)))

const halfUp = (numerator: bigint, denominator: bigint): bigint => (2n * numerator + denominator) / (2n * denominator)

/** Beyond what a number holds exactly (many links upon each other), a sum is kept to a millionth of a fen. */
const finest = 1_000_000n

const lowestTerms = (numerator: bigint, denominator: bigint): ExactFen => {
  const divisor = greatestDivisor(numerator, denominator)
  const exact = { numerator: Number(numerator / divisor), denominator: Number(denominator / divisor) }
  if (Number.isSafeInteger(exact.numerator) && Number.isSafeInteger(exact.denominator)) return exact
  return { numerator: Number(halfUp(numerator * finest, denominator)), denominator: Number(finest) }
}

const greatestDivisor = (a: bigint, b: bigint): bigint => {
  let [larger, smaller] = [a, b]
  while (smaller > 0n) [larger, smaller] = [smaller, larger % smaller]
  return larger
}
