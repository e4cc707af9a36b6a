import { isCounty, isTownship, isWithin } from '../shared/area.ts'
import { addMonthsToDay, type Day, weekdayOf } from '../shared/day.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import type { PolicyCommandNamed } from './commands.ts'
import { checkPrint } from './findings.ts'
import type { ParameterCatalogue } from './parameters.ts'
import { plausible } from './plausibility.ts'
import type { Policy } from './policy.ts'
import { refuse } from './refusals.ts'
import type { DatedRow } from './rows.ts'

/** The two days that every published row carries. */
export type Dated = { effectiveFrom: Day; inForceOn: Day }

/** Refuses days that cannot belong to one notice. */
export const checkDates = ({ effectiveFrom, inForceOn }: Dated): void => {
  const months = 12 * plausible.yearsApart
  if (
    effectiveFrom < plausible.firstEffective ||
    effectiveFrom < addMonthsToDay(inForceOn, -months) ||
    effectiveFrom > addMonthsToDay(inForceOn, months)
  )
    throw refuse('implausible-dates', { effectiveFrom, inForceOn })
}

/** Refuses tiers of one name, sums that cannot be monthly, and second ones for the same first day. */
export const checkTiers = (own: Policy, { data }: PolicyCommandNamed<'PublishTiers'>): void => {
  checkDates(data)
  const rivals = own.tiers.map(({ tiersId: id, ...row }) => ({ ...row, id }))
  checkOnce(
    rivals.filter(({ scheme, areaKind }) => scheme === data.scheme && areaKind === data.areaKind),
    data,
  )
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

/** Refuses a second publication for the same first day: of two nobody knows which counts. */
const checkOnce = (rivals: readonly (DatedRow & { id: string })[], { effectiveFrom }: Dated): void => {
  const twin = rivals.find((row) => row.withdrawnOn === null && row.effectiveFrom === effectiveFrom)
  if (twin) throw refuse('published-twice', { standardId: twin.id, document: twin.document.number })
}

/** Refuses a name that the catalogue does not have, a value that it does not allow, and a second one for the same first day. */
export const checkParameter = (
  own: Policy,
  { data }: PolicyCommandNamed<'PublishParameter'>,
  catalogueOf: (scheme: SchemeCode) => ParameterCatalogue,
): void => {
  checkDates(data)
  const { scheme, key, value, printed } = data
  const row = new Map(Object.entries(catalogueOf(scheme))).get(key)
  if (!row) throw refuse('unknown-parameter', { scheme, key })
  if (!row.value.safeParse(value).success) throw refuse('implausible-parameter', { key, value })
  const rivals = own.parameters.map(({ parameterId: id, ...row }) => ({ ...row, id }))
  checkOnce(
    rivals.filter((row) => row.scheme === scheme && row.key === key),
    data,
  )
  if (/^\d+$/.test(value)) checkPrint(printed, { value: Number(value), unit: row.unit })
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

/**
 * Refuses a delegation to anything but a township inside (or all of a county's), out of dates, before the rules allowed one,
 * or a second one.
 */
export const checkDelegation = (
  policy: Policy,
  { subject, data }: PolicyCommandNamed<'DelegateAuthority'>,
  mayDelegate: (scheme: SchemeCode, day: Day) => boolean,
): void => {
  const { scheme, to, from, until } = data
  const allOfCounty = to === subject && isCounty(to)
  if (!allOfCounty && (!isTownship(to) || !isWithin(to, subject)))
    throw refuse('delegation-outside-area', { area: subject, to })
  if (until !== null && until < from) throw refuse('delegation-dates', { from, until })
  if (!mayDelegate(scheme, from)) throw refuse('delegation-not-allowed', { scheme, from })
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

/** Refuses to revoke what is not there or is gone, and a day before it began. */
export const checkRevocation = (policy: Policy, { data }: PolicyCommandNamed<'RevokeDelegation'>): void => {
  const delegation = policy.delegations.find(({ delegationId }) => delegationId === data.delegationId)
  if (!delegation) throw refuse('unknown-delegation', { delegationId: data.delegationId })
  if (delegation.revokedOn !== null) throw refuse('delegation-revoked', { revokedOn: delegation.revokedOn })
  if (data.on < delegation.from) throw refuse('delegation-dates', { from: delegation.from, on: data.on })
}
