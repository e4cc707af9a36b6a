import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { describeSchema } from '../../migrations/describe.ts'
import { freshDatabase } from '../postgres.ts'

test('the committed schema is what the migrations make', async () => {
  const database = await freshDatabase()
  const pool = new pg.Pool({ connectionString: database.adminUrl, max: 1 })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    await expect(await describeSchema(db)).toMatchFileSnapshot('../../migrations/schema.sql')
  } finally {
    await db.destroy()
    await database.drop()
  }
})
