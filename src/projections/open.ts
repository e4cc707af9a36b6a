import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { copyingPool } from './copy-in.ts'
import type { Database } from './schema.ts'

const INT8 = pg.types.builtins.INT8

const wholeNumber = (text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`a bigint above 2^53 - 1 in a read model: ${text}`)
  return value
}

/** How read models come over the wire: `bigint` as a safe whole number, the rest as the driver does it. */
export const readModelTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 && format !== 'binary'
      ? wholeNumber
      : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
}

/**
 * A pool for read models under one database role; `view` alone is on its `search_path`. A commit does not wait for the disk:
 * what a crash takes away, rows and checkpoint together, is applied again from the log.
 */
export const openViewPool = (options: { connectionString: string; role?: string; max?: number }): pg.Pool => {
  const url = new URL(options.connectionString)
  const given = url.searchParams.get('options') ?? ''
  const role = options.role === undefined ? '' : `-c role=${options.role}`
  url.searchParams.set(
    'options',
    `${given} ${role} -c search_path=view -c timezone=UTC -c synchronous_commit=off`.trim(),
  )
  const pool = new pg.Pool({
    connectionString: url.href,
    max: options.max ?? 10,
    types: readModelTypes,
    keepAlive: true,
  })
  // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  // So would one that breaks between the statements of a transaction, where no query is there to hear of it.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** The read models for queries (role `app_api`) or for the projector (role `app_projector`). */
export const openViews = (pool: pg.Pool): Kysely<Database> =>
  new Kysely<Database>({ dialect: new PostgresDialect({ pool: copyingPool(pool) }) })
