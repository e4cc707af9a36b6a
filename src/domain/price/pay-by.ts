import type { CountedDay, WorkingCalendar } from '../policy/calendar.ts'
import { dueOf } from '../policy/ruleset.ts'
import { addMonths, type Day, lastDayOf, type Month, monthOf } from '../shared/day.ts'
import type { PayBy } from './version.ts'

/** The last day on which a month may be paid whose index was released on a day, and the clause that says so. */
export const payByDay = (payBy: PayBy, releasedOn: Day, calendar: WorkingCalendar): CountedDay & { clause: string } => {
  if ('within' in payBy) return { ...dueOf(payBy.within, releasedOn, calendar), clause: payBy.within.clause }
  const last = payBy.endOf === 'MONTH' ? monthOf(releasedOn) : endOfQuarter(monthOf(releasedOn))
  return { due: lastDayOf(last), provisional: false, clause: payBy.clause }
}

const MONTHS_OF_A_QUARTER = 3

const endOfQuarter = (month: Month): Month => {
  const inQuarter = (Number(month.slice(5)) - 1) % MONTHS_OF_A_QUARTER
  return addMonths(month, MONTHS_OF_A_QUARTER - 1 - inQuarter)
}
