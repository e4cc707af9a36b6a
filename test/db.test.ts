import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrations } from '../migrations/all.ts'
import { readConfig } from '../src/config.ts'
import { asRole, ensureDatabase, migrate, openDatabases, openPool, pendingMigrations } from '../src/db.ts'
import { type FreshDatabase, freshDatabase } from './postgres.ts'

const first = async (url: string, text: string): Promise<Record<string, unknown>> => {
  const pool = openPool(url, 1)
  try {
    return (await pool.query(text)).rows[0]
  } finally {
    await pool.end()
  }
}

describe('a pool', () => {
  let database: FreshDatabase
  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.drop())

  test('gives whole numbers exactly, days and times as text, JSON as its own bytes', async () => {
    const row = await first(
      database.adminUrl,
      `select 9007199254740991::bigint as fen, date '2026-07-01' as day, '{"b":1.0, "a":1e2}'::json as json,
         timestamptz '2026-07-01 08:00:00.25+00' as at, 7::int as small, true as yes, 'x'::text as text`,
    )
    expect(row).toEqual({
      fen: 9007199254740991,
      day: '2026-07-01',
      json: '{"b":1.0, "a":1e2}',
      at: expect.stringMatching(/^2026-07-01 \d\d:00:00\.25\+\d\d$/),
      small: 7,
      yes: true,
      text: 'x',
    })
  })

  test('refuses a whole number that it cannot hold, instead of rounding money', async () => {
    await expect(first(database.adminUrl, 'select 9007199254740993::bigint as fen')).rejects.toThrow(/above 2\^53/)
  })

  test('bound to a role is that role in UTC, beside the options its address already has', async () => {
    const url = new URL(database.adminUrl)
    url.searchParams.set('options', '-c statement_timeout=1234')
    const row = await first(
      asRole(url.href, 'app_auditor'),
      `select current_user::text as user, current_setting('timezone') as zone, current_setting('statement_timeout') as limit`,
    )
    expect(row).toEqual({ user: 'app_auditor', zone: 'UTC', limit: '1234ms' })
  })

  test('outlives the loss of its connections', async () => {
    const pool = openPool(database.adminUrl, 2)
    const pid = (await pool.query('select pg_backend_pid() as pid')).rows[0].pid
    await first(database.adminUrl, `select pg_terminate_backend(${pid})`)
    const alive = (): Promise<unknown> => pool.query('select 1 as one').then(({ rows }) => rows, alive)
    expect(await alive()).toEqual([{ one: 1 }])
    await pool.end()
  })
})

describe('migrations', () => {
  test('are pending on an empty database, run once, and are then none', async () => {
    const { adminUrl, drop } = await freshDatabase()
    const url = new URL(adminUrl)
    const name = `${url.pathname.slice(1)}_empty`
    await ensureDatabase(adminUrl, name)
    await ensureDatabase(adminUrl, name)
    url.pathname = `/${name}`
    expect(await pendingMigrations(url.href)).toEqual(Object.keys(migrations))
    const [one, two] = await Promise.all([migrate(url.href), migrate(url.href)])
    expect([...one, ...two]).toEqual(Object.keys(migrations))
    expect(await pendingMigrations(url.href)).toEqual([])
    await first(adminUrl, `drop database ${name}`)
    await drop()
  })
})

describe('without DATABASE_URL', () => {
  let directory: string
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'anjuan-db-'))
    await chmod(directory, 0o755)
  })
  afterAll(() => rm(directory, { recursive: true }))

  test('the embedded server is started, migrated, and entered by a login that is nothing without a role', async () => {
    const config = readConfig('real', { ANJUAN_DATA_DIR: directory })
    const databases = await openDatabases(config, () => undefined)
    const who = `select current_user::text as user, session_user::text as login,
      (select rolsuper from pg_roles where rolname = session_user) as is_superuser`
    expect(await first(databases.connectionFor('app_api'), who)).toEqual({
      user: 'app_api',
      login: 'anjuan',
      is_superuser: false,
    })
    await expect(first(databases.connectionFor('log_owner'), who)).rejects.toThrow(/permission denied to set role/)
    expect(await pendingMigrations(databases.adminUrl ?? '')).toEqual([])
    await databases.stop()
    await expect(first(databases.connectionFor('app_api'), who)).rejects.toThrow(/ECONNREFUSED/)
  })
})

test('with DATABASE_URL nothing is started, and the running program need not know the owner of the database', async () => {
  const database = await freshDatabase()
  const url = new URL(database.urlAs('app_api'))
  url.searchParams.delete('options')
  const config = readConfig('real', { DATABASE_URL: url.href, ANJUAN_KEYS: '/keys' })
  const databases = await openDatabases(config, () => undefined)
  expect(databases.adminUrl).toBeUndefined()
  expect(await first(databases.connectionFor('app_projector'), 'select current_user::text as user')).toEqual({
    user: 'app_projector',
  })
  await databases.stop()
  await database.drop()
})
