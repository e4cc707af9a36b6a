import pg from 'pg'
import { type AwayPartition, LogHalted, PartitionAway } from '../errors.ts'
import { gather } from '../gather.ts'
import {
  type Cursor,
  noStream,
  type Page,
  type PageOptions,
  type Said,
  type StreamOptions,
  type StreamSlice,
} from '../port.ts'
import { type ConnectionOptions, clientConfig, type Limits, settle, silentAfter } from './connection.ts'
import { cursorAt, positionOf } from './cursor.ts'
import { COLUMNS, recorded, SAID, said } from './event-row.ts'
import { isUnknown, readFailure } from './failure.ts'
import { MISSING, missingError, wantedOf } from './missing.ts'
import type { Row } from './writer.ts'

/** Partitions of ten million positions kept ready ahead of the head. */
const SPARE_PARTITIONS = 3

/** Streams of one statement: those that many callers ask for at the same time. */
const STREAMS_AT_ONCE = 64

// The number of the question comes last; a stream that does not exist has no row.
const FORWARD = `
  select s.version, s.last_leaf, ${COLUMNS}, w.number
  from unnest($1::text[], $2::bigint[], $3::bigint[]) with ordinality w (stream_id, since, most, number)
  join log.stream s on s.stream_id = w.stream_id
  left join lateral (
    select * from log.event where stream_id = w.stream_id and version >= w.since order by version limit w.most) e on true
  order by w.number, e.version`

const BACKWARD = `
  select s.version, s.last_leaf, ${COLUMNS} from log.stream s left join lateral (
    select * from log.event where stream_id = $1 and version <= $2 order by version desc limit $3) e on true
  where s.stream_id = $1 order by e.version desc`

// The head is read in the same statement, as its last row: the snapshot that saw head N saw every event up to N. With it
// comes the first partition behind the start that is not on the server.
const pageOf = (events: string, columns: string): string => `
  select null::bigint, null::bytea, ${columns} from (select * from (${events}) t order by position limit $2) e
  union all
  select h.position, null, null, a.name, a.first_position, null, a.end_position::text${', null'.repeat(columns.split(',').length - 5)}
  from log.head h left join lateral (
    select name, first_position, end_position from log.partition
    where state = 'away' and end_position > $1 + 1 order by end_position limit 1) a on true
  order by 3`

const ALL = 'select * from log.event where position > $1'

/**
 * One ordered index range per type, merged as far as the page needs. Each range must say its order, or they are all read
 * to their ends and sorted.
 */
const ofTypes = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) => `(select * from log.event where type = $${index + 3} and position > $1 order by position)`,
  ).join(' union all ')

/** Without the rows that hold no event: of a stream that has none behind the version asked for, or of the head. */
const ofEvents = (rows: readonly Row[]): Row[] => rows.filter((row) => row[2] !== null)

const sliceOf = (rows: readonly Row[]): StreamSlice => {
  const [first] = rows
  if (!first) return { events: [], tip: noStream }
  return { events: ofEvents(rows).map(recorded), tip: { version: Number(first[0]), leaf: first[1] as Buffer } }
}

const awayOf = ([, , , partition, first, , end]: Row): AwayPartition | undefined =>
  typeof partition === 'string' ? { partition, first: BigInt(first as string), end: BigInt(end as string) } : undefined

/** Where in a row of `FORWARD` the number of its question stands, counted from 1. */
const NUMBER = 13

/** The server answered, with an error: not the line or the server is at fault, but something that was asked. */
const wasRefused = (error: unknown): boolean => error instanceof Error && !isUnknown(error.cause)

type Forward = { stream: string; from: number; most: number | null }

/** Reads the log, on connections of its own, so that reading never waits behind writing. */
export type Reader = {
  readStream(stream: string, options?: StreamOptions): Promise<StreamSlice>
  readAll(options: PageOptions): Promise<Page>
  readSaid(options: PageOptions): Promise<Page<Said>>
  head(): Promise<Cursor>
  /** Makes sure that empty partitions lie ahead of the head. */
  makePartitions(): Promise<void>
  /** Wakes readers in other processes up. Outside any transaction: NOTIFY takes a global lock at commit. */
  notify(channel: string, position: bigint): Promise<void>
  close(): Promise<void>
}

