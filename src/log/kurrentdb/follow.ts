import { setTimeout as pause } from 'node:timers/promises'
import { LogHalted, LogUnavailable } from '../errors.ts'
import type { Batch, Cursor, Recorded } from '../port.ts'
import { compareCursors, cursorAt, cursorOf, type Place, placeOf } from './cursor.ts'
import { isSystem, recordedFrom } from './event.ts'
import { mayBeNoPlace, readFailure } from './failure.ts'
import { type Feed, openFeed } from './feed.ts'
import type { Line } from './line.ts'
import type { Seen } from './memory.ts'
import { makeOwnLook } from './own-look.ts'
import type { StreamRules } from './stream-rules.ts'
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

type FollowOptions = { after?: Cursor | undefined; types?: readonly string[]; batch: number; signal: AbortSignal }

/** Milliseconds. A batch is cut so long after its first event, or when nothing more has come for a moment. */
const CUT = 50
const MOMENT = 2
/** Sleeps between own looks, short after something came, doubling up to the longest. */
const SHORTEST = 20
const LONGEST = 1_000
/** A server that does not say when it has shown everything is believed to have, after so long without a word. */
const QUIET = 250
/** Waits after a failure. */
const FIRST_RETRY = 100
const LAST_RETRY = 10_000
const WORTH_TELLING = FIRST_RETRY * 8

const nowhere = cursorAt(0n)

/** Where one follower is. */
type Progress = {
  /** Everything up to here has been shown or passed over. */
  after: Cursor
  /** What was said last. */
  said: { scannedTo: Cursor; caughtUp: boolean; at: number }
  nap: number
  retry: number
}

const startOf = (after: Cursor): Place | undefined => (after === nowhere ? undefined : placeOf(after))

/** The next event of a feed that is asked for and was not shown before. */
const takeWanted = (
  feed: Feed,
  after: Cursor,
  wanted: ReadonlySet<string> | undefined,
  { seen, rules }: FollowParts,
) => {
  for (let event = feed.take(); event; event = feed.take()) {
    if (isSystem(event)) {
      rules.saw(event)
      continue
    }
    seen.saw(event.position.commit)
    if (compareCursors(cursorOf(event.position), after) <= 0) continue
    if (!wanted || wanted.has(event.type)) return recordedFrom(event)
  }
  return undefined
}

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
    nap: SHORTEST,
    retry: FIRST_RETRY,
  }
  const own = makeOwnLook(whole, options)
  let feed: Feed | undefined

  const open = (): Feed | LogUnavailable => {
    try {
      return openFeed(line, { after: startOf(progress.after), types, ahead: batch, silence })
    } catch (error) {
      if (error instanceof LogUnavailable) return error
      throw error
    }
  }

  const gather = async (from: Feed): Promise<Recorded[]> => {
    const events: Recorded[] = []
    let cut = 0
    while (!signal.aborted && events.length < batch) {
      const event = takeWanted(from, progress.after, wanted, parts)
      if (event) {
        if (events.length === 0) cut = performance.now() + CUT
        events.push(event)
        progress.after = event.cursor
      } else if (events.length === 0 || performance.now() >= cut) break
      else if ((await untilHeard(from, { ms: MOMENT, signal })) === 'nothing') break
    }
    return events
  }

  const backOff = async (error: Error): Promise<void> => {
    const { retry } = progress
    if (retry === WORTH_TELLING) troubled(`the feed has failed again and again and is tried on: ${error.message}`)
    progress.retry = Math.min(retry * 2, LAST_RETRY)
    await pause(retry * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined)
  }

  const say = ({ events, scannedTo, caughtUp }: Batch): Batch => {
    progress.after = scannedTo
    progress.said = { scannedTo, caughtUp, at: performance.now() }
    progress.nap = SHORTEST
    progress.retry = FIRST_RETRY
    return { events, scannedTo, caughtUp }
  }

  /** What a look brings that was not said before. Undefined also when the log cannot be read, or the signal aborted. */
  const news = async (looking: Promise<Batch | undefined>): Promise<Batch | undefined> => {
    try {
      const seen = await looking
      if (!seen || signal.aborted) return undefined
      const { said, nap } = progress
      if (seen.events.length > 0 || seen.scannedTo !== said.scannedTo || seen.caughtUp !== said.caughtUp)
        return say(seen)
      progress.nap = Math.min(nap * 2, LONGEST)
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
  const wait = (from: Feed): Promise<Heard> => {
    const { said, nap, after } = progress
    if (!said.caughtUp) return from.isLive() ? Promise.resolve('nothing') : untilHeard(from, { ms: QUIET, signal })
    if (!wanted) return untilHeard(from, { ms: LONGEST, signal }).then(() => 'feed')
    return untilHeard(from, { ms: nap, signal, grown: { seen, beyond: placeOf(after).commit } })
  }

  try {
    while (!signal.aborted) {
      const opened = feed ?? open()
      if (opened instanceof LogUnavailable) {
        await backOff(opened)
        continue
      }
      feed = opened
      const events = await gather(feed)
      if (signal.aborted) return
      if (events.length > 0) {
        yield say({ events, scannedTo: progress.after, caughtUp: !wanted && events.length < batch && feed.isLive() })
        continue
      }
      const failure = feed.failure()
      if (failure !== undefined) {
        feed = undefined
        const error = readFailure(failure)
        if (error instanceof LogHalted) throw error
        await backOff(error)
        const found = mayBeNoPlace(failure) ? await news(own.look(progress.after, undefined)) : undefined
        if (found) yield found
        continue
      }
      const reached = feed.reached()
      const isLong = performance.now() - progress.said.at > LONGEST
      if (reached && isLong && !feed.isLive()) {
        const found = await news(passed(reached))
        if (found) yield found
      }
      if ((await wait(feed)) === 'feed') continue
      const found = await news(own.look(progress.after, feed.reached()))
      if (found) yield found
    }
  } finally {
    feed?.close()
  }
}
