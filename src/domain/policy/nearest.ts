import { type AreaCode, withAncestors } from '../shared/area.ts'
import type { Day } from '../shared/day.ts'
import type { DatedRow } from './rows.ts'

/**
 * Of rows that are effective on a day, announced by the day of knowledge and not withdrawn: the latest of the nearest area that
 * has one. Without `knownOn`, everything is known.
 */
export const nearest = <Row extends DatedRow>(
  rows: readonly Row[],
  area: AreaCode,
  day: Day,
  knownOn: Day | undefined,
): Row | undefined => {
  const counting = rows.filter(
    (row) => row.effectiveFrom <= day && (knownOn === undefined || row.inForceOn <= knownOn) && isLive(row, knownOn),
  )
  for (const code of withAncestors(area)) {
    const own = counting.filter((row) => row.area === code)
    if (own.length > 0) return own.reduce((best, row) => (isLater(row, best) ? row : best))
  }
  return undefined
}

/** Whether a row has not been withdrawn, as far as that was known. */
export const isLive = ({ withdrawnOn }: { withdrawnOn: Day | null }, knownOn: Day | undefined): boolean =>
  withdrawnOn === null || (knownOn !== undefined && knownOn < withdrawnOn)

const isLater = (a: DatedRow, b: DatedRow): boolean => {
  if (a.effectiveFrom !== b.effectiveFrom) return a.effectiveFrom > b.effectiveFrom
  if (a.inForceOn !== b.inForceOn) return a.inForceOn > b.inForceOn
  return a.position > b.position
}
