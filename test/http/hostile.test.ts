import type { LightMyRequestResponse } from 'fastify'
import type { OpenAPIV3_1 } from 'openapi-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { httpRefusals } from '../../src/http/refusals.ts'
import { allRefusals } from '../../src/processes/refusals.ts'
import { type County, openCounty, type Staff } from './county.ts'
import { patiently } from './little-shell.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Operation = OpenAPIV3_1.OperationObject
type Schema = { $ref?: string; examples?: Json[] }
type Attack = { name: string; answer: LightMyRequestResponse }

let county: County
let operations: { method: string; path: string; operation: Operation }[]
let document: OpenAPIV3_1.Document

beforeAll(async () => {
  county = await openCounty()
  await county.publishStandard(70_000, '2023-01-01')
  await county.takeOver('受攻击者', 1)
  document = (await county.get('auditor', '/openapi.json')).json()
  operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item ?? {}).map(([method, operation]) => ({ method, path, operation: operation as Operation })),
  )
})
afterAll(() => county.close())

const partOf = <Part extends object>(part: Part | { $ref: string }): Part => {
  if (!('$ref' in part)) return part
  const [, , kind = '', name = ''] = part.$ref.split('/')
  return (document.components as Record<string, Record<string, Part>>)[kind]?.[name] as Part
}

/** Values that fit no parameter, or that a careless query would hand to the database. */
const strange = [
  '',
  '%00',
  'a%00b',
  '%ED%A0%80',
  '%C0%80',
  '%ZZ',
  '2023-02-30',
  '2023-13',
  '9999-12-31',
  '0000-01-01',
  '-1',
  '1001',
  '1e9',
  '99999999999999999999',
  '000000',
  "'%3B--",
  '%F0%9F%98%80',
  'x'.repeat(3_000),
]

const cursorOf = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString('base64url')

/** Cursors that no list has given out; some have the right shape. */
const cursors = [[], [1], ['x'], ['x', 'y'], [1, 2], ['\u0000', '\u0000'], ['\ud800', 'x'], [1e308, 'x'], [null], {}]
  .flatMap((key) => [cursorOf(key), cursorOf(Array.isArray(key) ? [...key, ...key] : key)])
  .concat(['====', 'e30', '%00', cursorOf(['x', 'y', 'z']), cursorOf(['9', '9', '9', '9'])])

/** Something sensible at each place of an address. */
const placeOf: Readonly<Record<string, string>> = {
  id: '00000000-0000-4000-8000-000000000000',
  area: '990101',
  month: '2023-01',
  day: '2023-01-05',
  actor: 'clerk',
  scheme: 'subsistenceAllowance',
  group: 'ORPHAN',
}
const addressOf = (path: string, change: Readonly<Record<string, string>> = {}): string =>
  path.replace(/\{(\w+)\}/g, (_all, name: string) => ({ ...placeOf, ...change })[name] ?? name)

const known = new Set([...Object.keys(httpRefusals), ...Object.keys(allRefusals)])

/** What is wrong with answers to attacks: nothing may be a fault of the service, and each refusal has a code of ours. */
const faultsOf = (attacks: readonly Attack[]): string[] =>
  attacks.flatMap(({ name, answer }) => {
    if (answer.statusCode < 400) return /%00|nonsense|limit=1001/.test(name) ? [`${name}: ${answer.statusCode}`] : []
    const isProblem = answer.headers['content-type']?.toString().startsWith('application/problem+json')
    if (answer.statusCode < 500 && isProblem && known.has(answer.json().code)) return []
    return [`${name}: ${answer.statusCode} ${answer.payload.slice(0, 200)}`]
  })

const get = async (who: Staff, url: string, headers: Record<string, string> = {}): Promise<Attack> => ({
  name: `GET ${url.slice(0, 120)} ${JSON.stringify(headers)}`,
  answer: await county.get(who, url, headers),
})

/** A value for each parameter without which a list does not answer. */
const required = (operation: Operation): string[] =>
  (operation.parameters ?? [])
    .map((one) => partOf<OpenAPIV3_1.ParameterObject>(one))
    .filter((one) => one.in === 'query' && one.required)
    .map(({ name }) => `${name}=${placeOf[name] ?? placeOf['day']}`)

/** Each operation with its turn, by which the attacks that are alike for all are shared out among them. */
const inTurn = <Value>(values: readonly Value[], turn: number, count: number): Value[] =>
  Array.from({ length: Math.min(count, values.length) }, (_, index) => values[(turn + index) % values.length] as Value)

