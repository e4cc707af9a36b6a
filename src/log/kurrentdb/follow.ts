import { setTimeout as pause } from 'node:timers/promises'
import { LogHalted, LogUnavailable } from '../errors.ts'
import type { Batch, Cursor, Page, Recorded } from '../port.ts'
import { compareCursors, cursorAt, cursorOf, type Place, placeOf } from './cursor.ts'
import { isSystem, recordedFrom } from './event.ts'
import { mayBeNoPlace, readFailure } from './failure.ts'
import { type Feed, openFeed } from './feed.ts'
import type { Line } from './line.ts'
import type { Seen } from './memory.ts'
import type { StreamRules } from './stream-rules.ts'
import { type Heard, unlessAborted, untilHeard } from './waiting.ts'
import type { WholeLog } from './whole-log.ts'

/** What following needs; `silence` is how many milliseconds a subscription may say nothing. */
export type FollowParts = { line: Line; whole: WholeLog; seen: Seen; rules: StreamRules; silence: number }

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
  const { line, whole, seen, silence } = parts
  const { types, batch, signal } = options
  const wanted = types && new Set(types)
  const start = options.after ?? nowhere
  const progress: Progress = {
    after: start,
    said: { scannedTo: start, caughtUp: false, at: 0 },
    nap: SHORTEST,
    retry: FIRST_RETRY,
  }
  let feed: Feed | undefined

  const open = (): Feed | undefined => {
    try {
      return openFeed(line, { after: startOf(progress.after), types, ahead: batch, silence })
    } catch (error) {
      if (error instanceof LogUnavailable) return undefined
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

  const say = (events: readonly Recorded[], caughtUp: boolean): Batch => {
    progress.said = { scannedTo: progress.after, caughtUp, at: performance.now() }
    progress.nap = SHORTEST
    progress.retry = FIRST_RETRY
    return { events, scannedTo: progress.after, caughtUp }
  }

  const backOff = async (): Promise<void> => {
    const { retry } = progress
    progress.retry = Math.min(retry * 2, LAST_RETRY)
    await pause(retry * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined)
  }

  /** Reads on from where we are. Undefined when there is nothing to say, the log cannot be read, or the signal aborted. */
  const look = async (): Promise<Batch | undefined> => {
    let page: Page | undefined
    try {
      page = await unlessAborted(
        whole.readAll({ after: progress.after, limit: batch, ...(types && { types }) }),
        signal,
      )
    } catch (error) {
      if (!(error instanceof LogUnavailable)) throw error
      await backOff()
      return undefined
    }
    if (!page) return undefined
    progress.after = page.scannedTo
    const caughtUp = page.events.length < batch
    const { said, nap } = progress
    if (page.events.length > 0 || page.scannedTo !== said.scannedTo || caughtUp !== said.caughtUp)
      return say(page.events, caughtUp)
    progress.nap = Math.min(nap * 2, LONGEST)
    return undefined
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
      feed ??= open()
      if (!feed) {
        await backOff()
        continue
      }
      const events = await gather(feed)
      if (signal.aborted) return
      if (events.length > 0) {
        yield say(events, !wanted && events.length < batch && feed.isLive())
        continue
      }
      const failure = feed.failure()
      if (failure !== undefined) {
        feed = undefined
        const error = readFailure(failure)
        if (error instanceof LogHalted) throw error
        await backOff()
        const seenMyself = mayBeNoPlace(failure) ? await look() : undefined
        if (seenMyself) yield seenMyself
        continue
      }
      const reached = feed.reached()
      if (reached && compareCursors(cursorOf(reached), progress.after) > 0) {
        progress.after = cursorOf(reached)
        if (performance.now() - progress.said.at > LONGEST) yield say([], false)
        continue
      }
      if ((await wait(feed)) === 'feed') continue
      const seenMyself = await look()
      if (seenMyself && !signal.aborted) yield seenMyself
    }
  } finally {
    feed?.close()
  }
}
