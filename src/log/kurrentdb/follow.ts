import { setTimeout as sleep } from 'node:timers/promises'
import { LogHalted, LogUnavailable } from '../errors.ts'
import { FIRST_RETRY, longerPause, longerRetry, SHORTEST_PAUSE, scattered } from '../pacing.ts'
import type { Batch, Cursor, FollowOptions } from '../port.ts'
import { cursorAt, type Place, placeOf } from './cursor.ts'
import { mayBeNoPlace, readFailure } from './failure.ts'
import type { Line } from './line.ts'
import { makeOwnLook } from './own-look.ts'
import type { Seen } from './seen.ts'
import type { StreamRules } from './stream-rules.ts'
import { openSubscription, type Subscription } from './subscription.ts'
import { takeBatch } from './take-batch.ts'
import { type Heard, untilHeard } from './waiting.ts'
import type { WholeLog } from './whole-log.ts'

/** What following needs; `silence` is how many milliseconds a subscription may say nothing. */
export type FollowParts = {
  line: Line
  whole: WholeLog
  seen: Seen
  rules: StreamRules
  silence: number
  troubled: (message: string) => void
}

/** Milliseconds. A stretch without a match is told of so often; so long a follower sleeps when only the server can wake it. */
const LONG = 1_000
/** A server that does not say when it has shown everything is believed to have, after so long without a word. */
const QUIET = 250
/** A wait after so many failures in a row that somebody should know. */
const WORTH_TELLING = FIRST_RETRY * 8

const nowhere = cursorAt(0n)

/** Where one follower is. */
type Progress = {
  /** Everything up to here has been shown or passed over. */
  after: Cursor
  /** What was said last. */
  said: { scannedTo: Cursor; caughtUp: boolean; at: number }
  pause: number
  retry: number
}

const startOf = (after: Cursor): Place | undefined => (after === nowhere ? undefined : placeOf(after))

/**
 * The live feed after a cursor: a subscription, made anew after every failure behind the last event shown, and own looks at
 * the log. The subscription brings the events; it does not say how far a log without a match has grown, nor, on older
 * servers, that there is nothing more. Pulled: what the server sends ahead is at most one batch. Ends when the signal aborts,
 * and throws only what needs a person.
 */
export async function* follow(parts: FollowParts, options: FollowOptions): AsyncGenerator<Batch, void> {
  const { line, whole, seen, silence, troubled } = parts
  const { types, batch, signal } = options
  const wanted = types && new Set(types)
  const start = options.after ?? nowhere
  const progress: Progress = {
    after: start,
    said: { scannedTo: start, caughtUp: false, at: performance.now() },
    pause: SHORTEST_PAUSE,
    retry: FIRST_RETRY,
  }
  const own = makeOwnLook(whole, options)
  let subscription: Subscription | undefined

  const open = (): Subscription | LogUnavailable => {
    try {
      return openSubscription(line, { after: startOf(progress.after), types, ahead: batch, silence })
    } catch (error) {
      if (error instanceof LogUnavailable) return error
      throw error
    }
  }

  const backOff = async (error: Error): Promise<void> => {
    const { retry } = progress
    if (retry === WORTH_TELLING) troubled(`the feed has failed again and again and is tried on: ${error.message}`)
    progress.retry = longerRetry(retry)
    await sleep(scattered(retry), undefined, { signal }).catch(() => undefined)
  }

  const say = ({ events, scannedTo, caughtUp }: Batch): Batch => {
    progress.after = scannedTo
    progress.said = { scannedTo, caughtUp, at: performance.now() }
    progress.pause = SHORTEST_PAUSE
    progress.retry = FIRST_RETRY
    return { events, scannedTo, caughtUp }
  }

  /** What a look brings that was not said before. Undefined also when the log cannot be read, or the signal aborted. */
  const news = async (looking: Promise<Batch | undefined>): Promise<Batch | undefined> => {
    try {
      const found = await looking
      if (!found || signal.aborted) return undefined
      const { said, pause } = progress
      if (found.events.length > 0 || found.scannedTo !== said.scannedTo || found.caughtUp !== said.caughtUp)
        return say(found)
      progress.pause = longerPause(pause)
    } catch (error) {
      if (!(error instanceof LogUnavailable)) throw error
      await backOff(error)
    }
    return undefined
  }

  /** During a long stretch without a match: how far it has been passed. */
  const passed = async (reached: Place): Promise<Batch | undefined> => {
    const scannedTo = await own.scanned(progress.after, reached)
    return scannedTo && { events: [], scannedTo, caughtUp: false }
  }

  /** What to do when nothing has come: wait for more, or look. */
  const wait = (from: Subscription): Promise<Heard> => {
    const { said, pause, after } = progress
    if (!said.caughtUp) return from.isLive() ? Promise.resolve('nothing') : untilHeard(from, { ms: QUIET, signal })
    if (!wanted) return untilHeard(from, { ms: LONG, signal }).then(() => 'server')
    return untilHeard(from, { ms: pause, signal, grown: { seen, beyond: placeOf(after).commit } })
  }

  try {
    while (!signal.aborted) {
      const opened = subscription ?? open()
      if (opened instanceof LogUnavailable) {
        await backOff(opened)
        continue
      }
      subscription = opened
      const events = await takeBatch(subscription, { types: wanted, after: progress.after, most: batch, signal }, parts)
      if (signal.aborted) return
      const last = events.at(-1)
      if (last) {
        const caughtUp = !wanted && events.length < batch && subscription.isLive()
        yield say({ events, scannedTo: last.cursor, caughtUp })
        continue
      }
      const failure = subscription.failure()
      if (failure !== undefined) {
        subscription = undefined
        const error = readFailure(failure)
        if (error instanceof LogHalted) throw error
        await backOff(error)
        const found = mayBeNoPlace(failure) ? await news(own.look(progress.after, undefined)) : undefined
        if (found) yield found
        continue
      }
      const reached = subscription.reached()
      const isLong = performance.now() - progress.said.at > LONG
      if (reached && isLong && !subscription.isLive()) {
        const found = await news(passed(reached))
        if (found) yield found
      }
      if ((await wait(subscription)) === 'server') continue
      const found = await news(own.look(progress.after, subscription.reached()))
      if (found) yield found
    }
  } finally {
    subscription?.close()
  }
}
