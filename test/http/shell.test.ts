import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { Refused } from '../../src/domain/shared/refusal.ts'
import { MomentNotReached } from '../../src/log/as-of.ts'
import {
  CommitTooLarge,
  InvalidEvent,
  LogHalted,
  LogUnavailable,
  OutcomeUnknown,
  PartitionAway,
  PartlyRepeated,
  Stale,
  UnknownEvent,
  WrongExpectedVersion,
} from '../../src/log/errors.ts'
import type { Handled } from '../../src/log/handle.ts'
import { noStream } from '../../src/log/port.ts'
import { PersonErased } from '../../src/vault/errors.ts'
import { type FreshDatabase, freshDatabase } from '../postgres.ts'
import { handled, littleShell, PayThing } from './little-shell.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

let next: (seen: number | undefined) => Promise<Handled>
let little: Awaited<ReturnType<typeof littleShell>>
const url = `/v1/things/${randomUUID()}/pay-thing`

beforeEach(async () => {
  next = async () => handled(4)
  little = await littleShell(database.urlAs('app_api'), (call) => next(call.seen))
})
afterEach(() => {
  vi.useRealTimers()
  return little.close()
})

const codesOf = (issues: { pointer: string; code: string }[]) => issues.map(({ pointer, code }) => `${pointer} ${code}`)

describe('a command', () => {
  test('answers with id, revision and position, and with the revision as ETag', async () => {
    const answer = await little.post(url, { fen: 1 })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ id: url.split('/')[3], revision: 4, position: '40' })
    expect(answer.headers.etag).toBe('"4"')
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('that brings something into being answers 201 with its address', async () => {
    const answer = await little.post('/v1/things', { fen: 1 })
    expect(answer.statusCode).toBe(201)
    expect(answer.headers['location']).toBe(`/v1/things/${answer.json().id}`)
  })

  test('that changed nothing says so', async () => {
    next = async () => ({ ...handled(4), events: [] })
    expect((await little.post(url, { fen: 1 })).json()).toMatchObject({ revision: 4, unchanged: true })
  })
})

describe('a body', () => {
  test.each<[string, unknown, string[]]>([
    ['text for a number', { fen: '1' }, ['/fen field-wrong-type']],
    ['nothing for a required field', {}, ['/fen field-missing']],
    ['an unknown field', { fen: 1, extra: 1, 'a/b': 2 }, ['/extra field-unknown', '/a~1b field-unknown']],
    ['a negative number', { fen: -1 }, ['/fen field-too-small']],
    ['a day that is none', { fen: 1, on: '2026-02-30' }, ['/on field-not-a-day']],
    ['month 13', { fen: 1, on: '2026-13-01' }, ['/on field-not-a-day']],
    ['full-width digits', { fen: 1, on: '２０２６-０１-０１' }, ['/on field-not-a-day']],
    ['a word outside the list', { fen: 1, kind: 'C' }, ['/kind field-not-one-of']],
    ['a list for an object', [], [' field-wrong-type']],
    ['null for a list item', { fen: 1, items: ['a', null] }, ['/items/1 field-wrong-type']],
  ])('with %s is refused with a pointer', async (_, body, expected) => {
    const answer = await little.post(url, body)
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(answer.json()).toMatchObject({ code: 'input-invalid', facts: { part: 'body' } })
    expect(codesOf(answer.json().issues)).toEqual(expected)
  })

  test.each<[string, string | Buffer, string]>([
    ['a number that JSON.parse would round', '{"fen":9007199254740993}', 'json-number'],
    ['doubled keys', '{"fen":1,"fen":2}', 'json-duplicate-key'],
    ['NUL', '{"fen":1,"items":["\\u0000"]}', 'json-nul'],
    ['a lone surrogate', '{"fen":1,"items":["\\ud800"]}', 'json-lone-surrogate'],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'body-not-utf8'],
    ['a byte order mark', Buffer.from('\ufeff{"fen":1}'), 'body-has-bom'],
    ['20,000 levels', '['.repeat(20_000), 'json-too-deep'],
    ['__proto__', '{"fen":1,"__proto__":{"x":1}}', 'json-forbidden-key'],
    ['constructor', '{"fen":1,"constructor":{"prototype":1}}', 'json-forbidden-key'],
    ['broken syntax', '{"fen":', 'json-syntax'],
    ['nothing in it', '', 'body-missing'],
  ])('with %s is refused', async (_, body, code) => {
    const answer = await little.post(url, body)
    expect(answer.json()).toMatchObject({ status: 400, code, type: `urn:anjuan:problem:${code}` })
  })

  test('that is not sent at all is missing', async () => {
    const answer = await little.ask({
      method: 'POST',
      url,
      headers: { authorization: `Bearer ${little.token}`, 'idempotency-key': 'key-of-nothing' },
    })
    expect(answer.json()).toMatchObject({ status: 400, code: 'body-missing' })
  })

  test.each([
    'text/plain',
    'application/json\ta',
    'application/x-www-form-urlencoded',
    'application/json; charset=gbk',
    '',
  ])('of the media type %j is not read', async (type) => {
    const answer = await little.post(url, '{"fen":1}', { headers: { 'content-type': type } })
    expect(answer.json()).toMatchObject({ status: 415, code: 'media-type-unsupported' })
  })

  test('in UTF-8 by name is read', async () => {
    const headers = { 'content-type': 'Application/JSON; charset="UTF-8"' }
    expect((await little.post(url, '{"fen":1}', { headers })).statusCode).toBe(200)
  })

  test('may hold 64 KiB and no more', async () => {
    const of = (size: number) => `{"fen":1,"items":["${'x'.repeat(size - 23)}"]}`
    expect((await little.post(url, of(64 * 1024 - 10))).statusCode).toBe(200)
    expect((await little.post(url, of(64 * 1024 + 10))).json()).toMatchObject({
      status: 413,
      code: 'body-too-large',
      facts: { mostBytes: 64 * 1024 },
    })
  })

  test('is echoed in 100 characters at most', async () => {
    const answer = await little.post(url, { fen: 1, ['k'.repeat(9_000)]: 1 })
    expect(answer.payload.length).toBeLessThan(1_000)
  })
})

