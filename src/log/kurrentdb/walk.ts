import { type AllStreamRecordedEvent, type AllStreamResolvedEvent, BACKWARDS, END, START } from '@eventstore/db-client'
import { LogHalted } from '../errors.ts'
import { compareCursors, cursorOf, type Place } from './cursor.ts'
import { isSystem } from './event.ts'
import { mayBeNoPlace } from './failure.ts'
import type { KnownPlaces } from './known-places.ts'
import type { Line } from './line.ts'
import { takeEach } from './reading.ts'

/** Told of everything that is read and not the server's own, and of what the server's own events say. */
export type Witness = {
  saw(place: Place): void
  sawSystemEvent(event: AllStreamRecordedEvent): void
}

/** Answers false when it has enough. */
type Take = (event: AllStreamRecordedEvent) => boolean

/** Walks over the log as the server has it, its own events included. Throws what the client throws, and `LogHalted`. */
export type Walk = {
  /** Forward from a place, which is included, or from the beginning. */
  from(place: Place | undefined, most: number, take: Take): Promise<void>
  /** Backward from the end. */
  back(most: number, take: Take): Promise<void>
  /** Everything after a place, in order, until `take` has enough, which it probably has after `likely` events. */
  after(place: Place | undefined, likely: number, take: Take): Promise<void>
}

/** Events of one read: enough to be quick, few enough to wait for. */
const MOST_AT_ONCE = 4_000

/** Events of one read on the way from a known place to one that is not. */
const ON_THE_WAY = 1_000

/** True when `a` stands before `b`. */
export const isBefore = (a: Place, b: Place): boolean => compareCursors(cursorOf(a), cursorOf(b)) < 0

/** Makes walks over a line; `patience` is how many milliseconds they wait for a silent server. */
export const makeWalk = (line: Line, patience: number, places: KnownPlaces, witness: Witness): Walk => {
  const common = { credentials: line.credentials, requiresLeader: true }

  const read = (
    options: { fromPosition: Place | 'start' | 'end'; maxCount: number; direction?: 'backwards' },
    take: Take,
  ) =>
    line.call((client) =>
      takeEach<AllStreamResolvedEvent>(
        client.readAll({ ...options, ...common }),
        patience,
        ({ event }) => event === undefined || take(event),
      ),
    )

  const from: Walk['from'] = (place, maxCount, take) => read({ fromPosition: place ?? START, maxCount }, take)
  const back: Walk['back'] = (maxCount, take) => read({ fromPosition: END, maxCount, direction: BACKWARDS }, take)

  /** A place was read from where no event stands. If the log ends before it, it is not the log that was read then. */
  const requireReached = async (place: Place): Promise<void> => {
    let end: Place | undefined
    await back(1, ({ position }) => {
      end = position
      return true
    })
    if (end && !isBefore(end, place)) return
    const ends = end ? `ends at ${cursorOf(end)}` : 'is empty'
    throw new LogHalted(`the log ${ends} and was read as far as ${cursorOf(place)} before: it was set back`)
  }

  const bearWitness = (event: AllStreamRecordedEvent): void => {
    if (isSystem(event)) {
      witness.sawSystemEvent(event)
      return
    }
    witness.saw(event.position)
    places.note(event.position.commit)
  }

  /** One read. Answers where it began, and whether the log ended with it. */
  const round = async (place: Place | undefined, most: number, take: Take) => {
    let first: Place | undefined
    let count = 0
    await from(place, most, (event) => {
      first ??= event.position
      count += 1
      return take(event)
    })
    return { first, isLast: count < most }
  }

  /** The server begins to read only where an event stands. Any other place is met from the last known one before it. */
  const firstRound = async (place: Place, most: number, take: Take) => {
    try {
      const { first, isLast } = await round(place, most, take)
      if (first?.commit !== place.commit) await requireReached(place)
      return { isLast, size: most }
    } catch (error) {
      if (!mayBeNoPlace(error)) throw error
      await requireReached(place)
      const known = places.before(place.commit - 1n)
      const start = known === undefined ? undefined : { commit: known, prepare: known }
      const size = Math.max(most, ON_THE_WAY)
      return { ...(await round(start, size, take)), size }
    }
  }

  const after: Walk['after'] = async (place, likely, take) => {
    // The event at the place itself is shown again.
    const most = Math.min(likely + 1, MOST_AT_ONCE)
    let at = place
    let shown = place
    let wanted = true
    const visit = (event: AllStreamRecordedEvent): boolean => {
      at = event.position
      if (shown && !isBefore(shown, at)) return true
      shown = at
      bearWitness(event)
      wanted = take(event)
      return wanted
    }
    const begun = place
      ? await firstRound(place, most, visit)
      : { ...(await round(undefined, most, visit)), size: most }
    let { isLast, size } = begun
    while (wanted && !isLast) {
      // More each time, so that at most as much again as was needed is read for nothing.
      size = Math.min(size * 2, MOST_AT_ONCE)
      const next = await round(at, size, visit)
      isLast = next.isLast
    }
  }

  return { from, back, after }
}