/** Makes a reader of at most `connections` connections. Reads fail with `LogUnavailable` or `LogHalted`. */
export const makeReader = (options: ConnectionOptions, limits: Limits, connections: number, name: string): Reader => {
  const pool = new pg.Pool({
    ...clientConfig(options, name),
    max: connections,
    query_timeout: silentAfter(limits),
    onConnect: async (client) => {
      await settle(client, options, limits)
      // Nothing is written here but notifications, which may be lost: they need not wait for the disk.
      await client.query('set synchronous_commit = off')
    },
  })
  // A lost idle connection is replaced when the next read needs one.
  pool.on('error', () => undefined)

  const query = async (name: string, text: string, values: unknown[]): Promise<Row[]> => {
    try {
      return (await pool.query<unknown[]>({ name, text, values, rowMode: 'array' })).rows
    } catch (error) {
      throw readFailure(error)
    }
  }

  const readForward = gather<Forward, StreamSlice>({
    lanes: connections,
    most: STREAMS_AT_ONCE,
    mayBeOne: wasRefused,
    answer: async (asked) => {
      const rows = await query('streams_forward', FORWARD, [
        asked.map(({ stream }) => stream),
        asked.map(({ from }) => from),
        asked.map(({ most }) => most),
      ])
      const byNumber = Map.groupBy(rows, (row) => Number(row[NUMBER]))
      return asked.map((_, index) => sliceOf(byNumber.get(index + 1) ?? []))
    },
  })

  const head = gather<null, Cursor>({
    answer: async (asked) => {
      const [row] = await query('head', 'select position from log.head', [])
      return asked.map(() => cursorAt(BigInt(row?.[0] as string)))
    },
  })

  const readPage = async <Event extends Said>(
    { after, limit, types }: PageOptions,
    { name, columns, eventOf }: { name: string; columns: string; eventOf: (row: Row) => Event },
  ): Promise<Page<Event>> => {
    const start = after === undefined ? 0n : positionOf(after)
    const wanted = [...new Set(types)]
    const rows =
      wanted.length > 0
        ? await query(`${name}_of_${wanted.length}_types`, pageOf(ofTypes(wanted.length), columns), [
            start,
            limit,
            ...wanted,
          ])
        : await query(name, pageOf(ALL, columns), [start, types ? 0 : limit])
    const ending = rows.at(-1) ?? []
    const head = BigInt((ending[0] as string | undefined) ?? 0)
    if (head < start)
      throw new LogHalted(`the log ends at ${head}, before ${start}, which was read before: it was set back`)
    const events = ofEvents(rows).map(eventOf)
    const last = events.at(-1)
    const scannedTo = last && events.length >= limit ? last.position : head
    const away = awayOf(ending)
    if (away && away.first <= scannedTo) throw new PartitionAway(away)
    return { events, scannedTo: cursorAt(scannedTo) }
  }

  return {
    readStream: async (stream, { direction = 'forward', from, maxCount } = {}) => {
      const most = maxCount ?? null
      const slice =
        direction === 'forward'
          ? await readForward({ stream, from: from ?? 1, most })
          : sliceOf(await query('stream_backward', BACKWARD, [stream, from ?? Number.MAX_SAFE_INTEGER, most]))
      const versions = wantedOf(slice.tip.version, { direction, from, most })
      if (slice.events.length === versions.length) return slice
      throw await missingError(stream, versions, slice.events, (values) => query('missing', MISSING, values))
    },

    readAll: (options) => readPage(options, { name: 'all', columns: COLUMNS, eventOf: recorded }),
    readSaid: (options) => readPage(options, { name: 'said', columns: SAID, eventOf: said }),

    head: () => head(null),

    makePartitions: async () => {
      await query('make_partitions', 'select log.make_partitions($1)', [SPARE_PARTITIONS])
    },

    notify: async (channel, position) => {
      await query('notify', 'select pg_notify($1, $2)', [channel, String(position)])
    },

    close: () => pool.end(),
  }
}
