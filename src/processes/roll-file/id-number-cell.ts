import { Day } from '../../domain/shared/day.ts'
import { type CellReader, halfWidth } from './cells.ts'

/** What an ID number tells of its bearer (GB 11643-1999). */
export type IdNumberCell = { number: string; birthDate: Day; sex: 'MALE' | 'FEMALE' }

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkDigits = '10X98765432'

/** Reads an ID number: shape, birth date and check digit must hold; spaces and a lower-case x are forgiven. */
export const idNumber: CellReader<IdNumberCell> = (text) => {
  const number = halfWidth(text).replaceAll(/\s/g, '').replace(/^'/, '').toUpperCase()
  if (!/^\d{17}[\dX]$/.test(number)) return { wrong: 'id-number-malformed' }
  const birth = Day.safeParse(`${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`)
  if (!birth.success) return { wrong: 'date-impossible' }
  const sum = weights.reduce((total, weight, index) => total + weight * Number(number[index]), 0)
  if (checkDigits[sum % 11] !== number[17]) return { wrong: 'id-number-check-digit' }
  return { value: { number, birthDate: birth.data, sex: Number(number[16]) % 2 === 1 ? 'MALE' : 'FEMALE' } }
}
