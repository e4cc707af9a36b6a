import type { Kysely } from 'kysely'
import { isStoreAway } from '../log/away.ts'
import type { Codec } from '../log/codec.ts'
import type { Envelope } from '../log/envelope.ts'
import { codeOf, reasonOf } from '../log/errors.ts'
import type { EventLog, Said } from '../log/port.ts'
import { CheckpointMoved, holdPlace, movePlace, type Place } from './checkpoint.ts'
import type { Database } from './schema.ts'
import type { Fact, View } from './view.ts'

/** What applying a batch needs. */
export type BatchSide = { db: Kysely<Database>; log: EventLog; codec: Codec }

/** A view cannot go past this event: its handler or the codec refused it. Everything before it has been applied. */
export class ProjectionStopped extends Error {
  override readonly name = 'ProjectionStopped'
  readonly view: string
  readonly position: bigint
  readonly type: string
  constructor(view: string, event: Pick<Said, 'position' | 'type' | 'stream'>, cause: unknown) {
    const why = reasonOf(cause)
    super(`${view} stops at position ${event.position} (${event.type} of ${event.stream}): ${why}`, { cause })
    this.view = view
    this.position = event.position
    this.type = event.type
  }
}

/**
 * An event as a view sees it. The envelope is read when it is first asked for: half of the views never look.
 * @throws UnknownEvent for a type or version that this program does not know
 */
export const factOf = (codec: Codec, said: Said): Fact => {
  const { type, data } = codec.parse(said)
  const { id, stream, version, position, recordedAt } = said
  let envelope: Envelope | undefined
  return {
    type,
    data,
    id,
    stream,
    version,
    position,
    recordedAt,
    get envelope() {
      envelope ??= codec.envelope(said)
      return envelope
    },
  }
}

/** A stretch of the log: the events a view listens to, and how far it reaches. */
export type Stretch = { events: readonly Said[]; scannedTo: Place['cursor'] & string }

/**
 * Applies a stretch of the log and moves the checkpoint to its end, in one transaction. Where a handler fails, the stretch
 * is halved until one event is left, so that everything before the guilty one is applied and nothing after it.
 * @throws CheckpointMoved · ProjectionStopped · errors of the connection, after which nothing of the failed part is written
 */
export const applyStretch = async (side: BatchSide, view: View, place: Place, stretch: Stretch): Promise<Place> => {
  const { events, scannedTo } = stretch
  try {
    return await applyOnce(side, view, place, stretch)
  } catch (error) {
    if (isPassing(error)) throw error
    const middle = Math.floor(events.length / 2)
    const [only, before] = [events[0], events[middle - 1]]
    if (!only) throw error
    if (!before) throw new ProjectionStopped(view.name, only, error)
    const half = await applyStretch(side, view, place, { events: events.slice(0, middle), scannedTo: before.cursor })
    return applyStretch(side, view, half, { events: events.slice(middle), scannedTo })
  }
}

const applyOnce = async ({ db, log, codec }: BatchSide, view: View, place: Place, stretch: Stretch): Promise<Place> => {
  const position = log.positionOf(stretch.scannedTo)
  // Rows keep positions as numbers. A log of 8 PiB on KurrentDB, which counts bytes, would be the first to get there.
  if (position > Number.MAX_SAFE_INTEGER) throw new RangeError(`position ${position} is above 2^53`)
  const facts = stretch.events.map((event) => factOf(codec, event))
  return db.transaction().execute(async (trx) => {
    await holdPlace(trx, place)
    if (facts.length > 0) await view.apply(trx, facts)
    return movePlace(trx, place, stretch.scannedTo, position)
  })
}

/** Somebody else was in the way: a deadlock, a lock held for too long, a statement that the server ended for its time. */
const IN_THE_WAY = /^(40...|55P03|57014)$/

/** Errors that say nothing about an event: the checkpoint was moved, a store went away, others were in the way. */
export const isPassing = (error: unknown): boolean =>
  error instanceof CheckpointMoved || isStoreAway(error) || IN_THE_WAY.test(codeOf(error))
