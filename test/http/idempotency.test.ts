import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Refused } from '../../src/domain/shared/refusal.ts'
import { commandIdOf } from '../../src/http/idempotency.ts'
import { openIdempotencyStore } from '../../src/http/idempotency-store.ts'
import { LogUnavailable, OutcomeUnknown, Stale, WrongExpectedVersion } from '../../src/log/errors.ts'
import type { Handled } from '../../src/log/handle.ts'
import { noStream } from '../../src/log/port.ts'
import { type FreshDatabase, freshDatabase } from '../postgres.ts'
import { freshKey, handled, littleShell, poster, worker } from './little-shell.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

let runs: { commandId: string; data: unknown }[] = []
let next: () => Promise<Handled> = async () => handled()
let little: Awaited<ReturnType<typeof littleShell>>
const url = `/v1/things/${randomUUID()}/pay-thing`

beforeEach(async () => {
  runs = []
  next = async () => handled(runs.length)
  little = await littleShell(database.urlAs('app_api'), async (call, command) => {
    runs.push({ commandId: call.commandId, data: command.data })
    return next()
  })
})
afterEach(() => little.close())

const post = (body: unknown, key: string, at = url) => little.post(at, body, { headers: { 'idempotency-key': key } })

describe('what is remembered', () => {
  test('is dropped after 90 days, and not before', async () => {
    const [old, kept] = [freshKey(), freshKey()]
    await post({ fen: 1 }, old)
    await post({ fen: 1 }, kept)
    const admin = new pg.Client({ connectionString: database.adminUrl })
    await admin.connect()
    const age = (key: string, days: number) =>
      admin.query(`update http.idempotency set started_at = now() - make_interval(days => $2) where key = $1`, [
        key,
        days,
      ])
    await age(old, 91)
    await age(kept, 89)
    await admin.query(`insert into http.idempotency (actor, route, key, body_hash, command_id, started_at)
      select 'somebody', 'POST /', n::text, '', gen_random_uuid(), now() - interval '1 year' from generate_series(1, 12000) n`)
    await admin.end()
    const pool = new pg.Pool({ connectionString: database.urlAs('app_api') })
    const store = openIdempotencyStore(pool)
    expect(await store.prune()).toBe(12_001)
    expect(await store.prune()).toBe(0)
    store.close()
    await pool.end()
    expect((await post({ fen: 1 }, kept)).headers['idempotency-replayed']).toBe('true')
    expect((await post({ fen: 1 }, old)).headers['idempotency-replayed']).toBeUndefined()
  })
})

describe('the same key', () => {
  test('and body again gives the first answer, byte for byte, and runs nothing', async () => {
    const key = freshKey()
    const first = await post({ fen: 1 }, key)
    const again = await post({ fen: 1 }, key)
    expect(first.statusCode).toBe(200)
    expect(first.headers['idempotency-replayed']).toBeUndefined()
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(again.rawPayload.equals(first.rawPayload)).toBe(true)
    expect(again.headers.etag).toBe(first.headers.etag)
    expect(again.headers['content-type']).toBe(first.headers['content-type'])
    expect(runs).toHaveLength(1)
  })

  test('and another body is refused', async () => {
    const key = freshKey()
    await post({ fen: 1 }, key)
    const other = await post({ fen: 2 }, key)
    expect(other.json()).toMatchObject({ code: 'idempotency-key-reused', status: 422 })
    expect(runs).toHaveLength(1)
  })

  test('of another actor or on another route is another key', async () => {
    const key = freshKey()
    await post({ fen: 1 }, key)
    await post({ fen: 2 }, key, `/v1/things/${randomUUID()}/pay-thing`)
    const other = poster(little.app, await little.tokenOf({ ...worker, sub: 'worker-2' }))
    await other(url, { fen: 3 }, { headers: { 'idempotency-key': key } })
    expect(new Set(runs.map(({ commandId }) => commandId)).size).toBe(3)
  })

  test('sent twenty times at once runs once, and every answer is the first or "still running"', async () => {
    const key = freshKey()
    const gate = Promise.withResolvers<void>()
    next = async () => {
      await gate.promise
      return handled(7)
    }
    const all = Array.from({ length: 20 }, () => post({ fen: 1 }, key))
    const others = await Promise.race(all)
    expect(others.json()).toMatchObject({ code: 'still-running', status: 409 })
    expect(others.headers['retry-after']).toBe('1')
    gate.resolve()
    const answers = await Promise.all(all)
    const given = answers.filter(({ statusCode }) => statusCode !== 409).map(({ payload }) => payload)
    expect(new Set(given)).toEqual(new Set([JSON.stringify({ id: url.split('/')[3], revision: 7, position: '70' })]))
    expect(runs).toHaveLength(1)
    expect((await post({ fen: 1 }, key)).headers['idempotency-replayed']).toBe('true')
  })

  test('still running in another process is refused, with the other body first', async () => {
    const key = freshKey()
    const pool = new pg.Pool({ connectionString: database.urlAs('app_api') })
    const elsewhere = openIdempotencyStore(pool)
    const first = await post({ fen: 1 }, freshKey())
    expect(first.statusCode).toBe(200)
    const route = `POST ${url}`
    const bodyHash = '5c1ad6d3b54cb24e26bc4be8f3a3e1d4d0f1f3ad0f2f9c8a7a1e5b2d7f3c9e10'
    const attempt = { actor: worker.sub, route, key, bodyHash, commandId: commandIdOf(worker.sub, route, key) }
    expect(await elsewhere.begin(attempt)).toEqual({ is: 'run' })
    expect((await post({ fen: 1 }, key)).json()).toMatchObject({ code: 'idempotency-key-reused' })
    await little.pool.query('update http.idempotency set body_hash = $1 where key = $2', [
      await hashOf('{"fen":1}'),
      key,
    ])
    expect((await post({ fen: 1 }, key)).json()).toMatchObject({ code: 'still-running' })

    elsewhere.close()
    await pool.end()
    // The server notices in its own time that the other process is gone.
    let taken = await post({ fen: 1 }, key)
    while (taken.json().code === 'still-running') taken = await post({ fen: 1 }, key)
    expect(taken.statusCode).toBe(200)
    expect(taken.headers['idempotency-replayed']).toBeUndefined()
  })

  test('runs again under the same command id when its outcome was not known', async () => {
    const key = freshKey()
    next = () => Promise.reject(new OutcomeUnknown('no answer'))
    const unknown = await post({ fen: 1 }, key)
    expect(unknown.json()).toMatchObject({ code: 'outcome-unknown', status: 503 })
    expect(unknown.headers['retry-after']).toBe('1')
    expect((await post({ fen: 2 }, key)).json()).toMatchObject({ code: 'idempotency-key-reused' })
    next = async () => handled(5)
    expect((await post({ fen: 1 }, key)).json()).toMatchObject({ revision: 5 })
    expect(runs).toHaveLength(2)
    expect(runs[0]?.commandId).toBe(runs[1]?.commandId)
  })
})

