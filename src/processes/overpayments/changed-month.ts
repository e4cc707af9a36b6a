import { type Month, monthsFrom } from '../../domain/shared/day.ts'
import type { KnownStretch, Window } from '../../projections/roster/changes.ts'

/** The first of some months in which a case stands otherwise at the end of a window than at its beginning. */
export const firstMonthChanged = (
  known: readonly KnownStretch[],
  { since, until, paid: { first, last } }: Window & { paid: { first: Month; last: Month } },
): Month | undefined => {
  const before = known.filter(paidAsKnownAt(since))
  const after = known.filter(paidAsKnownAt(until))
  return monthsFrom(first, last).find((month) => isOtherwise(before.find(covers(month)), after.find(covers(month))))
}

const paidAsKnownAt =
  (at: bigint) =>
  ({ known_from, known_to, suspended }: KnownStretch): boolean =>
    BigInt(known_from) <= at && (known_to === null || BigInt(known_to) > at) && !suspended

const covers =
  (month: Month) =>
  ({ from_month, to_month }: KnownStretch): boolean =>
    from_month <= month && (to_month === null || month <= to_month)

/** A stretch that was known all the while is the same one: most are, and need not be looked into. */
const isOtherwise = (before: KnownStretch | undefined, after: KnownStretch | undefined): boolean =>
  before !== after && standingOf(before) !== standingOf(after)

const standingOf = (row: KnownStretch | undefined): string =>
  row ? JSON.stringify([row.area, row.area_kind, row.holder, row.members, row.facts]) : ''
