import { dumbo } from '@event-driven-io/dumbo'
import { type Event, STREAM_DOES_NOT_EXIST } from '@event-driven-io/emmett'
import { getPostgreSQLEventStore, type PostgresEventStore, readMessagesBatch } from '@event-driven-io/emmett-postgresql'
import pg from 'pg'
import { type Fact, POOL, type Seen, type Side, type SideKind } from './side.ts'

/** Messages a page: the most of what was tried; its default of 100 is slower. */
const PAGE = 1_000

type AnyEvent = Event<string, Record<string, unknown>>

const eventOf = ({ type, data, meta }: Fact): AnyEvent => ({ type, data, metadata: meta }) as AnyEvent

type Message = { data: Record<string, unknown>; metadata: { streamName: string; streamPosition: bigint } }

const seenOf = ({ data, metadata }: Message): Seen => ({
  stream: metadata.streamName,
  version: Number(metadata.streamPosition),
  data,
})

let readers = 0

/**
 * A consumer with one reactor, as its documentation shows, from the beginning; each has a checkpoint of its own. One message
 * at a time: this version takes a handler of batches and never calls it.
 */
const consume = (store: PostgresEventStore, see: (seen: Seen) => void) => {
  readers += 1
  const consumer = store.consumer<AnyEvent>({ pulling: { batchSize: PAGE, pullingFrequencyInMs: 20 } })
  consumer.reactor({
    processorId: `bench-${readers}`,
    startFrom: 'BEGINNING',
    eachMessage: (message) => {
      see(seenOf(message as unknown as Message))
      return Promise.resolve()
    },
  })
  return consumer
}

/** Page by page with the function that its consumers read with, but without their checkpoint after every message. */
const readPages = async (connectionString: string, see: (seen: Seen) => void): Promise<void> => {
  const database = dumbo({ connectionString })
  try {
    for (let after = 0n, left = true; left; ) {
      const page = await readMessagesBatch<AnyEvent>(database.execute, { after, batchSize: PAGE })
      for (const message of page.messages) see(seenOf(message))
      after = page.currentGlobalPosition
      left = page.areMessagesLeft
    }
  } finally {
    await database.close()
  }
}

type Opened = { url: string; store: PostgresEventStore; pool: pg.Pool }

/** The store with its tables made, so that no append looks for them. */
export const openEmmett = async (url: string): Promise<Opened> => {
  const pool = new pg.Pool({ connectionString: url, max: POOL })
  const store = getPostgreSQLEventStore(url, { schema: { autoMigration: 'None' }, connectionOptions: { pool } })
  await store.schema.migrate()
  return { url, store, pool }
}

const sideOf = ({ url, store, pool }: Opened, append: Side['append']): Side => ({
  append,
  load: async (stream) => (await store.readStream<AnyEvent>(stream)).events.map((event) => seenOf(event)),
  readAll: (see) => readPages(url, see),
  follow: async (see) => {
    const consumer = consume(store, see)
    const running = consumer.start()
    return {
      stop: async () => {
        await consumer.close()
        await running
      },
    }
  },
  count: async () => Number((await pool.query('select count(*) as rows from emt_messages')).rows[0].rows),
  close: async () => {
    await store.close()
    await pool.end()
  },
})

/** The library as its documentation shows it. */
export const emmett: SideKind = {
  name: 'Emmett 0.42.0',
  key: 'emmett',
  open: async (url) => {
    const opened = await openEmmett(url)
    return sideOf(opened, (stream, expected, facts) =>
      opened.store.appendToStream<AnyEvent>(stream, facts.map(eventOf), {
        expectedStreamVersion: expected === 0 ? STREAM_DOES_NOT_EXIST : BigInt(expected),
      }),
    )
  },
}

const CALL = {
  name: 'append',
  text: 'select * from emt_append_to_stream($1::text[], $2::jsonb[], $3::jsonb[], $4, $5, $6, $7, $8, $9, $10)',
}

/** Its SQL function called directly, without the library around it. */
export const emmettFunction: SideKind = {
  name: 'Emmett 0.42.0, bare function',
  key: 'emmett-function',
  open: async (url) => {
    const opened = await openEmmett(url)
    return sideOf(opened, async (stream, expected, facts) => {
      const values = [
        facts.map(({ id }) => id),
        facts.map(({ data }) => JSON.stringify(data)),
        facts.map(({ meta }) => JSON.stringify(meta)),
        facts.map(() => '1'),
        facts.map(({ type }) => type),
        facts.map(() => 'E'),
        stream,
        'case',
        expected,
        'emt:default',
      ]
      const { rows } = await opened.pool.query({ ...CALL, values })
      if (!rows[0]?.success) throw new Error(`${stream} is not at ${expected}`)
    })
  },
}
