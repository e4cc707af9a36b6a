import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { createLogin, createRoles } from '../../../migrations/roles.ts'
import { logDatabase } from './database.ts'

const database = logDatabase()

const kyselyOn = (connectionString: string): Kysely<unknown> =>
  new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString, max: 4 }) }) })

test('creating the roles again, from several sides and databases at once, changes nothing', async () => {
  const elsewhere = new URL(database.fresh().adminUrl)
  elsewhere.pathname = '/postgres'
  const here = kyselyOn(database.fresh().adminUrl)
  const there = kyselyOn(elsewhere.href)
  await Promise.all([createRoles(here), createRoles(there), createRoles(here), createRoles(there)])
  await Promise.all([here.destroy(), there.destroy()])
})

test('a login may take on the roles of the program and nothing else, and is nothing by itself', async () => {
  const admin = kyselyOn(database.fresh().adminUrl)
  const name = `login_${database.fresh().name}`
  await createLogin(admin, name, `it's a "secret"`)
  await createLogin(admin, name, `it's another`)
  await admin.destroy()
  const url = new URL(database.fresh().adminUrl)
  url.username = name
  url.password = encodeURIComponent(`it's another`)
  const client = await database.connect(url.href)
  await expect(client.query('select from log.event')).rejects.toThrow('permission denied')
  for (const role of ['app_api', 'app_projector', 'app_sealer', 'app_import', 'app_auditor']) {
    await client.query(`set role ${role}`)
    await client.query('reset role')
  }
  for (const role of ['log_owner', 'log_writer', 'postgres'])
    await expect(client.query(`set role ${role}`)).rejects.toThrow('permission denied')
  await client.end()
  const cleaner = await database.admin()
  await cleaner.query(`drop role ${name}`)
})
