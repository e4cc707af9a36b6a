import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { type Anjuan, openAnjuan, type Served, serve } from '../../src/main.ts'
import { type FreshDatabase, freshDatabase } from '../postgres.ts'
import { type EventStoreHandle, startEventStore } from '../support/eventstore/server.ts'
import { apiOf, type Desk } from './api.ts'
import { allShown } from './read-models.ts'

// The whole program while the cluster that holds its log is away.

const PASSWORD = 'Pass-Word-of-the-store'
/** What the program has said, at the finest level. */
const said: string[] = []
let store: EventStoreHandle
let directory: string
let database: FreshDatabase
let anjuan: Anjuan
let served: Served
let clerk: Desk

beforeAll(async () => {
  store = await startEventStore()
  directory = await mkdtemp(join(tmpdir(), 'anjuan-store-away-'))
  database = await freshDatabase()
  const environment = {
    DATABASE_URL: database.urlAs('app_api'),
    EVENTSTORE_URL: store.url.replace('://', `://anjuan:${PASSWORD}@`),
    ANJUAN_DATA_DIR: directory,
    LOG_LEVEL: 'trace',
    PORT: '0',
  }
  anjuan = await openAnjuan(readConfig('demonstration', environment), {
    mode: 'demonstration',
    logger: pino({ level: 'trace' }, { write: (line: string) => void said.push(line) }),
  })
  served = await serve(anjuan)
  const api = apiOf({ dataDir: directory, port: Number(new URL(served.url).port) })
  clerk = await api.deskOf({ sub: 'clerk', roles: ['caseWorker'], office: '青塘镇', area: '990101004' })
})
afterEach(() => store.faults.clear())
afterAll(async () => {
  await served?.close()
  await anjuan?.close()
  await store.stop()
  await database?.drop()
  await rm(directory, { recursive: true })
})

const person = {
  name: '示例',
  idNumber: null,
  sex: 'FEMALE',
  birthDate: '1960-03-04',
  address: null,
  area: '990101004200',
}
const registered = async (): Promise<number> => {
  const { rows } = await sql<{ persons: number }>`select count(*) as persons from person`.execute(anjuan.deps.views)
  return rows[0]?.persons ?? 0
}

test('a command is refused as a passing problem, what is known can be read, and the same key succeeds later, once', async () => {
  const before = await registered()
  store.faults.unavailable()
  const refused = await clerk.post('/v1/persons', person, { key: 'while-it-is-away' })
  expect(refused.status).toBe(503)
  expect(refused.headers.get('content-type')).toContain('application/problem+json')
  expect(refused.headers.get('retry-after')).not.toBeNull()
  expect(['log-unavailable', 'outcome-unknown']).toContain(refused.body.code)
  expect((await clerk.get('/v1/work-items?limit=5')).status).toBe(200)
  const ready = await fetch(`${served.url}/readyz`)
  expect(ready.status).toBe(503)
  expect(await ready.text()).not.toContain(PASSWORD)
  store.faults.clear()
  const done = await clerk.surely('/v1/persons', person, undefined, { key: 'while-it-is-away' })
  expect(await clerk.read(`/v1/persons/${done.id}`)).toMatchObject({ personId: done.id })
  expect(await registered()).toBe(before + 1)
  await expect.poll(async () => (await fetch(`${served.url}/readyz`)).status).toBe(200)
})

test('commands under way when it is cut off are answered or may be sent again, and none is carried out twice', async () => {
  const before = await registered()
  const sending = Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      clerk.surely('/v1/persons', person, undefined, { key: `in-the-storm-${index}` }),
    ),
  )
  await store.restart(300)
  const answers = await sending
  expect(new Set(answers.map(({ id }) => id)).size).toBe(40)
  await allShown(anjuan)
  expect(await registered()).toBe(before + 40)
})

test('the password of the store is in nothing that was said meanwhile', () => {
  expect(said.join('')).not.toBe('')
  expect(said.join('')).not.toContain(PASSWORD)
})
