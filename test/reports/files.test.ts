import { parse } from 'csv-parse/sync'
import readXlsxFile from 'read-excel-file/node'
import { expect, test } from 'vitest'
import { paymentEvents } from '../../src/domain/payment/events.ts'
import { foldPayment } from '../../src/projections/payment-ledger/fold.ts'
import { csvOf } from '../../src/reports/csv.ts'
import { ledgerReport } from '../../src/reports/ledger.ts'
import type { LedgerLine, Report, RosterLine } from '../../src/reports/report.ts'
import { rosterReport } from '../../src/reports/roster.ts'
import { xlsxOf } from '../../src/reports/xlsx.ts'
import { id, payment } from '../projections/facts.ts'

const pagesOf = async function* <Row>(...pages: Row[][]) {
  yield* pages
}

const csvText = async <Row>(report: Report<Row>, ...pages: Row[][]): Promise<string> => {
  let text = ''
  for await (const piece of csvOf(report, pagesOf(...pages))) text += piece
  return text
}

const records = (text: string): Record<string, string>[] => parse(text, { bom: true, columns: true })

const payeeOf = (name: string) => ({
  personId: id(name),
  name,
  idNumber: '**************0012',
  bank: 'Test Bank',
  account: '************1234',
  accountHolder: name,
})

const rosterLine = (name: string): RosterLine => ({
  person: payeeOf(name),
  row: {
    case_id: id('case'),
    scheme: 'subsistenceAllowance',
    from_month: '2023-05',
    to_month: null,
    area: '990101001001',
    area_kind: 'RURAL',
    holder: id(name),
    payee: { kind: 'HOLDER' },
    ends_on: null,
    members: [id(name)],
    member_count: 1,
    facts: { mode: 'GAP', members: 1, countableIncomeFen: 0 },
    amount_fen: 123_456_78,
    poverty_register: true,
    close_relative: false,
    taken_over: false,
    suspended: false,
    gradual_exit_from: null,
    gradual_exit_to: null,
    decision_number: 'D-1',
    event_id: id('event'),
    deceased: [],
  },
})

const ledgerLine = (name: string): LedgerLine => {
  const { planned, stream } = payment(name)
  const envelope = {
    actor: 'a',
    roles: [],
    office: 'o',
    area: '990101',
    command: id('c'),
    correlation: 'c',
    causation: 'c',
    on: '2023-05-08',
  }
  const place = {
    id: id('event'),
    stream,
    version: 1,
    position: 1n,
    recordedAt: '2023-05-08T00:00:00.000000Z',
    envelope,
  }
  const fact = { type: 'PaymentPlanned' as const, data: paymentEvents[0].data.parse(planned.data), ...place }
  return { row: foldPayment(undefined, fact), person: payeeOf(`${name}孩`), payee: payeeOf(name) }
}

test('a CSV begins with the mark that Excel needs, has Chinese headings, and money in yuan', async () => {
  const text = await csvText(rosterReport, [rosterLine('李**')])
  expect(text.startsWith('\ufeff地区代码,')).toBe(true)
  expect(records(text)).toMatchObject([
    {
      地区代码: '990101001001',
      救助项目: '最低生活保障',
      城乡类别: '农村',
      持卡人: '李**',
      '月保障金额（元）': '123456.78',
      终止月份: '',
      脱贫户: '是',
      近亲属备案: '',
    },
  ])
})

test('a text that a spreadsheet would compute is disarmed, wherever it stands', async () => {
  const names = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '张=三', '"quoted", with comma']
  const text = await csvText(rosterReport, names.slice(0, 3).map(rosterLine), names.slice(3).map(rosterLine))
  expect(records(text).map((record) => record['持卡人'])).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@SUM(A1)",
    "'\t=1",
    "'\r=1",
    '张=三',
    '"quoted", with comma',
  ])
})

test('a CSV without rows is its headings', async () => {
  expect(await csvText(ledgerReport)).toBe(`\ufeff${ledgerReport.columns.map(({ zh }) => zh).join(',')}\r\n`)
})

test('the workbook has the same headings and rows as the CSV', async () => {
  const lines = [ledgerLine('王*'), ledgerLine('=HYPERLINK("x")')]
  const [sheet] = await readXlsxFile(await xlsxOf(ledgerReport, lines))
  const [headings = [], ...rows] = sheet?.data ?? []
  expect(sheet?.sheet).toBe('发放台账')
  expect(headings).toEqual(ledgerReport.columns.map(({ zh }) => zh))
  const amount = headings.indexOf('金额（元）')
  const payee = headings.indexOf('收款人')
  expect(rows.map((row) => row[amount])).toEqual([800, 800])
  expect(rows.map((row) => row[payee])).toEqual(['王*', '=HYPERLINK("x")'])
  expect(records(await csvText(ledgerReport, lines))[0]).toMatchObject({
    救助对象: '王*孩',
    收款人: '王*',
    '金额（元）': '800.00',
    状态: '待发放',
  })
})
