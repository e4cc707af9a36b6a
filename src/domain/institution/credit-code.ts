import { refuse } from './refusals.ts'

/** GB 32100: the characters of a unified social credit code in the order of their values; I, O, S, V and Z are left out. */
const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
/** GB 32100: each place weighs three times the one before it, modulo the number of characters. */
const WEIGHT_STEP = 3

/** The check character of the first 17 characters of a credit code. */
export const creditCheckOf = (first17: string): string => {
  const { sum } = [...first17].reduce(
    ({ sum, weight }, character) => ({
      sum: sum + weight * characters.indexOf(character),
      weight: (weight * WEIGHT_STEP) % characters.length,
    }),
    { sum: 0, weight: 1 },
  )
  return characters.charAt((characters.length - (sum % characters.length)) % characters.length)
}

/** Refuses a unified social credit code (统一社会信用代码) of 18 characters whose check character is wrong. */
export const checkCreditCode = (creditCode: string): void => {
  if (creditCode.slice(17) !== creditCheckOf(creditCode.slice(0, 17))) throw refuse('credit-code-check', { creditCode })
}
