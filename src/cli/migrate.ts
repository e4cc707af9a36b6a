import { ConfigFault, readConfig } from '../config.ts'
import { migrate, openDatabases } from '../db.ts'
import { say } from './print.ts'

/** `anjuan migrate`: brings the database up to date as its owner (`DATABASE_ADMIN_URL`; the embedded one needs none). */
export const migrateCommand = async (): Promise<void> => {
  const config = readConfig('as-found')
  if (config.databaseAdminUrl !== undefined) {
    const run = await migrate(config.databaseAdminUrl)
    return say(run.length > 0 ? `migrated: ${run.join(', ')}` : 'up to date')
  }
  if (config.databaseUrl !== undefined) throw new ConfigFault('DATABASE_ADMIN_URL: must name the owner of the database')
  const databases = await openDatabases(config, say)
  await databases.stop()
  say('up to date')
}
