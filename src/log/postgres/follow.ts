import { LogUnavailable } from '../errors.ts'
import { FIRST_RETRY, longerPause, longerRetry, SHORTEST_PAUSE, scattered } from '../pacing.ts'
import type { Batch, Cursor, FollowOptions, Page } from '../port.ts'
import { unlessAborted } from '../unless-aborted.ts'
import { cursorAt } from './cursor.ts'
import type { Reader } from './reader.ts'
import type { WakeUp } from './wake-up.ts'

/** Reads the page after a cursor, through outages. Throws only what needs a person. Undefined after an abort. */
const readPatiently = async (
  reader: Reader,
  wakeUp: WakeUp,
  after: Cursor,
  { batch, types, signal }: FollowOptions,
): Promise<Page | undefined> => {
  for (let wait = FIRST_RETRY; !signal.aborted; wait = longerRetry(wait)) {
    try {
      return await unlessAborted(reader.readAll({ after, limit: batch, ...(types && { types }) }), signal)
    } catch (error) {
      if (!(error instanceof LogUnavailable)) throw error
      await wakeUp.sleep(scattered(wait), signal)
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
  let pause = SHORTEST_PAUSE
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
      pause = SHORTEST_PAUSE
      if (!caughtUp) {
        ahead = readPatiently(reader, wakeUp, after, options)
        // It is awaited on the next pull; without this a failure meanwhile would end the process.
        ahead.catch(() => undefined)
      }
      yield { ...page, caughtUp }
    } else {
      await wakeUp.sleep(pause, signal, heard)
      pause = longerPause(pause)
    }
  }
}
