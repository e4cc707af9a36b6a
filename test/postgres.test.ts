import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from './postgres.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const ask = async (url: string, text: string): Promise<Record<string, unknown>> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows[0]
  } finally {
    await client.end()
  }
}

test('a test file gets a durable, migrated database in UTF-8 and UTC', async () => {
  const settings = await ask(
    database.adminUrl,
    `select current_database() as name, current_setting('server_encoding') as encoding, current_setting('timezone') as zone,
       current_setting('fsync') as fsync, current_setting('data_checksums') as checksums,
       to_regclass('vault.person_key')::text as migrated`,
  )
  expect(settings).toEqual({
    name: database.name,
    encoding: 'UTF8',
    zone: 'UTC',
    fsync: 'on',
    checksums: 'on',
    migrated: 'vault.person_key',
  })
})

test('the login of the program is bound to one role and is nothing by itself', async () => {
  const role = await ask(database.urlAs('app_api'), `select current_user::text as user, session_user::text as login`)
  expect(role).toEqual({ user: 'app_api', login: 'anjuan' })
  await expect(ask(database.urlAs('none'), 'select from vault.person_key')).rejects.toThrow(/permission denied/)
  await expect(ask(database.urlAs('app_projector'), 'select from vault.person_key')).rejects.toThrow(
    /permission denied/,
  )
})
