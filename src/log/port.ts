/** The version of a stream's newest event: 1 is the first event, 0 means that the stream does not exist. */
export type Version = number

/**
 * A place in the order of the whole log. Opaque, and of one engine: compare only through `EventLog.compare`. A log that is
 * given a cursor of the other engine throws, for somebody has put a log and read models together that are strangers.
 */
export type Cursor = string & { readonly __cursor: true }

/** The end of a stream: its version and the leaf hash of its newest event (32 zero bytes where there is none). */
export type Tip = { version: Version; leaf: Buffer }

/** The tip of a stream that does not exist. */
export const noStream: Tip = { version: 0, leaf: Buffer.alloc(32) }

/** One event, sealed and ready to be written. Its bytes are kept exactly as they are here. */
export type NewEvent = {
  /** UUIDv5 of (command id, stream, index): a retry of the same command carries the same ids. */
  id: string
  type: string
  schemaVersion: number
  /** JSON text, personal fields sealed. */
  payload: string
  /** JSON text of the envelope (`Envelope`). */
  meta: string
  /** Salt 16, previous leaf 32, leaf 32, MAC 32 bytes. */
  proof: Buffer
  macKey: number
  /** When the API took it: RFC 3339 in UTC with microseconds, `2026-07-01T08:00:00.000000Z`. */
  recordedAt: string
}

/** An event as it stands in the log. */
export type Recorded = NewEvent & {
  stream: string
  version: Version
  /** Rises with the order of the log. Gapless on PostgreSQL; on KurrentDB the commit position, with gaps of any size. */
  position: bigint
  cursor: Cursor
}

/** What an event says, without what proves it. */
export type Said = Omit<Recorded, 'proof' | 'macKey'>

/**
 * Events for one stream, which must stand at `expected`: at this version, with this leaf. 1 to 500 events, 1 MiB together.
 * Text that is no JSON and moments that never were are refused on both engines, though only one of them knows JSON.
 */
export type Commit = { stream: string; expected: Tip; events: readonly NewEvent[] }

/**
 * What became of one commit of a batch. `appended` is told to one call only, also when two processes send the same commit at
 * the same time; every other is told `repeated`, with the tip, position and cursor of what stands there. `unknown`: it may or
 * may not have been written; the same commit is sent again. Codes of `refused`: `commit-too-large`, `invalid-event`,
 * `unavailable`, `halted`, `leaf-differs`, `stream-closed`, and `partition-away` on PostgreSQL.
 */
export type Verdict =
  | { is: 'appended' | 'repeated'; tip: Tip; position: bigint; cursor: Cursor }
  | { is: 'conflict' | 'partly-repeated'; actual: Tip }
  | { is: 'refused'; code: string }
  | { is: 'unknown' }

/** The good outcome of an append; `repeated` when these ids were already there. */
export type Appended = Extract<Verdict, { is: 'appended' | 'repeated' }>

/** Which part of a stream: `from` is a version and included; the whole, forward, where nothing is said. */
export type StreamOptions = { from?: Version; direction?: 'forward' | 'backward'; maxCount?: number }

/** Which part of the whole log: after a cursor or from the beginning, of some types or of all. */
export type PageOptions = { after?: Cursor | undefined; limit: number; types?: readonly string[] }

/** What to follow, in batches of how many events at most, until when. */
export type FollowOptions = {
  after?: Cursor | undefined
  types?: readonly string[]
  batch: number
  signal: AbortSignal
}

/** A slice of a stream, and the tip of the whole stream even when `maxCount` cuts the slice. */
export type StreamSlice = { events: readonly Recorded[]; tip: Tip }

/**
 * A stretch of the whole log. `scannedTo` is how far the filter looked, not the last match; it never lies past the newest
 * event, so that a checkpoint on it can always be found again.
 */
export type Page<Event = Recorded> = { events: readonly Event[]; scannedTo: Cursor }

/** A page of a live feed; `caughtUp` when nothing newer was there. */
export type Batch = Page & { caughtUp: boolean }

/**
 * The event log (`docs/decisions/0006-how-the-log-is-written.md`). An append to one stream is atomic, durable once
 * acknowledged, and happens only at the expected version; repeating it writes nothing and gives the first answer. One total
 * order; bytes in are bytes out.
 */
export type EventLog = {
  /** Appends one commit; throws what a verdict would have said (`src/log/errors.ts`). */
  append(commit: Commit): Promise<Appended>
  /** Appends many commits, one verdict each, in order; never atomic across streams. */
  appendBatch(commits: readonly Commit[]): Promise<Verdict[]>
  /**
   * The bulk path: creates many streams at once, all of them new (`expected` is version 0), in as few journeys as the
   * engine can: PostgreSQL takes one transaction, KurrentDB one append per stream, many at a time. One verdict each, never
   * promised to be atomic across streams: after a failure the same call is repeated, and streams that already hold exactly
   * these events are `repeated`. At most 100,000 events a call.
   */
  createStreams(commits: readonly Commit[]): Promise<Verdict[]>
  /**
   * A slice of a stream; version 0 and no events where there is none. Throws `LogHalted` where history is missing, which only
   * a store with rules of its own can bring about.
   */
  readStream(stream: string, options?: StreamOptions): Promise<StreamSlice>
  /**
   * Events of the whole log in order, after a cursor, of all or of some types. Fewer than `limit` means that there were no
   * more. Throws `LogHalted` when the log ends before `after`: it was set back.
   */
  readAll(options: PageOptions): Promise<Page>
  /** The same where nobody asks for proofs, in less time: for whoever folds millions of events. */
  readSaid(options: PageOptions): Promise<Page<Said>>
  /**
   * The live feed after a cursor: every event once, in order, through lost connections and silent servers. Pulled, with at
   * most one batch ahead. A batch without events says how far the filter looked, or that nothing newer is there. Ends within
   * a second of an abort; throws only what needs a person.
   */
  follow(options: FollowOptions): AsyncIterable<Batch>
  /** The newest event; what a server writes for itself does not count. */
  head(): Promise<Cursor>
  /** Negative when `a` is before `b`, zero when equal. */
  compare(a: Cursor, b: Cursor): number
  /**
   * The cursor of a position, and back; both engines number events in log order. Any number makes a cursor, also one at which
   * no event stands: KurrentDB meets it from the last place it knows before, which takes longer.
   */
  cursorAt(position: bigint): Cursor
  positionOf(cursor: Cursor): bigint
  /** Where the events lie in the very database of the read models: the relation there that SQL can ask. */
  relation?: 'log.event'
  close(): Promise<void>
}
