import { type AreaCode, digitsOf } from '../shared/area.ts'
import { addDays, type Day, weekdayOf } from '../shared/day.ts'
import type { Policy } from './policy.ts'
import type { HolidayYear } from './rows.ts'

/** The working days of an area: what the nation has published for each year, and what areas below it have added. */
export type WorkingCalendar = {
  /** By year, widest area first; a nearer area wins day by day. A year that is missing has not been published. */
  years: ReadonlyMap<number, readonly HolidayYear[]>
}

/** A day counted in working days. `provisional`: it lies in, or was counted through, a year without a published calendar. */
export type CountedDay = { due: Day; provisional: boolean }

/** The calendar that a policy holds. Publishing a year again replaces what the same area had published for it. */
export const calendarOf = (policy: Policy): WorkingCalendar => {
  const latest = new Map<string, HolidayYear>()
  for (const row of policy.holidayYears) latest.set(`${row.year}/${row.area}`, row)
  const years = new Map<number, HolidayYear[]>()
  for (const row of latest.values()) years.set(row.year, [...(years.get(row.year) ?? []), row])
  for (const rows of years.values()) rows.sort((a, b) => widthOf(a.area) - widthOf(b.area))
  return { years }
}

/** Digits of an area code that say something: 0 for the nation, 2 for a province, up to 12 for a village. */
const widthOf = (area: AreaCode): number => digitsOf(area).length

const yearOf = (day: Day): number => Number(day.slice(0, 4))

/**
 * Whether people work on a day. A year that nobody has published counts Monday to Friday: a citizen is never refused
 * because an office has not entered a notice, but what is counted through it is provisional.
 */
export const isWorkingDay = ({ years }: WorkingCalendar, day: Day): boolean => {
  const rows = years.get(yearOf(day)) ?? []
  const row = rows.findLast(({ daysOff, workedWeekendDays }) => daysOff.has(day) || workedWeekendDays.has(day))
  if (row) return row.workedWeekendDays.has(day)
  return weekdayOf(day) <= 5
}

/**
 * The last day of a limit of `count` working days. The day of the act is not counted, the limit ends with its last day.
 */
export const addWorkingDays = (calendar: WorkingCalendar, day: Day, count: number): CountedDay => {
  let due = day
  let provisional = false
  for (let left = count; left > 0; ) {
    due = addDays(due, 1)
    if (!calendar.years.has(yearOf(due))) provisional = true
    if (isWorkingDay(calendar, due)) left -= 1
  }
  return { due, provisional }
}
