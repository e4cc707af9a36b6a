import { parse } from 'csv-parse/sync'
import readXlsxFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { idFrom } from '../../src/log/event-id.ts'
import { hardship, money } from '../domain/reserve/reserve.ts'
import { fire } from '../domain/scheme/temporary-assistance/aid.ts'
import { COUNTY, type County, openCounty, TOWNSHIP } from './county.ts'
import { aidFor, applyForAid } from './emergency.ts'

const url = `/v1/reserves/${TOWNSHIP}`
const neighbourUrl = '/v1/reserves/990101002'
const caseId = idFrom('reserves.test', 'case')

let county: County
let person: string
let drawId: string
beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: '2023-03-10' })
  // The lowest tier of aid is one standard: 1,200 yuan.
  await county.publishStandard(120_000, '2023-01-01')
  person = (await county.registerPerson('钱示例', 1)).id
})
afterAll(() => county.close())

const year = { ...money(500_000), budgetYear: 2023 }

describe('a reserve through the API', () => {
  test('is paid ahead by the county alone, once for a document', async () => {
    const answer = await county.post('officer', `${url}/allocate`, year)
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({ id: TOWNSHIP, revision: 1, created: expect.any(String) })
    expect((await county.post('officer', `${url}/allocate`, year)).json()).toMatchObject({
      status: 409,
      code: 'reserve-document-twice',
    })
    expect((await county.post('clerk', `${url}/allocate`, year)).json()).toMatchObject({
      status: 403,
      code: 'reserve-role-needed',
    })
    await county.done('officer', `${neighbourUrl}/allocate`, { ...year, amountFen: 80_000 })
  })

  test('is drawn on with recipient and cause, and shows both, masked', async () => {
    const caseId = await applyForAid(county, person, fire())
    await county.done('confirmer', `/v1/cases/${caseId}/grant-emergency-aid`, aidFor(person, 120_000, 1))
    const { items, currency } = (await county.seen('clerk', `${url}/movements?kind=DRAWN`)).json()
    expect(currency).toBe('CNY')
    expect(items).toMatchObject([
      { amountFen: 120_000, effectFen: -120_000, balanceFen: 380_000, caseId, cause: 'FIRE', recordedBy: 'confirmer' },
    ])
    expect(items[0].recipient).toMatchObject({ personId: person, name: '钱**' })
    expect(JSON.stringify(items)).not.toContain('夜间失火')
    drawId = items[0].drawId
  })

  test('takes cash back, is counted by two, topped up and settled', async () => {
    await county.done('officer', `${url}/return-draw`, { drawId, amountFen: 20_000, reasons: '由他人支付' })
    const alone = { countedFen: 400_000, explanation: null, witness: 'officer' }
    expect((await county.post('officer', `${url}/count`, alone)).json()).toMatchObject({
      status: 422,
      code: 'count-alone',
    })
    const short = { countedFen: 399_000, explanation: null, witness: 'clerk' }
    expect((await county.post('officer', `${url}/count`, short)).json()).toMatchObject({
      status: 422,
      code: 'count-unexplained',
      facts: { bookFen: 400_000 },
    })
    await county.done('officer', `${url}/count`, { ...short, explanation: '待查' })
    await county.done('officer', `${url}/replenish`, { ...money(100_000, 'R') })
    await county.done('officer', `${url}/settle`, { ...money(50_000, 'S') })
    expect((await county.post('officer', `${url}/settle`, money(500_000, 'S2'))).json()).toMatchObject({
      status: 409,
      code: 'reserve-short',
      facts: { availableFen: 450_000 },
    })
    expect((await county.seen('clerk', url)).json()).toMatchObject({
      area: TOWNSHIP,
      allocatedFen: 500_000,
      replenishedFen: 100_000,
      drawnFen: 120_000,
      returnedFen: 20_000,
      annulledFen: 0,
      settledFen: 50_000,
      balanceFen: 450_000,
      draws: 1,
      differenceFen: -1_000,
      sources: [{ source: 'RELIEF_FUND', budgetYear: 2023, allocatedFen: 500_000, settledFen: 50_000 }],
    })
  })

  test('stands as of any day, and as it was known', async () => {
    expect((await county.seen('clerk', `${url}?on=2023-03-09`)).statusCode).toBe(404)
    const { position } = (await county.seen('clerk', url)).json()
    const late = { ...money(30_000, 'L'), on: '2023-03-08', lateReason: 'RECEIVED_LATE' }
    await county.done('officer', `${url}/allocate`, late)
    expect((await county.seen('clerk', `${url}?on=2023-03-09`)).json()).toMatchObject({ balanceFen: 30_000 })
    expect((await county.get('clerk', `${url}?asOf=${position}`)).json()).toMatchObject({ balanceFen: 450_000 })
  })

  test('of another township is not found, and the list is that of the own area', async () => {
    expect((await county.seen('neighbour', url)).statusCode).toBe(404)
    expect((await county.get('neighbour', `${url}/movements`)).json()).toMatchObject({ status: 403 })
    const areas = async (who: 'auditor' | 'neighbour') =>
      (await county.seen(who, '/v1/reserves')).json().items.map(({ area }: { area: string }) => area)
    expect(await areas('auditor')).toEqual([TOWNSHIP, '990101002'])
    expect(await areas('neighbour')).toEqual(['990101002'])
    const first = (await county.get('auditor', '/v1/reserves?limit=1')).json()
    const rest = (await county.get('auditor', `/v1/reserves?limit=1&after=${first.next}`)).json()
    expect(rest.items).toMatchObject([{ area: '990101002', balanceFen: 80_000 }])
  })

  test('is a book in CSV and a table in a workbook', async () => {
    const book = await county.seen('auditor', `/v1/reserves/${COUNTY}/movements?format=csv`)
    const rows: Record<string, string>[] = parse(book.payload, { bom: true, columns: true })
    expect(rows.map((row) => row['事项'])).toEqual([
      '预拨',
      '预拨',
      '支取',
      '救助退回',
      '盘点',
      '补充',
      '结算缴回',
      '预拨',
    ])
    expect(rows[2]).toMatchObject({ '金额（元）': '1200.00', 救助对象: '钱**', 救助事由: '火灾', 登记人: 'confirmer' })
    const table = await county.seen('auditor', '/v1/reserves?format=xlsx')
    const sheets = (await readXlsxFile(table.rawPayload)) as unknown as { data: unknown[][] }[]
    const [headings, ...lines] = sheets[0]?.data ?? []
    expect(lines.map((line) => line[headings?.indexOf('余额（元）') ?? -1])).toEqual([4_800, 800])
  })

  test.each([
    ['a source that is none', { ...year, source: 'MINE' }, 'input-invalid'],
    ['nothing', { ...year, amountFen: 0 }, 'input-invalid'],
    ['half a fen', { ...year, amountFen: 0.5 }, 'json-number'],
    ['no document', { ...year, document: undefined }, 'input-invalid'],
    ['a year long gone', { ...money(1, 'old'), budgetYear: 2020 }, 'reserve-budget-year'],
    ['a day to come', { ...money(1, 'new'), on: '2023-03-11' }, 'future-day'],
    ['yesterday, without saying why', { ...money(1, 'new'), on: '2023-03-09' }, 'late-without-reason'],
  ])('refuses %s', async (_what, body, code) => {
    const answer = await county.post('officer', `${url}/allocate`, body)
    expect(answer.json()).toMatchObject({ code })
    expect(answer.statusCode).toBeLessThan(500)
  })

  test.each(['990101', '990101001001', 'x', '99010100１'])('refuses the address %s', async (area) => {
    const answer = await county.post('officer', `/v1/reserves/${encodeURIComponent(area)}/allocate`, year)
    expect(answer.statusCode).toBe(404)
  })

  test('has no route for a draw alone: money is drawn by the aid that it is for', async () => {
    const body = { caseId, personId: person, hardship, amountFen: 1 }
    expect((await county.post('officer', `${url}/draw`, body)).statusCode).toBe(404)
  })
})
