import type { StreamingRead } from '@eventstore/db-client'
import { Silence } from './failure.ts'

/**
 * Hands the events of one read to `take` until it says that it has enough (by answering false) or there are no more. The
 * client waits for ever for a server that is silent; here `Silence` is thrown after `patience` milliseconds without an event.
 *
 * A read that has shown enough is let run out, not cancelled: servers close a connection on which much is cancelled, for that
 * is how they are attacked. So nothing is asked for in large numbers of which little may be wanted.
 */
export const takeEach = <Event>(
  reading: StreamingRead<Event>,
  patience: number,
  take: (event: Event) => boolean,
): Promise<void> =>
  new Promise((resolve, reject) => {
    let enough = false
    const timer = setTimeout(() => {
      void reading.cancel().catch(() => undefined)
      reject(new Silence('the server is silent'))
    }, patience)
    const end = (): void => {
      clearTimeout(timer)
      resolve()
    }
    reading.on('end', end)
    reading.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    reading.on('data', (event: Event) => {
      timer.refresh()
      if (enough) return
      try {
        enough = !take(event)
      } catch (error) {
        enough = true
        reject(error)
      }
      if (enough) resolve()
    })
  })

/** Waits for an answer, and throws `Silence` when none has come after so many milliseconds. */
export const within = <T>(ms: number, work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Silence('the server is silent')), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
