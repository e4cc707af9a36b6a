import type { Day } from '../domain/shared/day.ts'
import { county } from './places.ts'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

const checkDigitOf = (digits: string): string => {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  return '10X98765432'[sum % 11] ?? ''
}

/**
 * Hands out synthetic ID numbers (GB 11643), none twice: a valid check digit, the prefix of the unassigned county, and per
 * birth date a running number, odd for men and even for women.
 */
export const idNumberIssuer = (): ((birthDate: Day, sex: 'MALE' | 'FEMALE') => string) => {
  const issued = new Map<string, number>()
  return (birthDate, sex) => {
    const key = `${birthDate}/${sex}`
    const count = (issued.get(key) ?? 0) + 1
    issued.set(key, count)
    const running = count * 2 - (sex === 'MALE' ? 1 : 0)
    const digits = `${county.code}${birthDate.replaceAll('-', '')}${String(running).padStart(3, '0')}`
    return `${digits}${checkDigitOf(digits)}`
  }
}
