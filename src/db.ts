import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { migrations } from '../migrations/all.ts'
import { createLogin, createRoles } from '../migrations/roles.ts'
import { type Config, ConfigFault } from './config.ts'
import { databaseFault } from './database-fault.ts'
import { startEmbedded } from './embedded/embedded-server.ts'
import { superuser } from './embedded/secret.ts'
import { makePool, withSettings } from './pool.ts'

const { DATE, JSON: JSON_TEXT, TIMESTAMP, TIMESTAMPTZ } = pg.types.builtins

/** The same database for one role: every connection takes it on before its first statement. */
export const asRole = (url: string, role: string): string => withSettings(url, { role })

/** A pool for everything but the log and the read models: days and times as text, JSON as its own bytes. */
export const openPool = (connectionString: string, max = 4): pg.Pool =>
  makePool({
    connectionString,
    max,
    connectionTimeoutMillis: 10_000,
    asText: [DATE, JSON_TEXT, TIMESTAMP, TIMESTAMPTZ],
  })

const administer = async <Result>(url: string, work: (db: Kysely<unknown>) => Promise<Result>): Promise<Result> => {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: openPool(url, 1) }) })
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

const migratorOf = (db: Kysely<unknown>): Migrator =>
  new Migrator({ db, provider: { getMigrations: async () => migrations } })

/** Creates a database, in UTF-8 and compared by bytes, unless it is there. */
export const ensureDatabase = (superuserUrl: string, name: string): Promise<void> =>
  administer(superuserUrl, async (db) => {
    const { rows } = await sql`select from pg_database where datname = ${name}`.execute(db)
    if (rows.length > 0) return
    await sql`create database ${sql.id(name)} template template0 encoding 'UTF8' locale 'C'`
      .execute(db)
      .catch((error: { code?: string }) => {
        // Another program that starts at this moment was first.
        if (error.code !== '42P04' && error.code !== '23505') throw error
      })
  })

/**
 * Brings a database up to date as its owner, roles included. Gives the names of what was run; safe to repeat. Throws
 * `DatabaseFault` where that login cannot.
 */
export const migrate = (adminUrl: string): Promise<string[]> =>
  administer(adminUrl, async (db) => {
    await createRoles(db)
    const { error, results = [] } = await migratorOf(db).migrateToLatest()
    if (error) throw error
    return results.map(({ migrationName }) => migrationName)
  }).catch((error: unknown) => {
    throw databaseFault(error, { setting: 'DATABASE_ADMIN_URL', url: adminUrl })
  })

/** The migrations that a database still lacks, in order. */
export const pendingMigrations = (adminUrl: string): Promise<string[]> =>
  administer(adminUrl, async (db) =>
    (await migratorOf(db).getMigrations()).filter(({ executedAt }) => !executedAt).map(({ name }) => name),
  )

/**
 * Creates the login that the program connects with, or sets its password: it may do nothing by itself and take on the
 * `app_` roles. The roles must be there (`migrate`).
 */
export const ensureLogin = (adminUrl: string, name: string, password: string): Promise<void> =>
  administer(adminUrl, (db) => createLogin(db, name, password))

/** The roles that the program itself takes on. */
const programRoles = ['app_api', 'app_projector']

/** Finds out at the start whether the login may take on what it needs. Throws `DatabaseFault`. */
const requireLogin = async (url: string): Promise<void> => {
  for (const role of programRoles) {
    const client = new pg.Client({ connectionString: asRole(url, role), connectionTimeoutMillis: 10_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
    } catch (error) {
      throw databaseFault(error, { setting: 'DATABASE_URL', url, role })
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

const login = 'anjuan'
const databaseName = 'anjuan'

/** The database that this program works on. */
export type Databases = {
  /** For migrations; undefined where the installation keeps that login from the running program. */
  adminUrl: string | undefined
  /** The database as one role: `app_api`, `app_projector`, `app_sealer`, `app_import`, `app_auditor`. */
  connectionFor(role: string): string
  /** Leaves the embedded server, which stops with the last program; nothing to do for another one. */
  stop(): Promise<void>
}

/**
 * Opens the database that the configuration names, or starts the embedded server and brings its database up to date.
 * `note` hears what happens to the embedded server. Throws `EmbeddedFault` where that cannot serve, `DatabaseFault` where
 * the other one lets the program not in, `ConfigFault` where only its owner is named.
 */
export const openDatabases = async (config: Config, note: (text: string) => void): Promise<Databases> => {
  if (config.databaseUrl !== undefined) {
    const url = config.databaseUrl
    await requireLogin(url)
    return {
      adminUrl: config.databaseAdminUrl,
      connectionFor: (role) => asRole(url, role),
      stop: async () => undefined,
    }
  }
  // Whoever names the owner of a database means that one, and not a new one beside it.
  if (config.databaseAdminUrl !== undefined)
    throw new ConfigFault('DATABASE_URL: must name the database too when DATABASE_ADMIN_URL is set')
  const server = await startEmbedded({ dataDir: config.dataDir, note })
  try {
    const adminUrl = server.url(databaseName, superuser)
    await ensureDatabase(server.url('postgres', superuser), databaseName)
    await migrate(adminUrl)
    await ensureLogin(adminUrl, login, server.passwordOf(login))
    return {
      adminUrl,
      connectionFor: (role) => asRole(server.url(databaseName, login), role),
      stop: server.stop,
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}
