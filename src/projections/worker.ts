import { setTimeout as sleep } from 'node:timers/promises'
import { applyStretch, type BatchSide, isPassing, type Stretch } from './batch.ts'
import { CheckpointMoved, findPlace, type Place } from './checkpoint.ts'
import type { Feed, Seen } from './feed.ts'
import type { Locks } from './locks.ts'
import { countBatch, type WorkerStatus } from './status.ts'
import type { View } from './view.ts'

/** What the worker of one view needs beside its view. */
export type WorkerSide = BatchSide & {
  locks: Locks
  feed: Feed
  signal: AbortSignal
  /** Most events of one batch. */
  batch: number
  status: WorkerStatus
  /** After each commit. */
  moved(view: string, position: bigint): void
  /** Builds a generation of the view's revision beside the one that serves, and switches to it. */
  rebuild(view: View): Promise<void>
}

const STANDBY_MS = 1_000
const LONGEST_PAUSE_MS = 5_000

/**
 * Works one view until aborted or stopped: takes its lock or stands by, then applies stretch after stretch. What passes (a
 * moved checkpoint, a lost connection) is tried again; what does not stops the view and shows in its status. Never rejects.
 */
export const workView = async (side: WorkerSide, view: View): Promise<void> => {
  const { signal, status } = side
  let pause = 50
  while (!signal.aborted) {
    try {
      if (await takeTurn(side, view)) await advance(side, view, () => (pause = 50))
      else await sleep(STANDBY_MS, undefined, { signal })
    } catch (error) {
      if (signal.aborted) break
      if (error instanceof CheckpointMoved) continue
      status.lastError = error instanceof Error ? error.message : String(error)
      if (!isPassing(error)) {
        await showStored(side, view).catch(() => undefined)
        status.state = 'stopped'
        await side.locks.free(lockOf(view)).catch(() => undefined)
        return
      }
      await sleep(pause, undefined, { signal }).catch(() => undefined)
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    }
  }
}

const lockOf = (view: View): string => `projection/${view.name}`

const takeTurn = async ({ locks, status }: WorkerSide, view: View): Promise<boolean> => {
  if (locks.holds(lockOf(view)) || (await locks.tryTake(lockOf(view)))) return true
  status.state = 'standby'
  return false
}

/** Applies stretches from where the view stands, for as long as this process holds the view's lock. */
const advance = async (side: WorkerSide, view: View, succeeded: () => void): Promise<void> => {
  const { feed, log, signal, status } = side
  let place = await placeOfRevision(side, view)
  show(status, place)
  side.moved(view.name, place.position)
  status.state = 'running'
  while (!signal.aborted && side.locks.holds(lockOf(view))) {
    const seen = await feed.reached(place.position + 1n)
    const start = performance.now()
    const limit = Math.min(side.batch, view.maxBatch ?? side.batch)
    const page = await log.readAll({ after: place.cursor, types: view.types, limit })
    const fetched = performance.now()
    const stretch = cut(side, page, seen)
    place = await applyStretch(side, view, place, stretch)
    countBatch(status, {
      events: stretch.events.length,
      fetchMs: fetched - start,
      applyMs: performance.now() - fetched,
    })
    show(status, place)
    status.lastError = undefined
    side.moved(view.name, place.position)
    succeeded()
  }
}

const show = (status: WorkerStatus, place: Place): void => {
  status.generation = place.generation
  status.position = place.position
}

/** What came before the event that stopped the view has been applied: show how far that is. */
const showStored = async (side: WorkerSide, view: View): Promise<void> => {
  const place = await findPlace(side.db, view.name, 'serving')
  if (!place) return
  show(side.status, place)
  side.moved(view.name, place.position)
}

/** No view goes past what the feed has looked at. */
const cut = ({ log }: WorkerSide, page: Stretch, seen: Seen): Stretch =>
  log.compare(page.scannedTo, seen.cursor) <= 0
    ? page
    : { events: page.events.filter(({ position }) => position <= seen.position), scannedTo: seen.cursor }

/** The serving generation, after a rebuild where the program has a newer revision of the view. */
const placeOfRevision = async (side: WorkerSide, view: View): Promise<Place> => {
  const found = await findPlace(side.db, view.name, 'serving')
  if (found && found.revision < view.revision) {
    side.status.state = 'rebuilding'
    show(side.status, found)
    await side.rebuild(view)
  }
  const place = await findPlace(side.db, view.name, 'serving')
  if (!place) throw new Error(`${view.name} has no serving generation`)
  if (place.revision !== view.revision)
    throw new Error(`${view.name} is at revision ${place.revision}, this program knows ${view.revision}`)
  return place
}
