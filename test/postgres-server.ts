import { chmod, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { ensureDatabase, ensureLogin, migrate } from '../src/db.ts'
import { startEmbedded } from '../src/embedded/embedded-server.ts'
import { directoryOfRun, takeAwayLeftovers } from './directory-of-run.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The run's server as its superuser, database `postgres`. */
    postgresUrl: string
    /** The migrated database that `freshDatabase` copies. */
    postgresTemplate: string
  }
}

type Server = { url: string; stop(): Promise<void> }

const PREFIX = 'anjuan-test-'
const MEMORY = '/dev/shm'
const ROOM = 2 * 1024 ** 3

/** Each test file makes a database and drops it, and a disk lets it wait for both: in memory where there is room for all. */
const placeOfServer = async (): Promise<string> => {
  const { bavail, bsize } = await statfs(MEMORY).catch(() => ({ bavail: 0, bsize: 0 }))
  return bavail * bsize > ROOM ? MEMORY : tmpdir()
}

const startServer = async (): Promise<Server> => {
  await takeAwayLeftovers(MEMORY, PREFIX)
  const directory = await directoryOfRun(await placeOfServer(), PREFIX)
  await chmod(directory, 0o755)
  const server = await startEmbedded({ dataDir: directory })
  return {
    url: server.url('postgres', 'postgres'),
    stop: async () => {
      await server.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

const administer = async (url: string, ...statements: string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/**
 * Starts one PostgreSQL for the whole test run, or takes the one of `ANJUAN_TEST_DATABASE_URL` (a superuser's URL), and
 * migrates the template database that test files copy.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const given = process.env['ANJUAN_TEST_DATABASE_URL']
  const server: Server = given ? { url: given, stop: async () => undefined } : await startServer()
  const template = `anjuan_template_${process.pid}`
  const templateUrl = new URL(server.url)
  templateUrl.pathname = `/${template}`
  const tearDown = async (): Promise<void> => {
    await administer(server.url, `drop database if exists ${template} with (force)`)
    await server.stop()
  }
  try {
    await ensureDatabase(server.url, template)
    await migrate(templateUrl.href)
    await ensureLogin(templateUrl.href, 'anjuan', 'anjuan')
    // Nobody connects to a template: a copy of it would have to wait.
    await administer(server.url, `alter database ${template} with allow_connections false`)
  } catch (error) {
    await tearDown()
    throw error
  }
  project.provide('postgresUrl', server.url)
  project.provide('postgresTemplate', template)
  return tearDown
}
