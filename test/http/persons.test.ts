import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../src/domain/shared/actor.ts'
import { personCommand } from '../../src/processes/persons.ts'
import { type County, idNumberOf, openCounty, VILLAGE } from './county.ts'

let county: County
let taken: { caseId: string; holder: string }
beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: '2026-09-15' })
  await county.publishStandard(60_000, '2020-01-01')
  taken = await county.takeOver('王示例', 5)
})
afterAll(() => county.close())

const identity = (order: number, different: object = {}) => ({
  name: '赵示例',
  idNumber: idNumberOf('1970-02-03', order),
  sex: order % 2 === 1 ? 'MALE' : 'FEMALE',
  birthDate: '1970-02-03',
  address: null,
  area: VILLAGE,
  ...different,
})

describe('registering a person', () => {
  test.each<[string, object, number, string]>([
    ['a wrong check digit', { idNumber: '990101197002030990' }, 400, 'id-number-check-digit'],
    ['full-width digits', { idNumber: '９９０１０１１９７００２０３０９９０' }, 400, 'id-number-malformed'],
    ['a birth date that is none', { birthDate: '1970-02-30' }, 400, 'input-invalid'],
    ['a line break in the name', { name: '赵\n示例' }, 400, 'input-invalid'],
    ['a name that only looks empty', { name: '\u200b' }, 400, 'input-invalid'],
    ['an area that is a county', { area: '990101' }, 400, 'input-invalid'],
  ])('with %s is refused', async (_, different, status, code) => {
    const answer = await county.post('clerk', '/v1/persons', identity(99, different))
    expect(answer.json()).toMatchObject({ status, code })
  })

  test('whose number somebody has already is refused, without saying the number', async () => {
    await county.done('clerk', '/v1/persons', identity(41))
    const again = await county.post('clerk', '/v1/persons', identity(41))
    expect(again.statusCode).toBeGreaterThanOrEqual(400)
    expect(again.statusCode).toBeLessThan(500)
    expect(again.payload).not.toContain(identity(41).idNumber)
  })

  test('whose number an earlier registration has taken before it died answers with the id that it took it for', async () => {
    const { deps } = county
    const left = randomUUID()
    const append: typeof deps.log.append = (commit) =>
      commit.stream === `person-${left}` ? Promise.reject(new Error('died')) : deps.log.append(commit)
    const data = { ...identity(43), sex: 'MALE' } as const
    const actor: Actor = { sub: 'clerk', roles: ['caseWorker'], office: 'C1', area: '990101' }
    const dying = personCommand(
      { ...deps, log: { ...deps.log, append } },
      { actor, commandId: randomUUID() },
      { type: 'RegisterPerson', subject: left, newId: left, data },
    )
    await expect(dying).rejects.toThrow('died')

    const key = { 'idempotency-key': randomUUID() }
    const answer = await county.post('clerk', '/v1/persons', identity(43), key)
    expect(answer.statusCode).toBe(201)
    expect(answer.headers['location']).toBe(`/v1/persons/${left}`)
    expect(answer.json()).toMatchObject({ id: left, revision: 1 })
    expect((await county.post('clerk', '/v1/persons', identity(43), key)).payload).toBe(answer.payload)
    expect((await county.seen('clerk', `/v1/persons/${left}`)).json()).toMatchObject({ name: '赵**' })
  })
})

