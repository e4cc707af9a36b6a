import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COUNTY, type County, idNumberOf, openCounty, TOWNSHIP, VILLAGE } from './county.ts'

const MONTH = '2030-04'
const RUN = `${COUNTY}-priceSubsidy-${MONTH}-1`
const run = `/v1/payment-runs/${RUN}`
const prices = `/v1/prices/${COUNTY}`
const document = { number: 'TEST-1', title: '2030年4月份居民消费价格变动情况', issuer: '示例县统计局' }
const opening = { area: COUNTY, scheme: 'priceSubsidy', month: MONTH, purpose: 'REGULAR' }
const index = (kind: string, yearOnYear: number, month = MONTH) => ({
  month,
  index: kind,
  yearOnYear,
  releasedOn: '2030-05-08',
  document,
})
const roster = (...orders: number[]) =>
  Buffer.from(
    [
      '身份证号码,区划代码,城乡类别',
      ...orders.map((order) => `${idNumberOf('1970-02-03', order)},${VILLAGE},农村`),
    ].join('\n'),
  )

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: '2030-05-20' })
  await county.publishStandard(57_000, '2023-01-01')
  await county.takeOver('钱示例', 1)
  for (const order of [2, 3]) {
    const { id } = await county.registerPerson(`演示${order}`, order)
    const account = { bank: '示例农村商业银行', account: `6200000000000099${order}`, accountHolder: `演示${order}` }
    await county.done('clerk', `/v1/persons/${id}/register-payee-account`, account)
  }
})
afterAll(() => county.close())

describe('prices through the API', () => {
  test('are published by the publisher, each with its document, and never for a month that is not over', async () => {
    const published = await county.done('publisher', `${prices}/publish-price-index`, index('CPI', 360))
    expect(published.created).toBeDefined()
    await county.done('publisher', `${prices}/publish-price-index`, index('FOOD_CPI', 630))
    const post = async (who: 'publisher' | 'clerk', body: object) =>
      (await county.post(who, `${prices}/publish-price-index`, body)).json()
    expect(await post('publisher', index('CPI', 360, '2030-05'))).toMatchObject({
      status: 422,
      code: 'price-month-not-over',
    })
    expect(await post('publisher', index('CPI', 370))).toMatchObject({ status: 409, code: 'price-index-twice' })
    expect(await post('clerk', index('SCPI', 360))).toMatchObject({ status: 403, code: 'not-price-publisher' })
    const { document: _none, ...undocumented } = index('SCPI', 360)
    expect(await post('publisher', undocumented)).toMatchObject({ status: 400 })
    const { items } = (await county.seen('clerk', `${prices}/indices?month=${MONTH}`)).json()
    expect(items).toMatchObject([
      { index: 'CPI', yearOnYear: 360, correctedBy: null },
      { index: 'FOOD_CPI', yearOnYear: 630 },
    ])
  })

  test('open no run before the month is judged; judged, they say whom, how much and by when', async () => {
    const early = await county.post('preparer', '/v1/payment-runs', opening)
    expect(early.json()).toMatchObject({ status: 422, code: 'price-trigger-not-declared' })
    await county.done('publisher', `${prices}/declare-price-trigger`, { month: MONTH })
    const { items } = (await county.seen('clerk', `${prices}/outcomes`)).json()
    expect(items).toMatchObject([
      {
        met: true,
        version: '2021-1553',
        triggeredBy: 'FOOD_CPI',
        rise: 630,
        payBy: '2030-05-31',
        payByClause: '2021-1553',
      },
    ])
    const work = (await county.seen('preparer', '/v1/work-items?task=open-price-run')).json().items
    expect(work).toMatchObject([{ subjectKind: 'price', due: '2030-05-31', overdue: false, clause: '2021-1553' }])
    const again = await county.post('publisher', `${prices}/declare-price-trigger`, { month: MONTH })
    expect(again.json()).toMatchObject({ status: 409, code: 'price-trigger-standing' })
  })
})

