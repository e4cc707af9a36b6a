import type { pino } from 'pino'
import type { Config } from './config.ts'
import { type Databases, openDatabases, openPool } from './db.ts'
import type { EventLog } from './log/port.ts'
import { openPostgresLog } from './log/postgres/engine.ts'
import { loadKeys } from './vault/keys.ts'
import { openVault } from './vault/vault.ts'

/** What has been opened, to be closed in reverse. */
export type Closing = (() => Promise<unknown>)[]

/** Opens database, keys, vault and log. */
export const openStores = async (
  config: Config,
  { logger, troubled }: { logger: pino.Logger; troubled?: (message: string) => void },
  closing: Closing,
) => {
  const databases = await openDatabases(config, (text) => logger.warn(text))
  closing.push(() => databases.stop())
  const keys = await loadKeys(config.keys.directory)
  const pool = openPool(databases.connectionFor('app_api'))
  closing.push(() => pool.end())
  const vault = await openVault({ pool, keys })
  const log = await openLog(config, databases, (message) => {
    logger.warn(message)
    troubled?.(message)
  })
  closing.push(() => log.close())
  return { databases, keys, vault, log }
}

/** The log on the engine that the configuration names: the only place that chooses, and reads the client of no other one. */
const openLog = async (
  { eventStoreUrl }: Config,
  databases: Databases,
  troubled: (message: string) => void,
): Promise<EventLog> => {
  if (eventStoreUrl === undefined)
    return openPostgresLog({ connectionString: databases.connectionFor('app_api'), troubled })
  const { openKurrentLog } = await import('./log/kurrentdb/engine.ts')
  return openKurrentLog({ connectionString: eventStoreUrl, troubled })
}
