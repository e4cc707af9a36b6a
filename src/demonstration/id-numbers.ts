import { checkDigitOf } from '../domain/person/id-number.ts'
import type { Sex } from '../domain/person/words.ts'
import type { Day } from '../domain/shared/day.ts'
import { county } from './places.ts'

/**
 * Hands out synthetic ID numbers (GB 11643), none twice: a valid check digit, the prefix of the unassigned county, and per
 * birth date a running number, odd for men and even for women.
 */
export const idNumberIssuer = (): ((birthDate: Day, sex: Sex) => string) => {
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
