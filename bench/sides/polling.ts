import { setTimeout as sleep } from 'node:timers/promises'
import type { Follower } from './side.ts'

const PAUSE = 20

/** Follows by asking again and again, with a short pause when there was nothing; `next` gives how many events it saw. */
export const polling = (next: () => Promise<number>): Follower => {
  const stopping = new AbortController()
  const asking = (async () => {
    while (!stopping.signal.aborted)
      if ((await next()) === 0) await sleep(PAUSE, undefined, { signal: stopping.signal }).catch(() => undefined)
  })()
  return {
    stop: async () => {
      stopping.abort()
      await asking
    },
  }
}
