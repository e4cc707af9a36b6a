import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

/** A calendar day in Asia/Shanghai as `YYYY-MM-DD`. Days compare as text. */
export const Day = z.iso.date().meta({ description: 'A day in Asia/Shanghai, YYYY-MM-DD.', examples: ['2023-03-06'] })
export type Day = z.infer<typeof Day>

/** A calendar month as `YYYY-MM`. Months compare as text. */
export const Month = z
  .string()
  .regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/, 'a month is YYYY-MM')
  .meta({ description: 'A month, YYYY-MM.', examples: ['2023-05'] })
export type Month = z.infer<typeof Month>

const plain = (day: Day): Temporal.PlainDate => Temporal.PlainDate.from(day)

/** Moves a day by a number of days, backwards when negative. */
export const addDays = (day: Day, days: number): Day => plain(day).add({ days }).toString()

/** Moves a day by whole months; the 31st of a short month becomes its last day. */
export const addMonthsToDay = (day: Day, months: number): Day => plain(day).add({ months }).toString()

/** Moves a month by a number of months, backwards when negative. */
export const addMonths = (month: Month, months: number): Month =>
  Temporal.PlainYearMonth.from(month).add({ months }).toString()

/** The month a day lies in. */
export const monthOf = (day: Day): Month => day.slice(0, 7)

/** The last day of a month. */
export const lastDayOf = (month: Month): Day => {
  const first = plain(`${month}-01`)
  return first.with({ day: first.daysInMonth }).toString()
}

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => plain(from).until(plain(to), { largestUnit: 'day' }).days

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: Day): number => plain(day).dayOfWeek

/** Completed years of age on a day. */
export const ageOn = (birth: Day, day: Day): number => plain(birth).until(plain(day), { largestUnit: 'year' }).years

/** The day it is in Asia/Shanghai at an instant given in milliseconds since 1970 UTC. */
export const dayInShanghai = (epochMilliseconds: number): Day =>
  Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString()
