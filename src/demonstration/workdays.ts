import { addWorkingDays, calendarOf, isWorkingDay } from '../domain/policy/calendar.ts'
import { holidayCalendars } from '../domain/policy/holidays/calendars.ts'
import { foldPolicy } from '../domain/policy/policy.ts'
import { NATION } from '../domain/shared/area.ts'
import { addDays, type Day } from '../domain/shared/day.ts'

const calendar = calendarOf(
  foldPolicy(
    holidayCalendars.map((data, index) => ({
      type: 'HolidayCalendarPublished',
      data: { area: NATION, ...data },
      position: BigInt(index + 1),
      on: '2018-01-01',
    })),
  ),
)

/** The day itself when offices work on it, else the next one on which they do. */
export const workdayFrom = (day: Day): Day => {
  let found = day
  while (!isWorkingDay(calendar, found)) found = addDays(found, 1)
  return found
}

/** So many working days later. */
export const workdaysAfter = (day: Day, count: number): Day => addWorkingDays(calendar, day, count).due
