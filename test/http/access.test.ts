import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COUNTY, type County, idNumberOf, openCounty, SCHEME, type Staff } from './county.ts'

const MONTH = '2030-05'
const RUN = `${COUNTY}-${SCHEME}-${MONTH}-1`

let county: County
let wang: { caseId: string; holder: string }
let sun: { caseId: string; holder: string }
beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: '2030-05-08' })
  await county.publishStandard(70_000, '2023-01-01')
  wang = await county.takeOver('王示例', 5)
  sun = await county.takeOver('孙示例', 7)
  await county.seen('clerk', '/v1/cases')
})
afterAll(() => county.close())

const person = (who: Staff, { holder }: { holder: string }, query: string) =>
  county.get(who, `/v1/persons/${holder}?${query}`)
const reads = async (query = '') => (await county.seen('auditor', `/v1/audit/reads?${query}`)).json().items

describe('a read of somebody in full is written down', () => {
  test('with who, for what, and the case it was for', async () => {
    const open = await person('clerk', wang, `purpose=CASE_WORK&caseId=${wang.caseId}`)
    expect(open.json()).toMatchObject({ masked: false, name: '王示例' })
    const [read, ...others] = await reads()
    expect(others).toEqual([])
    expect(read).toMatchObject({
      what: 'PersonShown',
      personId: wang.holder,
      purpose: 'CASE_WORK',
      caseId: wang.caseId,
      scheme: SCHEME,
      refusal: null,
      actor: 'clerk',
      roles: ['caseWorker'],
      onDay: '2030-05-08',
    })
  })

  test('and so is one that is refused, with the refusal', async () => {
    await person('clerk', wang, `purpose=AUDIT&caseId=${wang.caseId}`)
    await person('clerk', wang, `purpose=CASE_WORK&caseId=${sun.caseId}`)
    await person('auditor', wang, 'purpose=AUDIT')
    expect(await reads('what=PersonWithheld')).toMatchObject([
      { actor: 'auditor', purpose: 'AUDIT', caseId: null, scheme: null, refusal: 'not-found' },
      { actor: 'clerk', purpose: 'CASE_WORK', caseId: sun.caseId, scheme: SCHEME, refusal: 'not-permitted' },
      { actor: 'clerk', purpose: 'AUDIT', caseId: wang.caseId, refusal: 'not-permitted' },
    ])
  })

  test('while a masked one, and one of whoever is not there for the reader, is not', async () => {
    const before = await reads()
    await person('clerk', wang, '')
    expect((await person('neighbour', wang, `purpose=CASE_WORK&caseId=${wang.caseId}`)).statusCode).toBe(404)
    expect(await reads()).toEqual(before)
  })

  test('before it is shown: what cannot be written down is not shown', async () => {
    const owner = new pg.Client({ connectionString: county.adminUrl })
    await owner.connect()
    const append = 'function log.append_event, log.append_many'
    await owner.query(`revoke execute on ${append} from app_api`)
    const refused = await person('clerk', sun, `purpose=CASE_WORK&caseId=${sun.caseId}`)
    await owner.query(`grant execute on ${append} to app_api`)
    await owner.end()
    expect(refused.statusCode).toBe(503)
    expect(refused.payload).not.toContain('孙')
    expect(await reads(`personId=${sun.holder}`)).toEqual([])
    const open = await person('clerk', sun, `purpose=CASE_WORK&caseId=${sun.caseId}`)
    expect(open.json()).toMatchObject({ masked: false, name: '孙示例' })
    expect(await reads(`personId=${sun.holder}`)).toHaveLength(1)
  })
})

test('every read is one of its own, whatever a client calls its requests', async () => {
  const before = await reads('what=PersonShown')
  const called = { 'request-id': wang.holder, 'x-request-id': wang.holder }
  for (const _ of [1, 2])
    await county.get('clerk', `/v1/persons/${wang.holder}?purpose=CASE_WORK&caseId=${wang.caseId}`, called)
  expect(await reads('what=PersonShown')).toHaveLength(before.length + 2)
})

test('a search by ID number is written down without the number, found or not', async () => {
  for (const order of [5, 6])
    await county.post('clerk', '/v1/persons/search', { idNumber: idNumberOf('1970-02-03', order) })
  expect(await reads('what=IdNumberSearched')).toMatchObject([
    { actor: 'clerk', personId: null },
    { actor: 'clerk', personId: wang.holder },
  ])
  const { events } = await county.deps.log.readAll({ types: ['IdNumberSearched'], limit: 10 })
  expect(events.map(({ payload }) => payload).join()).not.toContain('19700203')
})

test('whoever is told by a refusal whose an ID number is has searched by it', async () => {
  const idNumber = idNumberOf('1970-02-03', 5)
  const other = { name: '李示例', idNumber, sex: 'MALE', birthDate: '1970-02-03', address: null, area: '990101001001' }
  const refused = await county.post('clerk', '/v1/persons', other)
  expect(refused.json()).toMatchObject({ code: 'id-number-taken', facts: { personId: wang.holder } })
  const [last, ...before] = await reads('what=IdNumberSearched')
  expect(last).toMatchObject({ actor: 'clerk', personId: wang.holder })
  expect(before).toHaveLength(2)
})

test('whoever takes the file for the bank, or is refused it, is written down, with the run and how many are in it', async () => {
  const url = `/v1/payment-runs/${RUN}`
  await county.seen('preparer', '/v1/cases')
  await county.done('preparer', '/v1/payment-runs', { area: COUNTY, scheme: SCHEME, month: MONTH, purpose: 'REGULAR' })
  await county.done('preparer', `${url}/calculate`, {})
  const { hash, lineCount, totalFen } = (await county.seen('preparer', url)).json()
  const content = { hash, count: lineCount, totalFen }
  await county.done('reviewer', `${url}/review`, content)
  await county.done('approver', `${url}/approve`, content)
  await county.done('preparer', `${url}/instruct`, {})
  await county.done('preparer', `${url}/build-bank-file`, {})
  await county.seen('officer', url)
  expect((await county.get('officer', `${url}/bank-file`)).statusCode).toBe(200)
  expect((await county.get('approver', `${url}/bank-file`)).statusCode).toBe(403)
  expect(await reads('what=BankFileWithheld')).toMatchObject([
    { actor: 'approver', runId: RUN, scheme: SCHEME, refusal: 'not-permitted' },
  ])
  expect(await reads('what=BankFileTaken')).toMatchObject([{ actor: 'officer', runId: RUN, scheme: SCHEME, lines: 2 }])
})

test('who has read is for those who audit and inspect: everybody of their area, whoever saw the most first', async () => {
  const readers = (await county.seen('inspector', '/v1/audit/readers')).json().items
  expect(readers).toMatchObject([
    { actor: 'clerk', shown: 4, persons: 2, withheld: 2, searched: 3, bankFiles: 0 },
    { actor: 'approver', shown: 0, bankFiles: 0, withheld: 1 },
    { actor: 'auditor', shown: 0, persons: 0, mostInAnHour: 0, withheld: 1 },
    { actor: 'officer', shown: 0, bankFiles: 1 },
  ])
  for (const list of ['reads', 'readers'])
    expect((await county.get('clerk', `/v1/audit/${list}`)).json()).toMatchObject({ code: 'not-permitted' })
})