describe('an id', () => {
  test.each(['1', 'not-a-uuid', '%00', "' or 1=1"])('that is malformed (%s) is simply not found', async (id) => {
    const answer = await little.post(`/v1/things/${encodeURIComponent(id)}/pay-thing`, { fen: 1 })
    expect(answer.json()).toMatchObject({ status: 404, code: 'not-found' })
  })

  test('longer than any is not found', async () => {
    const answer = await little.post(`/v1/things/${'a'.repeat(500)}/pay-thing`, { fen: 1 })
    expect(answer.json()).toMatchObject({ status: 404, code: 'not-found' })
  })

  test('that cannot be decoded is a bad address', async () => {
    expect((await little.post('/v1/things/%zz/pay-thing', { fen: 1 })).json()).toMatchObject({
      status: 400,
      code: 'bad-url',
    })
  })
})

describe('If-Match', () => {
  test('hands the revision on', async () => {
    let seen: number | undefined
    next = async (revision) => {
      seen = revision
      return handled()
    }
    await little.post(url, { fen: 1 }, { headers: { 'if-match': '"12"' } })
    expect(seen).toBe(12)
  })

  test.each(['12', 'W/"12"', '*', '"12", "13"', '"01"', '"-1"', '""'])('that reads %s is malformed', async (header) => {
    const answer = await little.post(url, { fen: 1 }, { headers: { 'if-match': header } })
    expect(answer.json()).toMatchObject({ status: 400, code: 'if-match-malformed' })
  })
})

describe('Idempotency-Key', () => {
  test.each([
    [undefined, 'idempotency-key-missing'],
    ['short', 'idempotency-key-malformed'],
    ['with blanks in it', 'idempotency-key-malformed'],
    ['k'.repeat(129), 'idempotency-key-malformed'],
  ])('%s is refused', async (key, code) => {
    const answer = await little.post(url, { fen: 1 }, { headers: { 'idempotency-key': key } })
    expect(answer.json()).toMatchObject({ status: 400, code })
  })
})

const fromTheFuture = { type: 'IncomeDeclared', schemaVersion: 4, stream: 'idno-1-secret', version: 1, position: 93n }

/** An error as the network, or the database's driver, makes it. */
const coded = (message: string, code: string): Error => Object.assign(new Error(message), { code })

