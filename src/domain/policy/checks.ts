import { isWithin } from '../shared/area.ts'
import { addMonthsToDay, type Day, weekdayOf } from '../shared/day.ts'
import type { PolicyCommandNamed } from './commands.ts'
import { parameters } from './parameters.ts'
import { plausible } from './plausibility.ts'
import type { Policy } from './policy.ts'
import { refuse } from './refusals.ts'
import { delegationAllowedOn } from './rulesets.ts'

type Dated = { effectiveFrom: Day; inForceOn: Day }

/** Refuses days that cannot belong to one notice. */
const checkDates = ({ effectiveFrom, inForceOn }: Dated): void => {
  const months = 12 * plausible.yearsApart
  if (
    effectiveFrom < plausible.firstEffective ||
    effectiveFrom < addMonthsToDay(inForceOn, -months) ||
    effectiveFrom > addMonthsToDay(inForceOn, months)
  )
    throw refuse('implausible-dates', { effectiveFrom, inForceOn })
}

/** Refuses a standard that looks yearly, or in yuan, and a second one for the same first day. */
export const checkStandard = (policy: Policy, { data }: PolicyCommandNamed<'PublishStandard'>): void => {
  checkDates(data)
  const { least, most } = plausible.standardFen
  if (data.monthlyFen < least || data.monthlyFen > most)
    throw refuse('implausible-standard', { monthlyFen: data.monthlyFen, leastFen: least, mostFen: most })
  const twin = policy.standards.find(
    (row) =>
      row.withdrawnOn === null &&
      row.scheme === data.scheme &&
      row.areaKind === data.areaKind &&
      row.effectiveFrom === data.effectiveFrom,
  )
  if (twin) throw refuse('standard-twice', { standardId: twin.standardId, document: twin.document.number })
}

/** Refuses tiers of one name, and sums that cannot be monthly. */
export const checkTiers = ({ data }: PolicyCommandNamed<'PublishTiers'>): void => {
  checkDates(data)
  const names = data.tiers.map(({ tier }) => tier)
  if (new Set(names).size < names.length) throw refuse('tier-twice', { tiers: names })
  const { least, most } = plausible.tierFen
  const odd = data.tiers.find(({ monthlyFen }) => monthlyFen < least || monthlyFen > most)
  if (odd)
    throw refuse('implausible-standard', {
      tier: odd.tier,
      monthlyFen: odd.monthlyFen,
      leastFen: least,
      mostFen: most,
    })
}

/** Refuses a value that the catalogue does not allow. */
export const checkParameter = ({ data }: PolicyCommandNamed<'PublishParameter'>): void => {
  checkDates(data)
  if (!parameters[data.key].value.safeParse(data.value).success)
    throw refuse('implausible-parameter', { key: data.key, value: data.value })
}

/** Refuses days outside the year, days listed twice, and a Monday to Friday listed as a worked weekend day. */
export const checkCalendar = ({ data }: PolicyCommandNamed<'PublishHolidayCalendar'>): void => {
  const days = [...data.daysOff, ...data.workedWeekendDays]
  const outside = days.find((day) => !day.startsWith(`${data.year}-`))
  if (outside) throw refuse('calendar-day-outside-year', { day: outside, year: data.year })
  const twice = days.find((day, index) => days.indexOf(day) < index)
  if (twice) throw refuse('calendar-day-twice', { day: twice })
  const weekday = data.workedWeekendDays.find((day) => weekdayOf(day) <= 5)
  if (weekday) throw refuse('calendar-weekday-worked', { day: weekday })
}

/** Refuses a delegation to anything but a township inside, out of dates, before the rules allowed one, or a second one. */
export const checkDelegation = (policy: Policy, { subject, data }: PolicyCommandNamed<'DelegateAuthority'>): void => {
  const { scheme, to, from, until } = data
  if (to.length !== 9 || to === subject || !isWithin(to, subject))
    throw refuse('delegation-outside-area', { area: subject, to })
  if (until !== null && until < from) throw refuse('delegation-dates', { from, until })
  if (!delegationAllowedOn(from)) throw refuse('delegation-not-allowed', { from })
  const other = policy.delegations.find(
    (row) =>
      row.scheme === scheme &&
      row.to === to &&
      (until === null || row.from <= until) &&
      (row.until === null || from <= row.until) &&
      (row.revokedOn === null || from < row.revokedOn),
  )
  if (other) throw refuse('delegation-twice', { delegationId: other.delegationId, document: other.document.number })
}