describe('rosters of other offices through the API', () => {
  const url = (group: string) => `/v1/price-rosters/${COUNTY}/${group}/${MONTH}/import`
  const send = (who: 'preparer' | 'clerk', group: string, body: Buffer) =>
    county.post(who, url(group), body, { 'content-type': 'text/csv' })

  test('are taken in by the preparer, whole or not at all', async () => {
    expect((await send('clerk', 'UNEMPLOYMENT_BENEFIT', roster(2))).json()).toMatchObject({
      status: 403,
      code: 'price-roster-role-needed',
    })
    expect((await send('preparer', 'ORPHAN', roster(2))).json()).toMatchObject({ code: 'price-group-not-imported' })
    expect((await send('preparer', 'UNEMPLOYMENT_BENEFIT', roster(2, 9))).json()).toMatchObject({
      status: 422,
      code: 'price-roster-has-findings',
      facts: { findings: ['3 身份证号码 unknown-person'] },
    })
    expect((await send('preparer', 'UNEMPLOYMENT_BENEFIT', Buffer.alloc(0))).json()).toMatchObject({ status: 400 })
    const mostBytes = 8 * 1024 * 1024
    expect((await send('preparer', 'UNEMPLOYMENT_BENEFIT', Buffer.alloc(mostBytes + 1))).json()).toMatchObject({
      status: 413,
      code: 'body-too-large',
      facts: { mostBytes },
    })
    expect((await send('preparer', 'UNEMPLOYMENT_BENEFIT', roster(1, 2))).statusCode).toBe(200)
    expect((await send('preparer', 'HIV_INFECTED_CHILD', roster(3))).statusCode).toBe(200)
    const { items } = (await county.seen('preparer', '/v1/price-rosters')).json()
    expect(items).toMatchObject([
      { priceGroup: 'HIV_INFECTED_CHILD', persons: 1 },
      { priceGroup: 'UNEMPLOYMENT_BENEFIT', persons: 2, replacedBy: null },
    ])
  })
})

