import type { Cursor, Page, PageOptions, Recorded } from '../port.ts'
import { cursorAt, cursorOf, placeOf } from './cursor.ts'
import { isSystem, recordedFrom, type Stored, storedFrom } from './event.ts'
import { mayBeNoPlace, readFailure } from './failure.ts'
import { makeNewest } from './newest.ts'
import type { Walk, Witness } from './walk.ts'

const nowhere = cursorAt(0n)

/** Reads the log as a whole. All reads fail with `LogUnavailable` or `LogHalted`. */
export type WholeLog = {
  /** Events after a cursor, of all or some types; `scannedTo` is the newest event there was when `limit` is not reached. */
  readAll(options: PageOptions): Promise<Page>
  /** The cursor of the newest event that is not the server's own. */
  head(): Promise<Cursor>
  /** Events from one position to another, both included, as far as `most` reach; none where no event stands at the first. */
  between(first: bigint, last: bigint, most: number): Promise<Stored[]>
}

const told = async <T>(reading: Promise<T>): Promise<T> => {
  try {
    return await reading
  } catch (error) {
    throw readFailure(error)
  }
}

/** Makes a reader from walks over the log. */
export const makeWholeLog = (walk: Walk, saw: Witness['saw']): WholeLog => {
  const newest = makeNewest(walk, saw)

  /** The client can ask for types only when it subscribes: here everything is read, and what is not asked for is dropped. */
  const readAll: WholeLog['readAll'] = async ({ after = nowhere, limit, types }) => {
    const wanted = types && new Set(types)
    const events: Recorded[] = []
    let scannedTo = after
    if (limit < 1) return { events, scannedTo }
    const start = after === nowhere ? undefined : placeOf(after)
    await walk.after(start, limit, (event) => {
      if (isSystem(event)) return true
      scannedTo = cursorOf(event.position)
      if (!wanted || wanted.has(event.type)) events.push(recordedFrom(event))
      return events.length < limit
    })
    return { events, scannedTo }
  }

  const between: WholeLog['between'] = async (first, last, most) => {
    const found: Stored[] = []
    try {
      await walk.from({ commit: first, prepare: first }, first === last ? 1 : most, (event) => {
        if (!isSystem(event)) found.push(storedFrom(event))
        return event.position.commit < last
      })
    } catch (error) {
      if (!mayBeNoPlace(error)) throw error
    }
    return found
  }

  return {
    readAll: (options) => told(readAll(options)),
    head: () => told(newest()),
    between: (first, last, most) => told(between(first, last, most)),
  }
}
