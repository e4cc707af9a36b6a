import type { Feed } from './feed.ts'
import type { Seen } from './memory.ts'

/** What ended a wait: the feed has something to say, the log has grown by what this process did, or neither in time. */
export type Heard = 'feed' | 'growth' | 'nothing'

/** Appends of this process wake at most so often, in milliseconds. */
const AT_MOST_EVERY = 20

/** How long to wait, and, where growth of the log counts as well, beyond which position. */
export type Wait = { ms: number; signal: AbortSignal; grown?: { seen: Seen; beyond: bigint } }

/** Waits for a feed, for growth, for time to pass or for the signal to abort, which is told as the feed's. */
export const untilHeard = (feed: Feed, { ms, signal, grown }: Wait): Promise<Heard> =>
  new Promise((resolve) => {
    if (signal.aborted || feed.failure() !== undefined) return resolve('feed')
    const finish = (heard: Heard): void => {
      clearTimeout(timer)
      clearTimeout(soon)
      signal.removeEventListener('abort', stop)
      feed.onChange(() => undefined)
      forget?.()
      resolve(heard)
    }
    const stop = (): void => finish('feed')
    const timer = setTimeout(() => finish('nothing'), ms)
    let soon: NodeJS.Timeout | undefined
    const rise = (): void => {
      if (grown && grown.seen.highest() > grown.beyond) soon ??= setTimeout(() => finish('growth'), AT_MOST_EVERY)
    }
    const forget = grown?.seen.onRise(rise)
    signal.addEventListener('abort', stop)
    feed.onChange(stop)
    rise()
  })

/** A read that ends at once when the signal aborts; what the server still answers is dropped. */
export const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> =>
  new Promise((resolve, reject) => {
    const stop = (): void => resolve(undefined)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