describe('a price subsidy through the API', () => {
  test('is calculated like any run, a line for each person with the group', async () => {
    const arrears = await county.post('preparer', '/v1/payment-runs', { ...opening, purpose: 'ARREARS' })
    expect(arrears.json()).toMatchObject({ status: 422, code: 'run-arrears-of-price-subsidy' })
    await county.done('preparer', '/v1/payment-runs', opening)
    expect((await county.seen('officer', run)).json()).toMatchObject({ due: '2030-05-31', dueClause: '2021-1553' })
    await county.done('preparer', `${run}/calculate`, {})
    const { items } = (await county.seen('auditor', `${run}/lines`)).json()
    expect(
      items.map((line: { priceGroup: string; amountFen: number }) => [line.priceGroup, line.amountFen]).sort(),
    ).toEqual([
      ['HIV_INFECTED_CHILD', 3_600],
      ['SUBSISTENCE_ALLOWANCE', 3_600],
      ['UNEMPLOYMENT_BENEFIT', 3_600],
    ])
  })

  test('is counted by month, township, scheme and group, as JSON, as a file, and as of any past day', async () => {
    const { hash, lineCount: count, totalFen } = (await county.seen('officer', run)).json()
    await county.done('reviewer', `${run}/review`, { hash, count, totalFen })
    await county.done('approver', `${run}/approve`, { hash, count, totalFen })
    await county.done('preparer', `${run}/instruct`, {})
    const { items, position } = (
      await county.seen('auditor', `/v1/tallies?scheme=priceSubsidy&fromMonth=${MONTH}`)
    ).json()
    expect(items).toMatchObject(
      ['HIV_INFECTED_CHILD', 'SUBSISTENCE_ALLOWANCE', 'UNEMPLOYMENT_BENEFIT'].map((priceGroup) => ({
        month: MONTH,
        township: TOWNSHIP,
        priceGroup,
        payments: 1,
        openPersonTimes: 1,
        openFen: 3_600,
        paidFen: 0,
      })),
    )
    const page = (await county.seen('auditor', '/v1/tallies?scheme=priceSubsidy&limit=1')).json()
    const next = (await county.seen('auditor', `/v1/tallies?scheme=priceSubsidy&limit=2&after=${page.next}`)).json()
    expect([...page.items, ...next.items]).toEqual(items)
    const file = await county.seen('auditor', `/v1/tallies?scheme=priceSubsidy&format=csv&asOf=${position}`)
    expect(parse(file.payload, { bom: true, columns: true })).toMatchObject([
      { 保障对象类别: '艾滋病病毒感染儿童', 救助项目: '价格临时补贴', '在途金额（元）': '36.00' },
      {},
      {},
    ])
    // Whoever may not know them sees the groups of other offices as one, by pages too.
    const first = (await county.seen('officer', '/v1/tallies?scheme=priceSubsidy&limit=1')).json()
    const rest = (await county.seen('officer', `/v1/tallies?scheme=priceSubsidy&after=${first.next}`)).json()
    expect([...first.items, ...rest.items]).toMatchObject([
      { priceGroup: 'SUBSISTENCE_ALLOWANCE', payments: 1 },
      { priceGroup: 'WITHHELD', payments: 2, openPersonTimes: 2, openFen: 7_200 },
    ])
    for (const asOf of ['1', '2020-02-29'])
      expect((await county.seen('officer', `/v1/tallies?scheme=priceSubsidy&asOf=${asOf}`)).json().items).toEqual([])
  })

  test('drills down to each payment, but tells nobody save auditors which group of another office somebody is in', async () => {
    const ledger = `/v1/ledgers/${MONTH}?scheme=priceSubsidy`
    const groups = async (who: 'officer' | 'auditor') =>
      (await county.seen(who, ledger))
        .json()
        .items.map((row: { priceGroup: string }) => row.priceGroup)
        .sort()
    expect(await groups('auditor')).toContain('HIV_INFECTED_CHILD')
    expect(await groups('officer')).toEqual(['SUBSISTENCE_ALLOWANCE', 'WITHHELD', 'WITHHELD'])
    const one = (await county.seen('auditor', `${ledger}&group=HIV_INFECTED_CHILD`)).json().items
    expect(one).toHaveLength(1)
    // Nor by elimination: not by asking for the others, by a roster's id on the lines, or by counts.
    for (const group of ['HIV_INFECTED_CHILD', 'UNEMPLOYMENT_BENEFIT'])
      for (const address of [`${ledger}&group=${group}`, `/v1/tallies?group=${group}`])
        expect((await county.get('officer', address)).json()).toMatchObject({ status: 403, code: 'not-permitted' })
    expect((await county.get('officer', '/v1/price-rosters')).json()).toMatchObject({ code: 'not-permitted' })
    const rosters = (await county.seen('auditor', '/v1/price-rosters')).json().items
    expect(rosters).toHaveLength(2)
    const cases = (await county.seen('officer', ledger)).json().items.map((row: { caseId: string }) => row.caseId)
    for (const { rosterId } of rosters) expect(cases).not.toContain(rosterId)
    const payment = (await county.seen('officer', `/v1/payments/${one[0].paymentId}`)).json()
    expect([payment.priceGroup, payment.events[0].data.group]).toEqual(['WITHHELD', 'WITHHELD'])
    const lines = (await county.seen('officer', `${run}/lines`)).json().items
    expect(lines.map((line: { priceGroup: string }) => line.priceGroup)).not.toContain('HIV_INFECTED_CHILD')
    const csv = await county.seen('officer', `${ledger}&format=csv`)
    expect(csv.payload).toContain('不予显示')
    expect(csv.payload).not.toContain('艾滋病')
  })
})
