import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { polling } from './polling.ts'
import { type Fact, POOL, type Seen, type Side, type SideKind } from './side.ts'

const PAGE = 1_000
const CATEGORY = 'case'
const database = join(dirname(createRequire(import.meta.url).resolve('@eventide/message-db/package.json')), 'database')

/** What its install script runs, in that order. */
const INSTALL = [
  'schema/message-store',
  'extensions/pgcrypto',
  'tables/messages',
  'types/message',
  'functions/message-store-version',
  'functions/hash-64',
  'functions/acquire-lock',
  'functions/category',
  'functions/is-category',
  'functions/id',
  'functions/cardinal-id',
  'functions/stream-version',
  'functions/write-message',
  'functions/get-stream-messages',
  'functions/get-category-messages',
  'functions/get-last-stream-message',
  'indexes/messages-id',
  'indexes/messages-stream',
  'indexes/messages-category',
]

type Row = { stream_name: string; position: string; global_position: string; data: string }

const seenOf = ({ stream_name, position, data }: Row): Seen => ({
  stream: stream_name,
  version: Number(position) + 1,
  data: JSON.parse(data),
})

const WRITE = {
  name: 'write',
  text: 'select message_store.write_message($1, $2, $3, $4::jsonb, $5::jsonb, $6)',
}

const write = (client: pg.Pool | pg.PoolClient, stream: string, expected: number, fact: Fact) =>
  client.query({
    ...WRITE,
    // Its versions begin at 0, and -1 is no stream.
    values: [fact.id, stream, fact.type, JSON.stringify(fact.data), JSON.stringify(fact.meta), expected - 1],
  })

const appendTo =
  (pool: pg.Pool): Side['append'] =>
  async (stream, expected, facts) => {
    const [only, ...more] = facts
    if (only && more.length === 0) return write(pool, stream, expected, only)
    const client = await pool.connect()
    try {
      await client.query('begin')
      for (const [index, fact] of facts.entries()) await write(client, stream, expected + index, fact)
      return await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }

/** Its functions, called through `pg`: it has no library of its own for this language. */
export const messageDb: SideKind = {
  name: 'message-db 1.3.1',
  key: 'message-db',
  open: async (url) => {
    const pool = new pg.Pool({ connectionString: url, max: POOL, options: '-c search_path=message_store,public' })
    for (const name of INSTALL) await pool.query(await readFile(join(database, `${name}.sql`), 'utf8'))
    const category = async (from: bigint): Promise<Row[]> => {
      const text = 'select * from get_category_messages($1, $2, $3)'
      return (await pool.query({ name: 'category', text, values: [CATEGORY, String(from), PAGE] })).rows
    }
    const after = (rows: readonly Row[], from: bigint): bigint =>
      rows.length > 0 ? BigInt(rows.at(-1)?.global_position ?? 0) + 1n : from
    return {
      append: appendTo(pool),
      load: async (stream) => {
        const text = 'select * from get_stream_messages($1, 0, $2)'
        return (await pool.query({ name: 'load', text, values: [stream, PAGE] })).rows.map(seenOf)
      },
      readAll: async (see) => {
        let from = 1n
        for (let rows = await category(from); rows.length > 0; rows = await category(from)) {
          for (const row of rows) see(seenOf(row))
          from = after(rows, from)
        }
      },
      follow: async (see) => {
        const { rows } = await pool.query('select coalesce(max(global_position), 0) + 1 as next from messages')
        let from = BigInt(rows[0].next)
        return polling(async () => {
          const next = await category(from)
          for (const row of next) see(seenOf(row))
          from = after(next, from)
          return next.length
        })
      },
      count: async () => Number((await pool.query('select count(*) as rows from messages')).rows[0].rows),
      close: () => pool.end(),
    }
  },
}
