import type pg from 'pg'
import type { pino } from 'pino'
import type { Config } from './config.ts'
import { type Databases, openDatabases, openPool } from './db.ts'
import type { Cursor, EventLog } from './log/port.ts'
import { openPostgresLog } from './log/postgres/engine.ts'
import { ModeFault } from './mode.ts'
import { loadKeys } from './vault/keys.ts'
import { openVault } from './vault/vault.ts'

/** What has been opened, to be closed in reverse. */
export type Closing = (() => Promise<unknown>)[]

/** Opens database, keys, vault and log. */
export const openStores = async (config: Config, logger: pino.Logger, closing: Closing) => {
  const databases = await openDatabases(config, (text) => logger.warn(text))
  closing.push(() => databases.stop())
  const keys = await loadKeys(config.keys.directory)
  const pool = openPool(databases.connectionFor('app_api'))
  closing.push(() => pool.end())
  const vault = await openVault({ pool, keys })
  const log = await openLog(config, databases, (message) => logger.warn(message))
  closing.push(() => log.close())
  return { databases, keys, vault, log }
}

/** The log on the engine that the configuration names: the only place that chooses. */
const openLog = async (
  { eventStoreUrl }: Config,
  databases: Databases,
  troubled: (message: string) => void,
): Promise<EventLog> => {
  if (eventStoreUrl !== undefined)
    throw new ModeFault('EVENTSTORE_URL: this release keeps the log in PostgreSQL only. Unset it.')
  return openPostgresLog({ connectionString: databases.connectionFor('app_api'), troubled })
}

/**
 * Refuses to go on with a log on one engine where a history has begun on the other: it would be split in silence, and read
 * models would hold half of each. `pool` may read the log of this database and the checkpoints (`app_projector`).
 * @throws ModeFault
 */
export const requireOneHistory = async (pool: pg.Pool, log: EventLog): Promise<void> => {
  const isHere = log.relation !== undefined
  const { rows: heads } = await pool.query<{ position: number }>('select position from log.head')
  const recorded = heads[0]?.position ?? 0
  if (!isHere && recorded > 0)
    throw new ModeFault(
      `EVENTSTORE_URL is set, but this PostgreSQL database holds a log of ${recorded} events: a history is never split over two logs. Unset EVENTSTORE_URL, or set DATABASE_URL or ANJUAN_DATA_DIR to a database without a log.`,
    )
  const { rows } = await pool.query<{ cursor: Cursor }>(
    'select distinct cursor from projection.checkpoint where cursor is not null',
  )
  if (rows.some(({ cursor }) => !isOf(log, cursor)))
    throw new ModeFault(
      isHere
        ? 'The read models in this database were built from a KurrentDB log: a history is never split over two logs. Set EVENTSTORE_URL to that cluster, or use another database.'
        : 'The read models in this database were built from the log in PostgreSQL. Unset EVENTSTORE_URL, or use another database.',
    )
}

const isOf = (log: EventLog, cursor: Cursor): boolean => {
  try {
    log.positionOf(cursor)
    return true
  } catch {
    return false
  }
}
