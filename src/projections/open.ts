import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { makePool, withSettings } from '../pool.ts'
import { copyingPool } from './copy-in.ts'
import type { Database } from './schema.ts'

/**
 * A pool for read models; `view` alone is on its `search_path`. A commit does not wait for the disk: what a crash takes away,
 * rows and checkpoint together, is applied again from the log.
 */
export const openViewPool = ({ connectionString, max = 10 }: { connectionString: string; max?: number }): pg.Pool =>
  makePool({
    connectionString: withSettings(connectionString, { search_path: 'view', synchronous_commit: 'off' }),
    max,
  })

/** The read models for queries (role `app_api`) or for the projector (role `app_projector`). */
export const openViews = (pool: pg.Pool): Kysely<Database> =>
  new Kysely<Database>({ dialect: new PostgresDialect({ pool: copyingPool(pool) }) })