describe('an error', () => {
  test.each<[string, Error, number, string]>([
    ['a refusal by a rule', new Refused('day-not-later', { day: '2024-01-02' }), 422, 'day-not-later'],
    ['a lack of authority', new Refused('not-a-demonstration'), 403, 'not-a-demonstration'],
    ['a stale revision', new Stale('thing', 3, 4), 412, 'stale-revision'],
    ['a lost race', new WrongExpectedVersion('thing', 3, noStream), 409, 'lost-race'],
    ['a command half recorded', new PartlyRepeated('x'), 422, 'command-id-taken'],
    ['an unknown outcome', new OutcomeUnknown('x'), 503, 'outcome-unknown'],
    ['a log out of reach', new LogUnavailable('x'), 503, 'log-unavailable'],
    ['a log that was halted', new LogHalted('x'), 503, 'log-unavailable'],
    ['history that was moved away', new PartitionAway({ partition: 'p', first: 1n, end: 9n }), 503, 'log-unavailable'],
    ['an event of a newer program', new UnknownEvent(fromTheFuture, 3), 503, 'event-not-known'],
    ['a database that is not there', coded('connect', 'ECONNREFUSED'), 503, 'database-unavailable'],
    ['a database that is just leaving', coded('terminating connection', '57P01'), 503, 'database-unavailable'],
    ['a connection that broke', new Error('Connection terminated unexpectedly'), 503, 'database-unavailable'],
    ['a commit too large', new CommitTooLarge('x'), 413, 'commit-too-large'],
    [
      'something new about somebody erased',
      new PersonErased('6f1a8e52-3c0b-4d7e-9a41-0b7d5c2e1f01'),
      409,
      'person-erased',
    ],
    ['a moment that has not come', new MomentNotReached({ head: '12' }), 400, 'as-of-not-reached'],
    ['bytes the log must not hold', new InvalidEvent('x'), 400, 'text-not-recordable'],
    ['a fault', new Error('select secret from table'), 500, 'internal'],
    ['a code no table knows', new Refused('no-such-code'), 500, 'internal'],
  ])('that is %s becomes a problem in both languages', async (_, error, status, code) => {
    next = () => Promise.reject(error)
    const answer = await little.post(url, { fen: 1 })
    const problem = answer.json()
    expect(answer.statusCode).toBe(status)
    expect(problem).toMatchObject({ status, code, instance: `urn:uuid:${answer.headers['x-request-id']}` })
    expect(problem.title).toMatch(/[a-z]/)
    expect(problem.titleZh).toMatch(/[\u4e00-\u9fff]/)
    expect(answer.payload).not.toMatch(/secret|at .*\.ts|node_modules/)
    if (status === 503) expect(answer.headers['retry-after']).toMatch(/^\d+$/)
  })

  test('that is stale says what stands there now', async () => {
    next = () => Promise.reject(new Stale('thing', 3, 4))
    expect((await little.post(url, { fen: 1 })).json().facts).toEqual({ seen: 3, actual: 4 })
  })

  test('that is an event of a newer program says which, and what this one knows', async () => {
    const known = { type: 'IncomeDeclared', schemaVersion: 4, position: '93', newestKnown: 3 }
    next = () => Promise.reject(new UnknownEvent(fromTheFuture, 3))
    expect((await little.post(url, { fen: 1 })).json().facts).toEqual(known)
    next = () => Promise.reject(new UnknownEvent(fromTheFuture, undefined))
    expect((await little.post(url, { fen: 1 })).json().facts).toEqual({ ...known, newestKnown: null })
  })
})

describe('an address', () => {
  test('that nothing answers at is 404', async () => {
    expect((await little.post('/v1/nothing', {})).json()).toMatchObject({ status: 404, code: 'no-such-route' })
  })

  test('asked by the wrong method says which it takes', async () => {
    const answer = await little.ask({ method: 'DELETE', url })
    expect(answer.json()).toMatchObject({ status: 405, code: 'method-not-allowed' })
    expect(answer.headers['allow']).toBe('POST')
  })
})

describe('limits', () => {
  test('count by person, then by address, and a refused request says when to come back', async () => {
    const limited = await littleShell(database.urlAs('app_api'), () => next(undefined), { requestsPerMinute: 2 })
    // All within one minute, however slow the machine.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
    const statuses: number[] = []
    for (let i = 0; i < 3; i += 1) statuses.push((await limited.post(url, { fen: 1 })).statusCode)
    const forged = await limited.post(url, { fen: 1 }, { headers: { 'x-forwarded-for': '9.9.9.9' } })
    const stranger = await limited.post(url, { fen: 1 }, { headers: { authorization: undefined } })
    await limited.close()
    expect(statuses).toEqual([200, 200, 429])
    expect(forged.json()).toMatchObject({ status: 429, code: 'too-many-requests' })
    expect(forged.headers['retry-after']).toMatch(/^\d+$/)
    expect(stranger.statusCode).toBe(401)
  })

  test('hold for headers and half requests on a real socket', async () => {
    await little.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = little.app.server.address() as AddressInfo
    expect(little.app.server.requestTimeout).toBe(10_000)
    expect(little.app.server.timeout).toBe(15_000)
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(`GET / HTTP/1.1\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`),
      )
      let text = ''
      // What was answered counts, however the connection ends.
      socket.on('error', () => undefined)
      socket.on('data', (chunk) => {
        text += chunk
      })
      socket.on('close', () => resolve(text))
    })
    expect(answer).toMatch(/^HTTP\/1\.1 431 .*"code":"headers-too-large"/s)
  })
})

