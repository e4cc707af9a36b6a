import { sql } from 'kysely'
import { codeOf } from '../log/errors.ts'
import { applyStretch, type BatchSide } from './batch.ts'
import { findPlace, holdPlace, keepPlace, type Place } from './checkpoint.ts'
import { dropGeneration, dropRetired, nextGeneration, openGeneration, serveGeneration } from './generation.ts'
import type { Locks } from './locks.ts'
import { withRecordedEvents } from './recorded-events.ts'
import type { Trx, View } from './view.ts'

/** What a rebuild needs. */
export type RebuildSide = BatchSide & {
  locks: Locks
  signal?: AbortSignal
  /** Events of one batch; 2,000 where absent: with more the memory grows, and hardly the speed. */
  batch?: number
  /** After each batch: how far it is, and how far the log reached when it was asked. */
  onProgress?: (progress: RebuildProgress) => void
}

/** How far a rebuild is. */
export type RebuildProgress = { view: string; generation: number; events: number; position: bigint; head: bigint }

/** The outcome of a rebuild. */
export type Rebuilt = { view: string; generation: number; events: number; position: bigint; ms: number }

/** Another rebuild of this view is running. */
export class RebuildRunning extends Error {
  override readonly name = 'RebuildRunning'
}

/** The new generation is not what the log says; the old one goes on serving. */
export class RebuildWrong extends Error {
  override readonly name = 'RebuildWrong'
  readonly differences: readonly string[]
  constructor(view: string, differences: readonly string[]) {
    super(`the rebuilt ${view} differs from the log: ${differences.join('; ')}`)
    this.differences = differences
  }
}

/**
 * Builds a new generation of a view beside the one that serves, checks it against the log, switches to it in one
 * transaction and drops the old one. Killed anywhere or failing, it leaves the old one serving; the next rebuild begins
 * again from empty tables. Appends and the live worker go on meanwhile.
 * @throws RebuildRunning · RebuildWrong · ProjectionStopped
 */
export const rebuildView = async (side: RebuildSide, view: View): Promise<Rebuilt> => {
  const lock = lockOf(view)
  if (!(await side.locks.tryTake(lock))) throw new RebuildRunning(`${view.name} is being rebuilt already`)
  try {
    const start = performance.now()
    const begun = await beginAgain(side, view)
    const filled = await catchUp(side, view, begun)
    // The server makes indexes on one core and counts the log on another. What comes meanwhile is applied after, as is what
    // comes during the switch.
    await bothOf(complete(side, view, filled.place), check(side, view, filled.place))
    const built = await catchUp(side, view, filled.place)
    const place = await switchTo(side, view, built.place)
    await dropRetired(side.db, view)
    const { generation, position } = place
    const events = filled.events + built.events
    return { view: view.name, generation, position, events, ms: performance.now() - start }
  } finally {
    await side.locks.free(lock)
  }
}

/** Waits for both also where one fails: nothing of a rebuild goes on behind its failure. */
const bothOf = async (...works: readonly Promise<void>[]): Promise<void> => {
  for (const outcome of await Promise.allSettled(works)) if (outcome.status === 'rejected') throw outcome.reason
}

const lockOf = (view: View): string => `rebuild/${view.name}`

/** Drops what a rebuild that was killed or failed has left behind, unless another one is at work on it. */
export const dropLeftover = async ({ db, locks }: Pick<RebuildSide, 'db' | 'locks'>, view: View): Promise<void> => {
  if (!(await findPlace(db, view.name, 'building')) || !(await locks.tryTake(lockOf(view)))) return
  try {
    const left = await findPlace(db, view.name, 'building')
    if (left) await dropGeneration(db, view.name, left.generation)
  } finally {
    await locks.free(lockOf(view))
  }
}

/** Empty tables and a checkpoint at the beginning, in one transaction; what an earlier rebuild left goes with it. */
const beginAgain = ({ db }: RebuildSide, view: View): Promise<Place> =>
  db.transaction().execute(async (trx) => {
    const left = await findPlace(trx, view.name, 'building')
    if (left) await dropGeneration(trx, view.name, left.generation)
    const generation = left?.generation ?? (await nextGeneration(trx, view.name))
    await openGeneration(trx, view, generation, 'building')
    const place = await findPlace(trx, view.name, 'building')
    if (!place) throw new Error(`generation ${generation} of ${view.name} was not made`)
    return place
  })

