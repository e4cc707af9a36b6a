import { type Month, monthsFrom } from '../../domain/shared/day.ts'
import type { KnownStretch, Window } from '../../projections/roster/changes.ts'

/** The first of some months in which a case stands otherwise at the end of a window than at its beginning. */
export const firstMonthChanged = (
  known: readonly KnownStretch[],
  { since, until, paid: { first, last } }: Window & { paid: { first: Month; last: Month } },
): Month | undefined =>
  monthsFrom(first, last).find((month) => standingIn(known, month, since) !== standingIn(known, month, until))

const standingIn = (known: readonly KnownStretch[], month: Month, at: bigint): string => {
  const row = known.find(
    ({ from_month, to_month, known_from, known_to, suspended }) =>
      from_month <= month &&
      (to_month === null || month <= to_month) &&
      BigInt(known_from) <= at &&
      (known_to === null || BigInt(known_to) > at) &&
      !suspended,
  )
  return row ? JSON.stringify([row.area, row.area_kind, row.holder, row.members, row.facts]) : ''
}
