import type { Month } from '../../domain/shared/day.ts'

/** By id of a case or person: the first month that concerns it. */
export type FirstMonths = ReadonlyMap<string, Month>

/** The earliest month of each id. */
export const earliestEach = (months: Iterable<readonly [string, Month]>): FirstMonths => {
  const first = new Map<string, Month>()
  for (const [id, month] of months) {
    const before = first.get(id)
    if (before === undefined || month < before) first.set(id, month)
  }
  return first
}
