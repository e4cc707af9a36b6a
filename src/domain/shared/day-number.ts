/*
 * Plain arithmetic on the Gregorian calendar: payment months and rebuilds count days by the million, and a calendar object
 * for each would cost more than all the rest. Years begin in March here, so that a leap day is the last of its year.
 */

const DAYS_OF_400_YEARS = 146_097
/** From 1 March of the year 0 to 1 January 1970. */
const TO_1970 = 719_468

const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** Days before a month that is counted from March: 31, 30, 31, 30, 31 and over again. */
const daysBefore = (month: number): number => Math.floor((153 * month + 2) / 5)

/** A day `YYYY-MM-DD` as the number of days since 1 January 1970. */
export const numberOfDay = (day: string): number => {
  const month = (Number(day.slice(5, 7)) + 9) % 12
  const year = Number(day.slice(0, 4)) - (month > 9 ? 1 : 0)
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)
  return year * 365 + leapDays + daysBefore(month) + Number(day.slice(8, 10)) - 1 - TO_1970
}

/** The day `YYYY-MM-DD` with this number. */
export const dayOfNumber = (number: number): string => {
  const since = number + TO_1970
  const cycle = Math.floor(since / DAYS_OF_400_YEARS)
  const inCycle = since - cycle * DAYS_OF_400_YEARS
  // The leap days that have passed are taken out; what is left is years of 365 days.
  const yearInCycle = Math.floor(
    (inCycle - Math.floor(inCycle / 1_460) + Math.floor(inCycle / 36_524) - Math.floor(inCycle / 146_096)) / 365,
  )
  const leapDays = Math.floor(yearInCycle / 4) - Math.floor(yearInCycle / 100)
  const inYear = inCycle - yearInCycle * 365 - leapDays
  const month = Math.floor((5 * inYear + 2) / 153)
  const year = cycle * 400 + yearInCycle + (month > 9 ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${twoDigits(((month + 2) % 12) + 1)}-${twoDigits(inYear - daysBefore(month) + 1)}`
}
