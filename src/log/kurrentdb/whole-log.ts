import { type AllStreamRecordedEvent, type AllStreamResolvedEvent, BACKWARDS, END, START } from '@eventstore/db-client'
import { LogHalted } from '../errors.ts'
import type { Cursor, Page, Recorded } from '../port.ts'
import { compareCursors, cursorAt, cursorOf, type Place, placeOf } from './cursor.ts'
import { isSystem, recordedFrom, type Stored, storedFrom } from './event.ts'
import { mayBeNoPlace, readFailure } from './failure.ts'
import type { KnownPlaces } from './known-places.ts'
import type { Line } from './line.ts'
import { takeEach } from './reading.ts'

/** Events of one read: enough to be quick, few enough for one message after the other. */
const MOST_AT_ONCE = 4_000
/** Read backwards in search of the newest event that is not the server's own; more each time. */
const FIRST_LOOK_BACK = 4

const nowhere = cursorAt(0n)

const isBefore = (a: Place, b: Place): boolean => compareCursors(cursorOf(a), cursorOf(b)) < 0

/** Reads the log as a whole. All reads fail with `LogUnavailable` or `LogHalted`. */
export type WholeLog = {
  /** Events after a cursor, of all or some types; `scannedTo` is the newest event there was when `limit` is not reached. */
  readAll(options: { after?: Cursor | undefined; limit: number; types?: readonly string[] }): Promise<Page>
  /** The cursor of the newest event that is not the server's own. */
  head(): Promise<Cursor>
  /** Events from one position to another, both included, as far as `most` reach. */
  between(first: bigint, last: bigint, most: number): Promise<Stored[]>
}

/** Told of everything that is read and not the server's own, and of what the server's own events say. */
export type Witness = {
  saw(place: Place): void
  sawSystemEvent(event: AllStreamRecordedEvent): void
}

/** Makes a reader over a line; `patience` is how many milliseconds it waits for a silent server. */
export const makeWholeLog = (line: Line, patience: number, places: KnownPlaces, witness: Witness): WholeLog => {
  const { credentials } = line

  const read = (
    options: { from: Place | typeof START | typeof END; backwards?: boolean; most: number },
    take: (event: AllStreamRecordedEvent) => boolean,
  ): Promise<void> =>
    line.call((client) =>
      takeEach<AllStreamResolvedEvent>(
        client.readAll({
          fromPosition: options.from,
          maxCount: options.most,
          ...(options.backwards && { direction: BACKWARDS }),
          credentials,
          requiresLeader: true,
        }),
        patience,
        ({ event }) => event === undefined || take(event),
      ),
    )

  /** Where the log ends, events of the server included. */
  const end = async (): Promise<Place | undefined> => {
    let last: Place | undefined
    await read({ from: END, backwards: true, most: 1 }, ({ position }) => {
      last = position
      return true
    })
    return last
  }

  /** A place was read from where no event stands. If the log ends before it, the log is not the one that was read then. */
  const requireReached = async (after: Place): Promise<void> => {
    const last = await end()
    if (!last || isBefore(last, after))
      throw new LogHalted(
        `the log ends at ${last ? cursorOf(last) : 'its beginning'}, before ${cursorOf(after)}, which was read before: it was set back`,
      )
  }

  /** Every event after a place, in order, until `take` has enough. Read in rounds, so that no read is endless. */
  const readAfter = async (
    after: Place | undefined,
    most: number,
    take: (event: AllStreamRecordedEvent) => boolean,
  ): Promise<void> => {
    let from: Place | typeof START = after ?? START
    let wanted = true
    const visit = (event: AllStreamRecordedEvent): boolean => {
      from = event.position
      if (after && !isBefore(after, event.position)) return true
      after = event.position
      if (isSystem(event)) witness.sawSystemEvent(event)
      else {
        witness.saw(event.position)
        places.note(event.position.commit)
      }
      wanted = take(event)
      return wanted
    }
    for (let first = after; wanted; first = undefined) {
      let count = 0
      let begins = first === undefined
      try {
        await read({ from, most }, (event) => {
          count += 1
          begins ||= first?.commit === event.position.commit
          return visit(event)
        })
      } catch (error) {
        if (begins || !first || !mayBeNoPlace(error)) throw error
        await requireReached(first)
        const known = places.before(first.commit - 1n)
        from = known === undefined ? START : { commit: known, prepare: known }
        begins = true
        continue
      }
      if (!begins && first) await requireReached(first)
      if (count < most) return
    }
  }

  const startOf = (after: Cursor | undefined): Place | undefined =>
    after === undefined || after === nowhere ? undefined : placeOf(after)

  const readAll: WholeLog['readAll'] = async ({ after, limit, types }) => {
    const start = startOf(after)
    const wanted = types && new Set(types)
    const events: Recorded[] = []
    let last: Cursor = after ?? nowhere
    try {
      if (limit > 0)
        await readAfter(start, Math.min(MOST_AT_ONCE, wanted ? MOST_AT_ONCE : limit + 1), (event) => {
          if (isSystem(event)) return true
          last = cursorOf(event.position)
          if (!wanted || wanted.has(event.type)) events.push(recordedFrom(event))
          return events.length < limit
        })
    } catch (error) {
      throw readFailure(error)
    }
    return { events, scannedTo: last }
  }

  let looked: { end: Place; head: Cursor } | undefined
  const findHead = async (): Promise<Cursor> => {
    for (let most = FIRST_LOOK_BACK; ; most *= 8) {
      let newest: Place | undefined
      let count = 0
      let head: Cursor | undefined
      await read({ from: END, backwards: true, most }, (event) => {
        count += 1
        newest ??= event.position
        if (looked && !isBefore(looked.end, event.position)) head = looked.head
        if (!isSystem(event)) {
          witness.saw(event.position)
          head = cursorOf(event.position)
        }
        return head === undefined
      })
      if (head === undefined && count < most) head = nowhere
      if (head === undefined) continue
      if (newest) looked = { end: newest, head }
      return head
    }
  }

  let asked: Promise<Cursor> | undefined
  let running: Promise<unknown> = Promise.resolve()

  return {
    readAll,
    // Who asks while a look is under way gets the next one: what was written before the question must be in the answer.
    head: () => {
      asked ??= running.then(() => {
        asked = undefined
        const look = findHead().catch((error: unknown) => {
          throw readFailure(error)
        })
        running = look.catch(() => undefined)
        return look
      })
      return asked
    },
    between: async (first, last, most) => {
      const found: Stored[] = []
      const from = { commit: first, prepare: first }
      try {
        await read({ from, most: first === last ? 1 : most }, (event) => {
          if (!isSystem(event)) found.push(storedFrom(event))
          return event.position.commit < last
        })
      } catch (error) {
        throw readFailure(error)
      }
      return found
    },
  }
}
