import type { Seen } from './seen.ts'
import type { Subscription } from './subscription.ts'

/** What ended a wait: the server has something to say, the log has grown by what this process did, or neither in time. */
export type Heard = 'server' | 'growth' | 'nothing'

/** Appends of this process wake at most so often, in milliseconds. */
const AT_MOST_EVERY = 20

/** How long to wait, and, where growth of the log counts as well, beyond which position. */
export type Wait = { ms: number; signal: AbortSignal; grown?: { seen: Seen; beyond: bigint } }

/** Waits for a subscription, for growth, for time to pass or for the signal to abort, which is told as the server's. */
export const untilHeard = (subscription: Subscription, { ms, signal, grown }: Wait): Promise<Heard> =>
  new Promise((resolve) => {
    if (signal.aborted || subscription.failure() !== undefined) return resolve('server')
    const finish = (heard: Heard): void => {
      clearTimeout(timer)
      clearTimeout(soon)
      signal.removeEventListener('abort', stop)
      subscription.onChange(() => undefined)
      forget?.()
      resolve(heard)
    }
    const stop = (): void => finish('server')
    const timer = setTimeout(() => finish('nothing'), ms)
    let soon: NodeJS.Timeout | undefined
    const rise = (): void => {
      if (grown && grown.seen.highest() > grown.beyond) soon ??= setTimeout(() => finish('growth'), AT_MOST_EVERY)
    }
    const forget = grown?.seen.onRise(rise)
    signal.addEventListener('abort', stop)
    subscription.onChange(stop)
    rise()
  })
