import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { dayOfNumber, numberOfDay } from './day-number.ts'

/**
 * A calendar day in Asia/Shanghai as `YYYY-MM-DD`. Days compare as text, and may be moved by years without leaving four
 * digits: a day before 1800 or after 2199 is a slip of the pen.
 */
export const Day = z.iso
  .date({ abort: true })
  .refine((day) => day >= '1800' && day < '2200', 'a day lies between 1800 and 2199')
  .meta({ id: 'Day', description: 'A day in Asia/Shanghai, YYYY-MM-DD.', examples: ['2023-03-06'] })
export type Day = z.infer<typeof Day>

/** A calendar month as `YYYY-MM`. Months compare as text. */
export const Month = z
  .string()
  .regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/, 'a month is YYYY-MM')
  .meta({ id: 'Month', description: 'A month, YYYY-MM.', examples: ['2023-05'] })
export type Month = z.infer<typeof Month>

/** Moves a day by a number of days, backwards when negative. */
export const addDays = (day: Day, days: number): Day => dayOfNumber(numberOfDay(day) + days)

/** Moves a day by whole months; the 31st of a short month becomes its last day. */
export const addMonthsToDay = (day: Day, months: number): Day => {
  const month = addMonths(monthOf(day), months)
  const [wanted, last] = [`${month}${day.slice(7)}`, lastDayOf(month)]
  return wanted < last ? wanted : last
}

/** Moves a month by a number of months, backwards when negative. */
export const addMonths = (month: Month, months: number): Month => {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`
}

/** Every month from one to another, both included; none where the last lies before the first. */
export const monthsFrom = (first: Month, last: Month): readonly Month[] => {
  const months: Month[] = []
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month)
  return months
}

/** The month a day lies in. */
export const monthOf = (day: Day): Month => day.slice(0, 7)

/** The later of two days or of two months. */
export const later = (one: Day | Month, other: Day | Month): Day | Month => (one > other ? one : other)

/** The latest of some days; undefined where there is none. */
export const latest = (...days: readonly (Day | null | undefined)[]): Day | undefined =>
  days
    .filter((day): day is Day => day !== null && day !== undefined)
    .sort()
    .at(-1)

/** The last day of a month. */
export const lastDayOf = (month: Month): Day => addDays(`${addMonths(month, 1)}-01`, -1)

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => numberOfDay(to) - numberOfDay(from)

/** 1 is Monday, 7 is Sunday. Day 0, 1 January 1970, was a Thursday. */
export const weekdayOf = (day: Day): number => ((((numberOfDay(day) + 3) % 7) + 7) % 7) + 1

/** Completed years of age on a day. */
export const ageOn = (birth: Day, day: Day): number =>
  Temporal.PlainDate.from(birth).until(Temporal.PlainDate.from(day), { largestUnit: 'year' }).years

/** The day it is in Asia/Shanghai at an instant given in milliseconds since 1970 UTC. */
export const dayInShanghai = (epochMilliseconds: number): Day =>
  Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString()
