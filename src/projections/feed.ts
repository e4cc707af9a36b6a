import type { Codec } from '../log/codec.ts'
import { UnknownEvent } from '../log/errors.ts'
import type { Cursor, EventLog, Recorded } from '../log/port.ts'

/** How far the feed has looked. */
export type Seen = { cursor: Cursor; position: bigint }

/**
 * The one live reader of the whole log in this process. It wakes the views, and it sees every event type before any view
 * goes past it: an event that this program does not know stops them all instead of being skipped by those that do not
 * listen to it.
 */
export type Feed = {
  seen(): Seen | undefined
  /** Resolves when the feed has seen this position; rejects with what stopped it at or before it, or when aborted. */
  reached(position: bigint): Promise<Seen>
  /** What stopped the feed, if anything. */
  failure(): Error | undefined
  /** Resolves when the feed has ended. */
  done: Promise<void>
}

type Waiter = { position: bigint; resolve: (seen: Seen) => void; reject: (error: Error) => void }

/** Follows the log after a cursor until aborted. */
export const openFeed = (options: {
  log: EventLog
  codec: Codec
  after: Cursor | undefined
  signal: AbortSignal
  batch?: number
}): Feed => {
  const { log, codec, signal } = options
  let seen: Seen | undefined
  let failed: Error | undefined
  let waiters: Waiter[] = []

  const saw = (cursor: Cursor): void => {
    const now = { cursor, position: log.positionOf(cursor) }
    seen = now
    const ready = waiters.filter(({ position }) => position <= now.position)
    waiters = waiters.filter(({ position }) => position > now.position)
    for (const { resolve } of ready) resolve(now)
  }
  const fail = (error: Error): void => {
    failed = error
    for (const { reject } of waiters.splice(0)) reject(error)
  }

  const check = (event: Recorded): void => {
    const { schemaVersion } = codec.schemaOf(event.type)
    if (event.schemaVersion > schemaVersion)
      throw new UnknownEvent(`${event.type} has version ${event.schemaVersion}, this program knows ${schemaVersion}`)
  }
  const run = async (): Promise<void> => {
    for await (const { events, scannedTo } of log.follow({
      after: options.after,
      batch: options.batch ?? 500,
      signal,
    })) {
      let before: Recorded | undefined
      try {
        for (const event of events) {
          check(event)
          before = event
        }
      } catch (error) {
        if (before) saw(before.cursor)
        throw error
      }
      saw(scannedTo)
    }
  }
  const done = run().then(
    () => fail(new Error('the feed was closed')),
    (error: unknown) => fail(error instanceof Error ? error : new Error(String(error))),
  )

  return {
    seen: () => seen,
    failure: () => (signal.aborted ? undefined : failed),
    reached: (position) =>
      new Promise((resolve, reject) => {
        if (seen && seen.position >= position) resolve(seen)
        else if (failed) reject(failed)
        else waiters.push({ position, resolve, reject })
      }),
    done,
  }
}
