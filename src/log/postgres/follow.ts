import { LogUnavailable } from '../errors.ts'
import type { Batch, Cursor, Page } from '../port.ts'
import { cursorAt } from './cursor.ts'
import type { Reader } from './reader.ts'
import type { WakeUp } from './wake-up.ts'

/** Sleeps between looks, in milliseconds: short after something came, doubling up to the longest. */
const SHORTEST = 20
const LONGEST = 1_000
/** Waits after a failed look, in milliseconds. */
const FIRST_RETRY = 100
const LAST_RETRY = 10_000

type FollowOptions = { after?: Cursor | undefined; types?: readonly string[]; batch: number; signal: AbortSignal }

/** A read that ends at once when the signal aborts; what the server still answers is dropped. */
const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> =>
  new Promise((resolve, reject) => {
    const stop = () => resolve(undefined)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })

/** Reads the page after a cursor, through outages. Throws only what needs a person. Undefined after an abort. */
const readPatiently = async (
  reader: Reader,
  wakeUp: WakeUp,
  after: Cursor,
  { batch, types, signal }: FollowOptions,
): Promise<Page | undefined> => {
  for (let wait = FIRST_RETRY; !signal.aborted; wait = Math.min(wait * 2, LAST_RETRY)) {
    try {
      return await unlessAborted(reader.readAll({ after, limit: batch, ...(types && { types }) }), signal)
    } catch (error) {
      if (!(error instanceof LogUnavailable)) throw error
      await wakeUp.sleep(wait * (0.5 + Math.random() / 2), signal)
    }
  }
  return undefined
}

/**
 * The live feed after a cursor. Pulled: while a full batch is being handled the next one is read, and never more. A batch
 * without events only says how far the filter looked. Ends when the signal aborts.
 */
export async function* follow(reader: Reader, wakeUp: WakeUp, options: FollowOptions): AsyncGenerator<Batch, void> {
  const { batch, signal } = options
  let after = options.after ?? cursorAt(0n)
  let told = false
  let sleep = SHORTEST
  let ahead: Promise<Page | undefined> | undefined
  while (!signal.aborted) {
    const heard = wakeUp.heard()
    const page = await (ahead ?? readPatiently(reader, wakeUp, after, options))
    ahead = undefined
    if (!page || signal.aborted) return
    const caughtUp = page.events.length < batch
    if (page.scannedTo !== after || caughtUp !== told) {
      after = page.scannedTo
      told = caughtUp
      sleep = SHORTEST
      if (!caughtUp) {
        ahead = readPatiently(reader, wakeUp, after, options)
        // It is awaited on the next pull; without this a failure meanwhile would end the process.
        ahead.catch(() => undefined)
      }
      yield { ...page, caughtUp }
    } else {
      await wakeUp.sleep(sleep, signal, heard)
      sleep = Math.min(sleep * 2, LONGEST)
    }
  }
}