test('no parameter of a read brings the service down', async () => {
  const attacks: Attack[] = []
  const met = new Set<string>()
  for (const [turn, { path, operation }] of operations.filter(({ method }) => method === 'get').entries()) {
    const ask = async (query: string, place = {}, headers = {}) => {
      const asked = [...required(operation), query].filter((part) => part !== '').join('&')
      attacks.push(await get('auditor', `${addressOf(path, place)}?${asked}`, headers))
    }
    await ask('')
    await ask('nonsense=1')
    await ask('limit=1&limit=2')
    await ask('', {}, { prefer: 'wait=\u00e9', accept: 'image/png' })
    for (const parameter of operation.parameters ?? []) {
      const { in: where, name } = partOf<OpenAPIV3_1.ParameterObject>(parameter)
      if (where === 'header') continue
      // A parameter of many routes is tried with everything once, and then with one value: it is one schema.
      const isNew = !met.has(JSON.stringify(parameter))
      met.add(JSON.stringify(parameter))
      const values = name === 'after' ? inTurn(cursors, turn, 6) : inTurn(strange, turn, isNew ? strange.length : 1)
      for (const value of values) await (where === 'query' ? ask(`${name}=${value}`) : ask('', { [name]: value }))
    }
  }
  expect(faultsOf(attacks)).toEqual([])
  expect(attacks.length).toBeGreaterThan(500)
}, 900_000)

/** The body with one of its leaves made strange, each in its turn. */
const spoiled = (body: Json): Json[] => {
  if (Array.isArray(body)) {
    const inside = body.flatMap((part, index) => spoiled(part).map((bad) => body.with(index, bad)))
    return [...inside, [], Array.from({ length: 600 }, () => body[0] ?? null)]
  }
  if (typeof body === 'object' && body !== null)
    return Object.entries(body).flatMap(([key, part]) => spoiled(part).map((bad) => ({ ...body, [key]: bad })))
  if (typeof body === 'number') return [-1, 0, Number.MAX_SAFE_INTEGER, '1', null]
  if (typeof body === 'boolean') return [!body, 'true']
  return ['', '\u0000', '\ud800', '\u202e', ' ', '2023-02-30', '9999-12-31', '000000', 'x'.repeat(5_000), 7, null, {}]
}

const raw = [
  '',
  ' ',
  'null',
  '[]',
  '7',
  '"text"',
  '{"a":1,"a":2}',
  '{"__proto__":{}}',
  '{"a":1.5}',
  '{"a":1e400}',
  '{"a":"\\u0000"}',
  '{"a":"\\ud800"}',
  '{',
  Buffer.from([0x7b, 0xff, 0x7d]),
  '['.repeat(100),
  `{"a":"${'x'.repeat(70_000)}"}`,
]

test('no body of a command brings the service down', async () => {
  const attacks: Attack[] = []
  let key = 0
  const post = async (who: Staff, url: string, payload: string | Buffer, type = 'application/json') => {
    key += 1
    const headers = {
      authorization: `Bearer ${county.tokenOf(who)}`,
      'idempotency-key': `hostile-${key}`,
      ...(type === '' ? {} : { 'content-type': type }),
    }
    const answer = await patiently(() => county.app.inject({ method: 'POST', url, headers, payload }))
    attacks.push({ name: `POST ${url} ${type} ${payload.toString().slice(0, 300)}`, answer })
  }
  for (const [turn, { path, operation }] of operations.filter(({ method }) => method === 'post').entries()) {
    const url = addressOf(path)
    await post('confirmer', `${url}?nonsense=1`, '{}')
    for (const payload of inTurn(raw, turn, 2)) await post('confirmer', url, payload)
    await post('confirmer', url, '{}', ['text/plain', 'text/csv', '', 'application/json; charset=gbk'][turn % 4])
    const content = (operation.requestBody as OpenAPIV3_1.RequestBodyObject | undefined)?.content['application/json']
    const [example] = partOf<Schema>((content?.schema ?? {}) as Schema).examples ?? []
    if (example === undefined) continue
    const bodies = spoiled(example)
    for (const body of [example, ...inTurn(bodies, turn * 7, 3)]) await post('clerk', url, JSON.stringify(body))
  }
  expect(faultsOf(attacks)).toEqual([])
  expect(attacks.length).toBeGreaterThan(500)
}, 900_000)
