import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FaultyLine, startFaultyLine } from '../contract/faulty-line.ts'
import { type County, idNumberOf, openCounty, VILLAGE } from './county.ts'
import { freshKey } from './little-shell.ts'

let county: County
let line: FaultyLine
beforeAll(async () => {
  county = await openCounty({
    via: async (login) => {
      line = await startFaultyLine(login.hostname, Number(login.port))
      login.port = String(line.port)
    },
  })
})
// That it closes at all is part of it: every connection was lost on the way.
afterAll(async () => {
  line?.restore()
  await county?.close()
  await line?.close()
})

const somebody = (order: number) => ({
  name: '赵示例',
  idNumber: idNumberOf('1970-02-03', order),
  sex: order % 2 === 1 ? 'MALE' : 'FEMALE',
  birthDate: '1970-02-03',
  address: null,
  area: VILLAGE,
})
const register = (order: number, key: string) =>
  county.post('clerk', '/v1/persons', somebody(order), { 'idempotency-key': key })
const events = async () => county.deps.log.positionOf(await county.deps.log.head())

test('while the database is away every answer is a problem that says when to come back, and nothing is lost or doubled', async () => {
  const keys = Array.from({ length: 6 }, freshKey)
  await register(1, freshKey())
  const before = await events()
  line.fail()
  for (const answer of [
    ...(await Promise.all(keys.map((key, order) => register(order + 3, key)))),
    await county.get('clerk', '/v1/cases'),
  ]) {
    expect(answer.statusCode).toBe(503)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.headers['retry-after']).toMatch(/^\d+$/)
    expect(['database-unavailable', 'log-unavailable', 'outcome-unknown']).toContain(answer.json().code)
  }
  line.restore()
  const one = await register(3, keys[0] ?? '')
  const perPerson = (await events()) - before
  expect(one.statusCode).toBe(201)
  for (const [order, key] of keys.entries()) expect((await register(order + 3, key)).statusCode).toBe(201)
  expect(await events()).toBe(before + perPerson * BigInt(keys.length))
  expect((await register(3, keys[0] ?? '')).headers['idempotency-replayed']).toBe('true')
})

test('an answer that is lost on the way back is found by the same request sent again', async () => {
  const key = freshKey()
  await register(20, freshKey())
  const before = await events()
  line.loseAnswerTo('PersonRegistered')
  const first = await register(21, key)
  expect([201, 503]).toContain(first.statusCode)
  expect((await register(21, key)).statusCode).toBe(201)
  await register(21, key)
  await register(22, freshKey())
  const each = ((await events()) - before) / 2n
  expect(await events()).toBe(before + each * 2n)
})

test('a body above the limit is refused as such, and nothing of it is read further', async () => {
  const answer = await county.post('clerk', '/v1/persons', { ...somebody(30), name: '赵'.repeat(700_000) })
  expect(answer.json()).toMatchObject({ status: 413, code: 'body-too-large' })
})
