import type { Cursor, EventLog, Page, Recorded } from '../log/port.ts'

/** The newest events of the log in memory, so that views which are abreast of it need not read them again each. */
export type Recent = {
  /** Adds what came next in the log. */
  add(events: readonly Recorded[], scannedTo: Cursor): void
  /** The page of some types after a cursor; undefined where it begins before the oldest event at hand. */
  pageAfter(after: Cursor | undefined, types: readonly string[], limit: number): Page | undefined
}

/** As much is kept, in events and in characters of their data: a batch or two of the live feed. */
const MOST_EVENTS = 10_000
const MOST_TEXT = 16 * 1024 * 1024

/** Nothing at hand yet; the first event added will follow `from` in the log. */
export const openRecent = (log: Pick<EventLog, 'compare'>, from: Cursor | undefined): Recent => {
  let events: Recorded[] = []
  let text = 0
  let after = from
  let end: Cursor | undefined

  const isAfter = (cursor: Cursor, other: Cursor | undefined): boolean =>
    other === undefined || log.compare(cursor, other) > 0

  const forgetOldest = (): void => {
    let left = events.length
    let index = 0
    for (; index < events.length && (left > MOST_EVENTS || text > MOST_TEXT); index += 1, left -= 1)
      text -= events[index]?.payload.length ?? 0
    after = events[index - 1]?.cursor ?? after
    events = events.slice(index)
  }

  /** Where the events after a cursor begin. */
  const indexAfter = (cursor: Cursor | undefined): number => {
    let low = 0
    let high = events.length
    while (low < high) {
      const middle = (low + high) >> 1
      const event = events[middle]
      if (event && isAfter(event.cursor, cursor)) high = middle
      else low = middle + 1
    }
    return low
  }

  return {
    add: (added, scannedTo) => {
      events.push(...added)
      for (const { payload } of added) text += payload.length
      end = scannedTo
      forgetOldest()
    },
    pageAfter: (cursor, types, limit) => {
      const isAtHand = after === undefined || (cursor !== undefined && log.compare(cursor, after) >= 0)
      if (!isAtHand || end === undefined) return undefined
      const wanted = new Set(types)
      const found: Recorded[] = []
      for (let index = indexAfter(cursor); index < events.length && found.length < limit; index += 1) {
        const event = events[index]
        if (event && wanted.has(event.type)) found.push(event)
      }
      const last = found.at(-1)
      return { events: found, scannedTo: last && found.length >= limit ? last.cursor : end }
    },
  }
}
