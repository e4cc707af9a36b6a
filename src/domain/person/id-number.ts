import { Day } from '../shared/day.ts'
import { refuse } from './refusals.ts'
import type { Sex } from './words.ts'

/** What a citizen ID number (公民身份号码, GB 11643) says about its holder. */
export type IdNumberFacts = {
  /** First registration, 6 digits. Unassigned codes are allowed: synthetic persons have them. */
  area: string
  birthDate: Day
  sex: Sex
}

/** GB 11643: weight of each of the first 17 digits, and the check character for each rest modulo 11. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkCharacters = '10X98765432'

/** The check character of the first 17 digits of an ID number. */
export const checkDigitOf = (first17: string): string => {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first17[index]), 0)
  return checkCharacters.charAt(sum % checkCharacters.length)
}

/**
 * Reads an ID number of 18 characters, with a capital X where the check digit is ten. Refused where it is malformed, holds
 * no real date, or fails its check digit. The number itself is never among the facts of a refusal.
 */
export const parseIdNumber = (idNumber: string): IdNumberFacts => {
  if (!/^[1-9]\d{16}[\dX]$/.test(idNumber)) throw refuse('id-number-malformed')
  const birthDate = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`
  if (!Day.safeParse(birthDate).success) throw refuse('id-number-birth-date')
  if (checkDigitOf(idNumber) !== idNumber.charAt(17)) throw refuse('id-number-check-digit')
  const sex = Number(idNumber.charAt(16)) % 2 === 1 ? 'MALE' : 'FEMALE'
  return { area: idNumber.slice(0, 6), birthDate, sex }
}
