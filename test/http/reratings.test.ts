import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COUNTY, type County, openCounty, SCHEME, TOWNSHIP, VILLAGE } from './county.ts'

let county: County
let household: { caseId: string; holder: string }
let overdue: string
let standardId: string
let url: string

beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: '2026-09-15' })
  await county.publishStandard(54_000, '2023-01-01')
  household = await county.takeOver('王一', 1, VILLAGE, '2099-12-31')
  overdue = (await county.takeOver('赵二', 2)).caseId
  const { created } = await county.publishStandard(57_000, '2023-03-01')
  standardId = created ?? ''
})
afterAll(() => county.close())

const opening = (over: object = {}) => ({
  area: COUNTY,
  scheme: SCHEME,
  change: { kind: 'PUBLICATION', id: standardId },
  fromMonth: '2023-03',
  ...over,
})
const read = async (path = '') => (await county.seen('publisher', `${url}${path}`)).json()
const hash = async (): Promise<string> => (await read()).hash
const taskOf = async () => {
  const { items } = (await county.seen('auditor', '/v1/work-items?role=any')).json()
  return items.filter((item: { subjectId: string }) => url.endsWith(item.subjectId))[0]?.task
}

describe('a mass re-rating', () => {
  test('is refused for what nobody published, from too early a month, and by whom it does not concern', async () => {
    const code = async (who: 'publisher' | 'clerk' | 'townshipConfirmer', body: object) =>
      (await county.post(who, '/v1/reratings', body)).json().code
    expect(await code('publisher', opening({ change: { kind: 'WITHDRAWAL', id: standardId } }))).toBe('unknown-change')
    expect(await code('publisher', opening({ fromMonth: '2023-02' }))).toBe('rerating-month')
    expect(await code('publisher', opening({ area: TOWNSHIP }))).toBe('rerating-area-not-county')
    expect(await code('clerk', opening())).toBe('rerating-role-needed')
    expect(await code('townshipConfirmer', opening())).toBe('rerating-outside-area')
    expect(await code('publisher', opening({ scheme: 'nothing' }))).toBe('unknown-scheme')
  })

  test('is opened and calculated, and shows every case before and after', async () => {
    const { id } = await county.done('publisher', '/v1/reratings', opening())
    url = `/v1/reratings/${id}`
    expect(await taskOf()).toBe('calculate-rerating')
    await county.done('publisher', `${url}/calculate`, {})
    expect(await read()).toMatchObject({ status: 'CALCULATED', attempt: 1, calculatedBy: 'publisher' })
    const { items } = await read('/cases?outcome=AUTOMATIC')
    expect(items).toEqual([
      expect.objectContaining({ caseId: household.caseId, month: '2023-03', beforeFen: 34_000, afterFen: 37_000 }),
    ])
    expect((await read('/cases?outcome=FAILED')).items).toEqual([])
    const [late] = (await read('/cases?reason=REVIEW_OVERDUE')).items
    expect(late).toMatchObject({ caseId: overdue, outcome: 'MUST_REVIEW', result: null })
    expect((await read()).rates).toEqual([
      expect.objectContaining({ rate: 'STANDARD', areaKind: 'RURAL', beforeFen: 54_000, afterFen: 57_000 }),
    ])
    expect(await taskOf()).toBe('approve-rerating')
  })

  test('is approved by another person, once, with the hash that was seen', async () => {
    const stranger = await county.post('town', `${url}/approve`, { hash: await hash() })
    expect(stranger.statusCode).toBe(404)
    expect((await county.post('publisher', `${url}/approve`, { hash: await hash() })).json().code).toBe(
      'rerating-role-needed',
    )
    expect((await county.post('confirmer', `${url}/approve`, { hash: '0'.repeat(64) })).json()).toMatchObject({
      status: 422,
      code: 'rerating-hash-differs',
    })
    await county.done('confirmer', `${url}/approve`, { hash: await hash() })
    expect(await read()).toMatchObject({ status: 'APPROVED', approvedBy: 'confirmer' })
  })

  test('is carried out on the case itself, and closed', async () => {
    await county.done('publisher', `${url}/apply`, {})
    expect(await read()).toMatchObject({ status: 'APPLIED', adjusted: 1, reviewsOpened: 1, leftToCase: 0 })
    const [late] = (await read('/cases?result=REVIEW_OPENED')).items
    expect(late.caseId).toBe(overdue)
    const work = (await county.seen('auditor', `/v1/work-items?role=any&subjectId=${overdue}`)).json()
    expect(work.items.map((item: { task: string }) => item.task)).toContain('finish-review')
    const found = (await county.seen('clerk', `/v1/cases/${household.caseId}`)).json()
    expect(found).toMatchObject({ amountFen: 37_000, fromMonth: '2023-03' })
    expect(await taskOf()).toBe('close-rerating')
    await county.done('publisher', `${url}/close`, { summary: '自动调整1户。' })
    expect([await taskOf(), (await read()).status]).toEqual([undefined, 'CLOSED'])
  })

  test('is read as it was known at an earlier place of the log, and as a file', async () => {
    const opened = await read()
    const then = await read(`/cases?asOf=${opened.readAt}`)
    // Where the calculation read the log there were no lines of it yet.
    expect(then.items).toEqual([])
    const before = await read(`?asOf=${opened.readAt}`)
    expect(before).toMatchObject({ status: 'OPEN', attempt: 0, totals: [], adjusted: 0 })
    const csv = (await county.get('publisher', `${url}/cases?format=csv`)).body
    expect(csv).toContain('调整前（元/月）')
    expect(csv).toContain('自动调整')
    expect(csv).toContain('340.00')
    expect((await county.get('publisher', `${url}/cases?format=xlsx`)).statusCode).toBe(200)
    const list = (await county.get('auditor', `/v1/reratings?scheme=${SCHEME}&status=CLOSED`)).json()
    expect(list.items).toHaveLength(1)
    expect((await county.get('town', url)).statusCode).toBe(404)
  })
})
