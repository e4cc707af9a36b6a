import type { RateName } from '../../policy/rate.ts'
import { addMonths, addMonthsToDay, type Day, type Month, monthOf } from '../../shared/day.ts'
import type { RatePart } from '../calculation.ts'

/** The ages at which places begin a tier: a rate is published for each that is paid, and no other is. */
export const TIER_AGES = [60, 65, 70, 75, 80, 85, 90, 95, 100] as const

/** The rate of the tier that begins at an age: `AGED_80`. */
export const agedRate = (age: number): RateName => `AGED_${age}`

/**
 * The first month that is paid at an age: the tier goes by the age on the first day of the month, so that whoever is born on
 * the 1st has it from the month of the birthday, anybody else from the month after (product default).
 */
export const firstMonthAt = (birthDate: Day, age: number): Month => {
  const birthday = addMonthsToDay(birthDate, age * 12)
  return birthday.endsWith('-01') ? monthOf(birthday) : addMonths(monthOf(birthday), 1)
}

/** What a life from the lowest tier on is paid: each tier until the month before the next one begins. */
export const agedParts = (birthDate: Day, ages: readonly number[]): readonly RatePart[] =>
  ages.map((age, index) => {
    const next = ages[index + 1]
    return {
      rate: agedRate(age),
      firstMonth: firstMonthAt(birthDate, age),
      lastMonth: next === undefined ? null : addMonths(firstMonthAt(birthDate, next), -1),
    }
  })