describe('a person read', () => {
  test('is masked, with the claims held', async () => {
    const answer = await county.seen('clerk', `/v1/persons/${taken.holder}`)
    expect(answer.json()).toMatchObject({
      masked: true,
      name: '王**',
      idNumber: '**************0055',
      account: '***************0005',
      claims: [{ scheme: 'subsistenceAllowance', caseId: taken.caseId, releasedAt: null }],
    })
    expect(answer.payload).not.toMatch(/王示例|1970/)
  })

  test('is in full for a role that the purpose needs, and a case that names the person', async () => {
    const url = `/v1/persons/${taken.holder}`
    const open = await county.seen('clerk', `${url}?purpose=CASE_WORK&caseId=${taken.caseId}`)
    expect(open.json()).toMatchObject({ masked: false, name: '王示例', idNumber: idNumberOf('1970-02-03', 5) })
    expect((await county.seen('clerk', `${url}?purpose=AUDIT&caseId=${taken.caseId}`)).json().code).toBe(
      'not-permitted',
    )
    expect((await county.seen('clerk', `${url}?purpose=CASE_WORK`)).json().code).toBe('not-found')
    const other = await county.takeOver('孙示例', 7)
    const wrongCase = await county.seen('clerk', `${url}?purpose=CASE_WORK&caseId=${other.caseId}`)
    expect(wrongCase.json()).toMatchObject({ status: 403, code: 'not-permitted' })
  })

  test('from another township is not found, and cannot be changed', async () => {
    const url = `/v1/persons/${taken.holder}`
    expect((await county.seen('neighbour', url)).json()).toMatchObject({ status: 404, code: 'not-found' })
    const death = await county.post('neighbour', `${url}/record-death`, { diedOn: '2023-09-14', source: '比对' })
    expect(death.json()).toMatchObject({ status: 404, code: 'not-found' })
  })
})

describe('a search by ID number', () => {
  const search = (who: 'clerk' | 'neighbour', idNumber: string) => county.post(who, '/v1/persons/search', { idNumber })

  test('finds who has it, masked, and nobody outside one’s area', async () => {
    await county.seen('clerk', `/v1/persons/${taken.holder}`)
    const found = await search('clerk', idNumberOf('1970-02-03', 5))
    expect(found.json().items).toEqual([expect.objectContaining({ personId: taken.holder, name: '王**' })])
    expect((await search('neighbour', idNumberOf('1970-02-03', 5))).json().items).toEqual([])
    expect((await search('clerk', idNumberOf('1971-02-03', 5))).json().items).toEqual([])
  })

  test('for what is no ID number is refused without repeating it', async () => {
    const answer = await search('clerk', '990101197002030990')
    expect(answer.json()).toMatchObject({ status: 400, code: 'id-number-check-digit' })
    expect(answer.payload).not.toContain('990101197002030990')
  })
})

describe('policies', () => {
  test('answer with the id of what was published, by which it is taken back', async () => {
    const { created, id } = await county.publishStandard(70_000, '2023-01-01')
    expect(id).toBe('990101')
    const entryAt = async (query: string) =>
      (await county.seen('clerk', `/v1/policies/990101?kind=STANDARD${query}`))
        .json()
        .items.find(({ entryId }: { entryId: string }) => entryId === created)
    expect(await entryAt('')).toMatchObject({ value: { figure: { fen: 70_000, per: 'MONTH' } }, withdrawnOn: null })
    const document = { number: 'TEST-BACK', title: 'Withdrawal', issuer: 'County' }
    await county.done('publisher', '/v1/policies/990101/withdraw-standard', {
      standardId: created,
      document,
      on: '2023-06-01',
    })
    const entry = await entryAt('')
    expect(entry).toMatchObject({ withdrawnOn: '2023-06-01', withdrawnDocument: 'TEST-BACK' })
    expect(await entryAt(`&asOf=${entry.publishedAt}`)).toMatchObject({ withdrawnOn: null })
  })

  test('are published by publishers of the area only', async () => {
    const body = {
      document: { number: 'X', title: 'X', issuer: 'X' },
      effectiveFrom: '2023-01-01',
      inForceOn: '2023-01-01',
      scheme: 'subsistenceAllowance',
      areaKind: 'URBAN',
      monthlyFen: 1,
    }
    const clerk = await county.post('clerk', '/v1/policies/990101/publish-standard', body)
    expect(clerk.json()).toMatchObject({ status: 403, code: 'not-policy-publisher' })
    const elsewhere = await county.post('publisher', '/v1/policies/990102/publish-standard', body)
    expect(elsewhere.json()).toMatchObject({ status: 403, code: 'policy-outside-area' })
  })
})