describe('a refusal', () => {
  test('by a rule is kept and replayed', async () => {
    const key = freshKey()
    next = () => Promise.reject(new Refused('day-not-later', { day: '2024-01-02' }))
    const first = await post({ fen: 1 }, key)
    next = async () => handled()
    const again = await post({ fen: 1 }, key)
    expect(first.statusCode).toBe(422)
    expect(again.rawPayload.equals(first.rawPayload)).toBe(true)
    expect(again.headers['content-type']).toBe(first.headers['content-type'])
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(runs).toHaveLength(1)
  })

  test.each([
    ['a lost race', () => new WrongExpectedVersion('thing', 1, noStream)],
    ['a stale revision', () => new Stale('thing', 1, 2)],
    ['a lack of authority', () => new Refused('not-a-demonstration')],
    ['a log that cannot be written', () => new LogUnavailable('down')],
    ['a fault', () => new Error('oops')],
  ])('by %s is not kept: the same request may succeed later', async (_, error) => {
    const key = freshKey()
    next = () => Promise.reject(error())
    expect((await post({ fen: 1 }, key)).statusCode).not.toBe(200)
    next = async () => handled()
    expect((await post({ fen: 1 }, key)).statusCode).toBe(200)
  })

  test('of a malformed body leaves nothing behind', async () => {
    const key = freshKey()
    await post({ fen: 'x' }, key)
    const { rows } = await little.pool.query('select 1 from http.idempotency where key = $1', [key])
    expect(rows).toEqual([])
    expect((await post({ fen: 1 }, key)).statusCode).toBe(200)
  })
})

test('a runner that loses its connection takes a new one, and what it runs stays its own', async () => {
  const key = freshKey()
  const entered = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  next = async () => {
    entered.resolve()
    await gate.promise
    return handled(2)
  }
  const slow = post({ fen: 1 }, key)
  await entered.promise
  const admin = new pg.Client({ connectionString: database.adminUrl })
  await admin.connect()
  await admin.query(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and mode = 'ExclusiveLock'
    and database = (select oid from pg_database where datname = current_database())`)
  await admin.end()
  expect((await post({ fen: 1 }, key)).json()).toMatchObject({ code: 'still-running' })
  gate.resolve()
  expect((await slow).json()).toMatchObject({ revision: 2 })
  next = async () => handled(9)
  expect((await post({ fen: 1 }, freshKey())).json()).toMatchObject({ revision: 9 })
})

test('an answer that could not be kept is given all the same, and the next attempt runs again', async () => {
  const key = freshKey()
  const admin = new pg.Client({ connectionString: database.adminUrl })
  await admin.connect()
  next = async () => {
    await admin.query('alter table http.idempotency rename to away')
    return handled(3)
  }
  const first = await post({ fen: 1 }, key)
  await admin.query('alter table http.away rename to idempotency')
  await admin.end()
  expect(first.json()).toMatchObject({ revision: 3 })
  next = async () => handled(3)
  const again = await post({ fen: 1 }, key)
  expect(again.rawPayload.equals(first.rawPayload)).toBe(true)
  expect(runs).toHaveLength(2)
})

const hashOf = async (text: string): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('hex')
