import { setTimeout as sleep } from 'node:timers/promises'
import { reasonOf, UnknownEvent } from '../log/errors.ts'
import { applyStretch, type BatchSide, isPassing, ProjectionStopped, type Stretch } from './batch.ts'
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
/** A checkpoint is at most this far behind what its view has looked at, for those who wait for it in other processes. */
const STORE_MS = 200

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
      status.lastError = sentenceOf(view, error)
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

/** The feed stops for all views at once; each says for itself that it stops there. */
const sentenceOf = (view: View, error: unknown): string =>
  reasonOf(error instanceof UnknownEvent ? new ProjectionStopped(view.name, error.event, error) : error)

const lockOf = (view: View): string => `projection/${view.name}`

const takeTurn = async ({ locks, status }: WorkerSide, view: View): Promise<boolean> => {
  if (locks.holds(lockOf(view)) || (await locks.tryTake(lockOf(view)))) return true
  status.state = 'standby'
  return false
}

/** How far a view has looked; its checkpoint may be behind it, with nothing for the view in between. */
type Looked = Pick<Place, 'cursor' | 'position'>

/**
 * Applies stretches from where the view stands, for as long as this process holds the view's lock. Where the log holds
 * nothing for the view it only looks, and its checkpoint follows soon: most events concern few views.
 */
const advance = async (side: WorkerSide, view: View, succeeded: () => void): Promise<void> => {
  const { feed, log, signal, status } = side
  const limit = Math.min(side.batch, view.maxBatch ?? side.batch)
  let place = await placeOfRevision(side, view)
  let looked: Looked = place
  let stored = performance.now()
  const isBehind = (): boolean => looked.position > place.position
  const tell = (): void => {
    show(status, { generation: place.generation, position: looked.position })
    side.moved(view.name, looked.position)
  }

  tell()
  status.state = 'running'
  try {
    while (!signal.aborted && side.locks.holds(lockOf(view))) {
      const seen = await feed.reached(looked.position + 1n, isBehind() ? STORE_MS : undefined)
      const start = performance.now()
      const page = seen ? await nextPage(side, view, { looked, seen, limit }) : nothingUntil(side, looked)
      const events = page.events.length
      if (events > 0 || start - stored >= STORE_MS) {
        const fetched = performance.now()
        place = await applyStretch(side, view, place, page)
        stored = performance.now()
        countBatch(status, { events, fetchMs: fetched - start, applyMs: stored - fetched })
      }
      looked = { cursor: page.scannedTo, position: log.positionOf(page.scannedTo) }
      status.lastError = undefined
      tell()
      succeeded()
    }
  } finally {
    if (isBehind()) await applyStretch(side, view, place, nothingUntil(side, looked)).catch(() => undefined)
  }
}

const nothingUntil = ({ log }: WorkerSide, { cursor }: Looked): Stretch => ({
  events: [],
  scannedTo: cursor ?? log.cursorAt(0n),
})

/** From what the feed has at hand, or from the log where that is too long ago. No view goes past what the feed has seen. */
const nextPage = async (
  { feed, log }: WorkerSide,
  { types }: View,
  { looked, seen, limit }: { looked: Looked; seen: Seen; limit: number },
): Promise<Stretch> => {
  const recent = feed.pageAfter(looked.cursor, types, limit)
  if (recent) return recent
  const page = await log.readSaid({ after: looked.cursor, types, limit })
  return log.compare(page.scannedTo, seen.cursor) <= 0
    ? page
    : { events: page.events.filter(({ position }) => position <= seen.position), scannedTo: seen.cursor }
}

const show = (status: WorkerStatus, place: Pick<Place, 'generation' | 'position'>): void => {
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
