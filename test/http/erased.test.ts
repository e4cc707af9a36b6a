import { afterAll, beforeAll, expect, test } from 'vitest'
import { recompute } from '../../src/processes/recompute/recompute.ts'
import { COUNTY, type County, openCounty, SCHEME, VILLAGE } from './county.ts'

const MONTH = '2030-05'
const RUN = `${COUNTY}-${SCHEME}-${MONTH}-1`

let county: County
const known = { id: new Map<string, string>(), month: MONTH, day: '2030-05-08', area: COUNTY }
beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: '2030-05-08' })
  await county.publishStandard(70_000, '2023-01-01')
  const { caseId, holder } = await county.takeOver('钱示例', 1)
  await county.done('preparer', '/v1/payment-runs', { area: COUNTY, scheme: SCHEME, month: MONTH, purpose: 'REGULAR' })
  await county.done('preparer', `/v1/payment-runs/${RUN}/calculate`, {})
  const { hash, lineCount: count, totalFen } = (await county.seen('reviewer', `/v1/payment-runs/${RUN}`)).json()
  await county.done('reviewer', `/v1/payment-runs/${RUN}/review`, { hash, count, totalFen })
  await county.done('approver', `/v1/payment-runs/${RUN}/approve`, { hash, count, totalFen })
  await county.done('preparer', `/v1/payment-runs/${RUN}/instruct`, {})
  await county.done('preparer', `/v1/payment-runs/${RUN}/build-bank-file`, {})
  const warned = { personId: holder, area: VILLAGE, source: 'MEDICAL_COST', what: '自付费用较大' }
  const { id: alertId } = await county.done('clerk', '/v1/alerts', warned)
  const { items } = (await county.seen('auditor', `/v1/ledgers/${MONTH}`)).json()
  known.id = new Map([
    ['alerts', alertId],
    ['cases', caseId],
    ['payment-runs', RUN],
    ['payments', items[0].paymentId],
    ['persons', holder],
  ])
  await county.deps.vault.erase(holder)
})
afterAll(() => county.close())

/** Every address that can be read, for the things that this county has. */
const addresses = async (): Promise<readonly string[]> => {
  const { paths } = (await county.get('auditor', '/openapi.json')).json() as {
    paths: Record<string, { get?: unknown }>
  }
  return Object.entries(paths).flatMap(([path, { get }]) => {
    const id = known.id.get(path.split('/')[2] ?? '')
    if (get === undefined || (path.includes('{id}') && id === undefined)) return []
    const named = path.replace('{id}', id ?? '').replace('{month}', known.month)
    return [named.replace('{day}', known.day).replace('{area}', known.area)]
  })
}

test('a person whose key is destroyed is read like any other, with `erased` for what was theirs', async () => {
  const read = new Map<string, number>()
  for (const url of await addresses())
    for (const who of ['auditor', 'clerk', 'officer'] as const)
      read.set(`${who} ${url}`, (await county.seen(who, url)).statusCode)
  expect([...read].filter(([, status]) => status >= 500)).toEqual([])
  const ofCase = `/v1/cases/${known.id.get('cases')}`
  expect(read.get(`auditor ${ofCase}/timeline`)).toBe(200)
  expect((await county.get('auditor', ofCase)).json()).toMatchObject({
    amountFen: 50_000,
    persons: [{ name: 'erased' }],
  })
})

test('what was paid to an erased person is still what history gives', async () => {
  expect(await recompute(county.deps, { month: MONTH })).toMatchObject({ runs: 1, lines: 1, differences: [] })
})

test('nothing new is kept about an erased person', async () => {
  const account = { bank: '示例农村商业银行', account: '6200000000000000099', accountHolder: '钱示例' }
  const answer = await county.post('clerk', `/v1/persons/${known.id.get('persons')}/register-payee-account`, account)
  expect(answer.json()).toMatchObject({ status: 409, code: 'person-erased' })
})