/** Applies the log until nothing newer is there. */
const catchUp = async (side: RebuildSide, view: View, from: Place): Promise<{ place: Place; events: number }> => {
  const { log } = side
  const limit = Math.min(side.batch ?? 2_000, view.maxBatch ?? Number.POSITIVE_INFINITY)
  let place = from
  let events = 0
  let next = log.readSaid({ after: place.cursor, types: view.types, limit })
  for (;;) {
    side.signal?.throwIfAborted()
    const page = await next
    // The next page is fetched while this one is applied: at most two in memory.
    const full = page.events.length >= limit
    if (full) next = log.readSaid({ after: page.scannedTo, types: view.types, limit })
    next.catch(() => undefined)
    place = await applyStretch(side, view, place, page)
    events += page.events.length
    if (side.onProgress) {
      const head = log.positionOf(await log.head())
      side.onProgress({ view: view.name, generation: place.generation, events, position: place.position, head })
    }
    if (!full) return { place, events }
  }
}

/** Two rows of which there may be one are found here, when the rows are there, and not by the batch that brings the second. */
const complete = async ({ db }: RebuildSide, view: View, place: Place): Promise<void> => {
  try {
    await db.transaction().execute(async (trx) => {
      await keepPlace(trx, place)
      await sql`set local maintenance_work_mem = ${sql.lit(ROOM)}`.execute(trx)
      await view.complete?.(trx)
    })
  } catch (error) {
    if (!(error instanceof Error) || codeOf(error) !== UNIQUE_VIOLATION) throw error
    throw new RebuildWrong(view.name, [`${error.message}${'detail' in error ? `: ${error.detail}` : ''}`])
  }
}

const UNIQUE_VIOLATION = '23505'
/** What the server may take for indexes and for counting: with less, a million payments go by way of the disk. */
const ROOM = '128MB'

const check = async ({ db, log }: RebuildSide, view: View, place: Place): Promise<void> => {
  const differences = await db.transaction().execute(async (trx) => {
    await keepPlace(trx, place)
    await sql`set local work_mem = ${sql.lit(ROOM)}`.execute(trx)
    return withRecordedEvents(trx, log, { view, upTo: place }, (recorded) => view.verify(trx, recorded))
  })
  if (differences.length > 0) throw new RebuildWrong(view.name, differences)
}

/** A lock that was not had in time, and a deadlock. */
const LOCKED_OUT = ['55P03', '40P01']
const SWITCH_TRIES = 20

/**
 * Holds the serving checkpoint, so that the live worker waits; brings the new generation past it; switches. What readers
 * see goes from the whole old one to the whole new one.
 */
const switchTo = async (side: RebuildSide, view: View, built: Place): Promise<Place> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await switchOnce(side, view, (await findPlace(side.db, view.name, 'building')) ?? built)
    } catch (error) {
      // A reader held one of the tables for longer than we let the others wait: let it pass and try again.
      if (!LOCKED_OUT.includes(codeOf(error)) || attempt === SWITCH_TRIES) throw error
    }
  }
}

const switchOnce = (side: RebuildSide, view: View, built: Place): Promise<Place> =>
  side.db.transaction().execute(async (trx) => {
    const serving = await lockServing(trx, view)
    const { place } =
      serving === undefined || built.position >= serving.position ? { place: built } : await catchUp(side, view, built)
    // Less than the time after which the server looks for deadlocks: it is this side that steps back, not a reader.
    await sql`set local lock_timeout = '500ms'`.execute(trx)
    await holdPlace(trx, place)
    await sql`
      update projection.checkpoint set status = 'retired' where name = ${view.name} and status = 'serving'`.execute(trx)
    await sql`
      update projection.checkpoint set status = 'serving'
      where name = ${view.name} and generation = ${place.generation}`.execute(trx)
    await serveGeneration(trx, view, place.generation)
    return { ...place, status: 'serving' as const }
  })

const lockServing = async (trx: Trx, view: View): Promise<{ position: bigint } | undefined> => {
  const { rows } = await sql<{ position: number }>`
    select position from projection.checkpoint where name = ${view.name} and status = 'serving' for update`.execute(trx)
  return rows[0] && { position: BigInt(rows[0].position) }
}
