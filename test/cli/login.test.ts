import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../postgres.ts'
import { runFile } from './terminal.ts'

const outsider = `outsider_${randomUUID().slice(0, 8)}`
let fresh: FreshDatabase
let admin: pg.Client
let url: URL
beforeAll(async () => {
  fresh = await freshDatabase()
  admin = new pg.Client({ connectionString: fresh.adminUrl })
  await admin.connect()
  await admin.query(`create role ${outsider} login password 'x'`)
  url = new URL(fresh.adminUrl)
  url.username = outsider
  url.password = 'x'
})
afterAll(async () => {
  await admin?.query(`drop role ${outsider}`)
  await admin?.end()
  await fresh?.drop()
})

const told = async (change: (url: URL) => void, command = 'recompute', setting = 'DATABASE_URL'): Promise<string> => {
  const changed = new URL(url)
  change(changed)
  const args = command === 'recompute' ? ['recompute', '--month', '2023-05'] : [command]
  const ran = await runFile('src/cli/anjuan.ts', args, { ANJUAN_KEYS: '/nowhere/keys', [setting]: changed.href })
  expect(ran.code).toBe(1)
  return ran.err
}

test('a login that cannot work is told why, in one sentence that holds no password', async () => {
  const same = (): void => undefined
  const sentences = [
    [
      told(same),
      `DATABASE_URL: the login ${outsider} may not take on the role app_api. As an administrator: grant app_api`,
    ],
    [told((there) => Object.assign(there, { password: 'secret' })), `does not let ${outsider} in`],
    [told((there) => Object.assign(there, { pathname: '/nowhere' })), 'DATABASE_URL: there is no database nowhere at'],
    [told((there) => Object.assign(there, { port: '1' })), 'DATABASE_URL: no server takes a connection at'],
    [told(same, 'migrate', 'DATABASE_ADMIN_URL'), 'must name a login that owns the database and may create roles.'],
  ] as const
  for (const [telling, sentence] of sentences) {
    const text = await telling
    expect(text).toContain(sentence)
    expect(text.trim().split('\n')).toHaveLength(1)
    expect(text).not.toContain('secret')
  }
})

test('whoever names only the owner of a database is not given another one without a word', async () => {
  const environment = { DATABASE_ADMIN_URL: fresh.adminUrl, ANJUAN_DATA_DIR: '/nowhere' }
  const listed = await runFile('src/cli/anjuan.ts', ['partitions'], environment)
  expect(listed).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^event_p0000 .* head\n/) })
  const refused = await runFile('src/cli/anjuan.ts', ['doctor'], environment)
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err.trim()).toBe('DATABASE_URL: must name the database too when DATABASE_ADMIN_URL is set')
})

test('whoever may not migrate is told in one sentence', async () => {
  const { code, err } = await runFile('src/cli/anjuan.ts', ['migrate'], { DATABASE_URL: fresh.urlAs('app_api') })
  expect({ code, err: err.trim() }).toEqual({
    code: 1,
    err: 'DATABASE_ADMIN_URL: must name the owner of the database',
  })
})
