import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { areaFor, needRole, visibleTo } from '../../src/http/auth.ts'
import { HttpRefused } from '../../src/http/refusals.ts'
import { type FreshDatabase, freshDatabase } from '../postgres.ts'
import { handled, littleShell, worker } from './little-shell.ts'

let database: FreshDatabase
let little: Awaited<ReturnType<typeof littleShell>>
beforeAll(async () => {
  database = await freshDatabase()
  little = await littleShell(database.urlAs('app_api'), async () => handled())
})
afterAll(async () => {
  await little.close()
  await database.drop()
})

const url = `/v1/things/${randomUUID()}/pay-thing`
const codeOf = (act: () => unknown): string | undefined => {
  try {
    act()
    return undefined
  } catch (error) {
    return error instanceof HttpRefused ? error.code : String(error)
  }
}

describe('a token', () => {
  test.each([undefined, 'Bearer', 'Bearer x', 'Basic dTpw', 'Bearer a.b.c', 'Bearer ü'])(
    '%s is refused before the body is read',
    async (authorization) => {
      const answer = await little.post(url, '{"not json', { headers: { authorization } })
      expect(answer.json()).toMatchObject({ status: 401, code: 'unauthenticated' })
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="anjuan"')
    },
  )

  test('altered by one character is refused', async () => {
    const altered = little.token.replace(/.(?=.{20}$)/, (letter) => (letter === 'A' ? 'B' : 'A'))
    const answer = await little.post(url, { fen: 1 }, { headers: { authorization: `Bearer ${altered}` } })
    expect(answer.statusCode).toBe(401)
  })

  test('that is good lets the request in', async () => {
    expect((await little.post(url, { fen: 1 })).statusCode).toBe(200)
  })
})

describe('scope', () => {
  const township = { ...worker, area: '990101001' }

  test('of a list is the own area unless a smaller one is asked for', () => {
    expect(areaFor(worker, undefined)).toBe('990101')
    expect(areaFor(worker, '990101001')).toBe('990101001')
    expect(codeOf(() => areaFor(township, '990101002'))).toBe('not-permitted')
    expect(codeOf(() => areaFor(township, '990101'))).toBe('not-permitted')
  })

  test('hides what lies elsewhere as if it were not there', () => {
    const row = { area: '990101002' }
    expect(visibleTo(worker, row, ({ area }) => area)).toBe(row)
    expect(codeOf(() => visibleTo(township, row, ({ area }) => area))).toBe('not-found')
    expect(codeOf(() => visibleTo(worker, undefined, () => '990101'))).toBe('not-found')
  })

  test('by role says which roles may', () => {
    expect(codeOf(() => needRole(worker, 'auditor', 'caseWorker'))).toBeUndefined()
    expect(codeOf(() => needRole(worker, 'auditor'))).toBe('not-permitted')
  })
})
