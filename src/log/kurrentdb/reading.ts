import type { StreamingRead } from '@eventstore/db-client'
import { Silence } from './failure.ts'

/**
 * Hands the events of one read to `take` until it says that it has enough (by answering false) or there are no more. The
 * client waits for ever for a server that is silent; here `Silence` is thrown after `patience` milliseconds without an event.
 */
export const takeEach = <Event>(
  reading: StreamingRead<Event>,
  patience: number,
  take: (event: Event) => boolean,
): Promise<void> =>
  new Promise((resolve, reject) => {
    let over = false
    const finish = (end: () => void): void => {
      if (over) return
      over = true
      clearTimeout(timer)
      end()
    }
    const stop = (): void => void reading.cancel().catch(() => undefined)
    const timer = setTimeout(() => {
      stop()
      finish(() => reject(new Silence('the server is silent')))
    }, patience)
    reading.on('error', (error) => finish(() => reject(error)))
    reading.on('end', () => finish(resolve))
    reading.on('data', (event: Event) => {
      if (over) return
      timer.refresh()
      try {
        if (take(event)) return
        stop()
        finish(resolve)
      } catch (error) {
        stop()
        finish(() => reject(error))
      }
    })
  })

/** Waits for an answer, and throws `Silence` when none has come after so many milliseconds. */
export const within = <T>(ms: number, work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Silence('the server is silent')), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
