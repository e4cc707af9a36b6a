import { setTimeout as sleep } from 'node:timers/promises'
import type { Codec } from '../log/codec.ts'
import type { Cursor, EventLog, Page, Recorded } from '../log/port.ts'
import { openRecent } from './recent.ts'

/** How far the feed has looked. */
export type Seen = { cursor: Cursor; position: bigint }

/**
 * The one live reader of the whole log in this process. It wakes the views, and it sees every event type before any view
 * goes past it: an event that this program does not know stops them all instead of being skipped by those that do not
 * listen to it.
 */
export type Feed = {
  seen(): Seen | undefined
  /**
   * Resolves when the feed has seen this position, or with undefined when it has not after `ms` milliseconds; rejects with
   * what stopped it at or before it, or when aborted.
   */
  reached(position: bigint, ms?: number): Promise<Seen | undefined>
  /** What it has seen of some types after a cursor; undefined where that is too long ago to be at hand. */
  pageAfter(after: Cursor | undefined, types: readonly string[], limit: number): Page | undefined
  /** What stopped the feed, if anything. */
  failure(): Error | undefined
  /** Resolves when the feed has ended. */
  done: Promise<void>
}

/**
 * Between two looks at a log that grows command by command: what comes meanwhile goes together. A transaction in every view
 * for every single command would cost more than the command.
 */
const REST_MS = 40

type Waiter = { position: bigint; resolve: (seen: Seen | undefined) => void; reject: (error: Error) => void }

/** Follows the log after a cursor until aborted. */
export const openFeed = (options: {
  log: EventLog
  codec: Codec
  after: Cursor | undefined
  signal: AbortSignal
  batch?: number
  /** Told of what has been seen. */
  saw?: (events: readonly Recorded[]) => void
}): Feed => {
  const { log, codec, signal } = options
  let seen: Seen | undefined
  let failed: Error | undefined
  const waiters = new Set<Waiter>()
  const recent = openRecent(log, options.after)

  const saw = (events: readonly Recorded[], cursor: Cursor): void => {
    recent.add(events, cursor)
    options.saw?.(events)
    const now = { cursor, position: log.positionOf(cursor) }
    seen = now
    for (const { position, resolve } of waiters) if (position <= now.position) resolve(now)
  }
  const fail = (error: Error): void => {
    failed = error
    for (const { reject } of waiters) reject(error)
  }
  const wait = (position: bigint, ms: number | undefined): Promise<Seen | undefined> => {
    const { promise, resolve, reject } = Promise.withResolvers<Seen | undefined>()
    const waiter = { position, resolve, reject }
    waiters.add(waiter)
    const timer = ms === undefined ? undefined : setTimeout(() => resolve(undefined), ms)
    return promise.finally(() => {
      clearTimeout(timer)
      waiters.delete(waiter)
    })
  }

  const run = async (): Promise<void> => {
    for await (const { events, scannedTo, caughtUp } of log.follow({
      after: options.after,
      batch: options.batch ?? 500,
      signal,
    })) {
      const checked: Recorded[] = []
      try {
        for (const event of events) {
          codec.check(event)
          checked.push(event)
        }
      } catch (error) {
        const last = checked.at(-1)
        if (last) saw(checked, last.cursor)
        throw error
      }
      saw(events, scannedTo)
      if (caughtUp) await sleep(REST_MS, undefined, { signal })
    }
  }
  const done = run().then(
    () => fail(new Error('the feed was closed')),
    (error: unknown) => fail(error instanceof Error ? error : new Error(String(error))),
  )

  return {
    seen: () => seen,
    failure: () => (signal.aborted ? undefined : failed),
    reached: async (position, ms) => {
      if (seen && seen.position >= position) return seen
      if (failed) throw failed
      return wait(position, ms)
    },
    pageAfter: recent.pageAfter,
    done,
  }
}