test('closing answers what is under way, and takes no more', async () => {
  const entered = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  next = async () => {
    entered.resolve()
    await gate.promise
    return handled(6)
  }
  const base = await little.app.listen({ port: 0, host: '127.0.0.1' })
  const headers = {
    authorization: `Bearer ${little.token}`,
    'content-type': 'application/json',
    'idempotency-key': 'under-way-at-the-end',
  }
  const send = () => fetch(base + url, { method: 'POST', headers, body: '{"fen":1}' })
  const isIn = (sent: Promise<unknown>) => Promise.race([entered.promise.then(() => true), sent.then(() => false)])
  let answer = send()
  // A busy machine may turn it away at the door.
  while (!(await isIn(answer))) answer = send()
  const closed = little.app.close()
  const late = await fetch(`${base}/healthz`).then(
    ({ status }) => status,
    () => 'refused',
  )
  gate.resolve()
  expect([503, 'refused']).toContain(late)
  expect(await (await answer).json()).toMatchObject({ revision: 6 })
  await closed
})

describe('probes and metrics', () => {
  test('need no token and tell how things are', async () => {
    expect((await little.ask('/healthz')).json()).toEqual({ status: 'ok' })
    expect((await little.ask('/readyz')).json()).toEqual({ status: 'ready', checks: [] })
    await little.post(url, { fen: 1 })
    const metrics = await little.ask('/metrics')
    expect(metrics.payload).toContain('anjuan_commands_total{command="PayThing",outcome="recorded"} 1')
    expect(metrics.payload).toContain('anjuan_view_behind_positions{view="thing"} 3')
    expect(metrics.payload).toMatch(
      /anjuan_http_request_seconds_count\{method="POST",route="\/v1\/things\/:id\/pay-thing",status="200"\} 1/,
    )
  })

  test('are not ready while one check fails', async () => {
    const checks = [{ name: 'roster', ok: false, detail: 'stopped' }]
    const failing = await littleShell(database.urlAs('app_api'), () => next(undefined), { checks })
    const answer = await failing.ask('/readyz')
    await failing.close()
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toEqual({ status: 'not ready', checks })
  })
})

describe('the documents', () => {
  test('are OpenAPI 3.1 from the very schemas that check, with an example that passes', async () => {
    const document = (await little.ask('/openapi.json')).json()
    expect(document.openapi).toBe('3.1.0')
    const { post } = document.paths['/v1/things/{id}/pay-thing']
    expect(post).toMatchObject({ operationId: 'payThing', summary: 'Pay a thing.', description: '支付' })
    const { schemas, parameters } = document.components
    const { $ref } = post.requestBody.content['application/json'].schema
    expect($ref).toBe('#/components/schemas/PayThing')
    expect(schemas.PayThing.additionalProperties).toBe(false)
    expect(PayThing.data.safeParse(schemas.PayThing.examples[0]).success).toBe(true)
    const named = post.parameters.map(
      (one: { name?: string; $ref?: string }) => one.$ref?.split('/').at(-1) ?? one.name,
    )
    expect(named.map((name: string) => parameters[name]?.name ?? name)).toEqual(['id', 'idempotency-key', 'if-match'])
    expect(document.components.schemas).toHaveProperty('Problem')
  })

  test('can be browsed without any other host', async () => {
    const page = await little.ask('/docs/')
    expect(page.statusCode).toBe(200)
    expect(page.payload).not.toMatch(/https?:\/\//)
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self'/)
    expect((await little.ask('/healthz')).headers['content-security-policy']).toMatch(/default-src 'none'/)
  })
})

test('no log line holds a body, a query string, a token or a path', async () => {
  const secret = '990101199001011234'
  await little.post(`${url}?idNumber=${secret}`, { fen: 1, items: [secret] })
  await little.post(`/v1/persons/${secret}`, { fen: secret })
  next = () => Promise.reject(new Error('fault'))
  await little.post(url, { fen: 1, items: [secret] })
  const log = little.lines.join('')
  expect(log).toContain('/v1/things/:id/pay-thing')
  expect(log).not.toContain(secret)
  expect(log).not.toContain(little.token)
})
