import iconv from 'iconv-lite'
import readXlsxFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COUNTY, type County, openCounty, SCHEME, TOWNSHIP } from './county.ts'
import { freshKey } from './little-shell.ts'

const MONTH = '2030-05'
const RUN = `${COUNTY}-${SCHEME}-${MONTH}-1`
const url = `/v1/payment-runs/${RUN}`

type Line = { paymentId: string; personId: string; amountFen: number }

let county: County
let holders: string[]
beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: '2030-05-08' })
  await county.publishStandard(70_000, '2023-01-01')
  holders = []
  for (const [name, order, area] of [
    ['钱示例', 1, '990101001001'],
    ['=1+1', 3, '990101001001'],
    ['周示例', 5, '990101002001'],
  ] as const)
    holders.push((await county.takeOver(name, order, area)).holder)
})
afterAll(() => county.close())

const run = async () => (await county.seen('officer', url)).json()

/** The bank's answer: the second payment comes back, the others are paid. */
const returnFile = async (): Promise<Buffer> => {
  const file = await county.get('officer', `${url}/bank-file`)
  const rows = iconv
    .decode(file.rawPayload, 'gb18030')
    .split('\r\n')
    .map((row) => row.split(','))
  const details = rows.filter(([kind]) => kind === 'D')
  const lines = details.map(([, paymentId, , account, , fen], index) => {
    const end =
      index === 1 ? ['RETURNED', '2030-05-08', `B${index}`, '账户已销户'] : ['PAID', '2030-05-08', `B${index}`, '']
    return ['D', paymentId, account, fen, ...end].join(',')
  })
  const returned = Number(details[1]?.[5])
  const paid = details.reduce((sum, row) => sum + Number(row[5]), 0) - returned
  const text = [`H,ANJUAN-RETURN,1,${rows[0]?.[3]}`, ...lines, `T,3,2,${paid},1,${returned},0,0`, ''].join('\r\n')
  return iconv.encode(text, 'gb18030')
}

const sendFile = (who: 'officer' | 'clerk' | 'neighbour', body: Buffer, key = freshKey()) =>
  county.post(who, `${url}/import-return-file`, body, { 'content-type': 'text/csv', 'idempotency-key': key })

describe('a payment month through the API', () => {
  test('is opened under the id of county, scheme, month and number', async () => {
    const opening = { area: COUNTY, scheme: SCHEME, month: MONTH, purpose: 'REGULAR' }
    const answer = await county.post('preparer', '/v1/payment-runs', opening)
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({ id: RUN, revision: 1 })
    expect(answer.headers['location']).toBe(url)
    const clerk = await county.post('clerk', '/v1/payment-runs', { ...opening, month: '2030-06' })
    expect(clerk.json()).toMatchObject({ status: 403, code: 'run-role-needed' })
  })

  test('is calculated, and its lines can be read by pages', async () => {
    await county.done('preparer', `${url}/calculate`, {})
    expect(await run()).toMatchObject({ status: 'CALCULATED', lineCount: 3, totalFen: 150_000, heldCount: 0 })
    const first = (await county.seen('reviewer', `${url}/lines?limit=2`)).json()
    const second = (await county.get('reviewer', `${url}/lines?limit=2&after=${first.next}`)).json()
    const lines: Line[] = [...first.items, ...second.items]
    expect(lines.map(({ personId }) => personId).sort()).toEqual([...holders].sort())
    expect(second.next).toBeNull()
    expect((await county.get('reviewer', `${url}/lines?attempt=9`)).json().items).toEqual([])
  })

  test('is reviewed and approved for the very content that was seen, by others than its maker', async () => {
    const { hash, lineCount: count, totalFen } = await run()
    const content = { hash, count, totalFen }
    const maker = await county.post('preparer', `${url}/review`, content)
    expect(maker.json()).toMatchObject({ status: 403, code: 'run-role-needed' })
    const other = await county.post('reviewer', `${url}/review`, { ...content, totalFen: totalFen + 1 })
    expect(other.statusCode).toBeGreaterThanOrEqual(409)
    await county.done('reviewer', `${url}/review`, content)
    await county.done('approver', `${url}/approve`, content)
    expect(await run()).toMatchObject({ status: 'APPROVED' })
  })

  test('is instructed and filed; only those who pay get the file with its whole accounts', async () => {
    await county.done('preparer', `${url}/instruct`, {})
    expect((await county.get('officer', `${url}/bank-file`)).statusCode).toBe(404)
    await county.done('preparer', `${url}/build-bank-file`, {})
    const { files } = await run()
    const file = await county.get('officer', `${url}/bank-file`)
    expect(file.headers.etag).toBe(`"${files[0].sha256}"`)
    expect(file.headers['content-type']).toBe('text/csv; charset=gb18030')
    expect(iconv.decode(file.rawPayload, 'gb18030')).toContain('6200000000000000001')
    expect((await county.get('auditor', `${url}/bank-file`)).json()).toMatchObject({ status: 403 })
    expect((await county.get('clerk', `${url}/bank-file`)).json()).toMatchObject({ status: 404 })
    await county.done('officer', `${url}/mark-bank-file-sent`, { fileId: files[0].fileId })
  })

  test('takes the return file in byte for byte, once', async () => {
    const bytes = await returnFile()
    const key = freshKey()
    const first = await sendFile('officer', bytes, key)
    expect(first.json()).toMatchObject({ id: RUN })
    const again = await sendFile('officer', bytes, key)
    expect(again.payload).toBe(first.payload)
    expect(again.headers['idempotency-replayed']).toBe('true')
    const other = await sendFile('officer', Buffer.concat([bytes, Buffer.from(' ')]), key)
    expect(other.json()).toMatchObject({ status: 422, code: 'idempotency-key-reused' })
    expect(await run()).toMatchObject({ paidCount: 2, returnedCount: 1, openExceptions: 0 })
    for (const list of ['exceptions', 'held'])
      expect((await county.seen('officer', `${url}/${list}`)).json()).toMatchObject({ items: [], next: null })
  })

  test('refuses a file that is none, an empty one, one as JSON, and one for somebody else’s run', async () => {
    expect((await sendFile('officer', Buffer.from('hello'))).json()).toMatchObject({
      status: 400,
      code: 'return-file-unreadable',
    })
    expect((await sendFile('officer', Buffer.alloc(0))).json()).toMatchObject({ status: 400, code: 'body-missing' })
    const json = await county.post('officer', `${url}/import-return-file`, {})
    expect(json.json()).toMatchObject({ status: 400, code: 'body-missing' })
    const csv = await county.post('preparer', `${url}/calculate`, 'a,b', { 'content-type': 'text/csv' })
    expect(csv.json()).toMatchObject({ status: 415, code: 'media-type-unsupported' })
    const missing = `/v1/payment-runs/${COUNTY}-${SCHEME}-2022-01-1/import-return-file`
    const answer = await county.post('officer', missing, await returnFile(), { 'content-type': 'text/csv' })
    expect(answer.json()).toMatchObject({ status: 404, code: 'not-found' })
  })

  test('closes when everything agrees', async () => {
    await county.done('officer', `${url}/close`, {})
    expect(await run()).toMatchObject({ status: 'CLOSED' })
  })
})

describe('the ledger', () => {
  test('has every payment with its end, sums in fen, and a masked payee in files only', async () => {
    const { items, totals, currency } = (await county.seen('auditor', `/v1/ledgers/${MONTH}?totals=true`)).json()
    expect(currency).toBe('CNY')
    expect(items.map(({ status }: { status: string }) => status).sort()).toEqual(['PAID', 'PAID', 'RETURNED'])
    expect(totals.reduce((sum: number, { fen }: { fen: number }) => sum + fen, 0)).toBe(150_000)
  })

  test('of a township is that of its own', async () => {
    expect((await county.seen('clerk', `/v1/ledgers/${MONTH}`)).json().items).toHaveLength(2)
    expect((await county.seen('auditor', `/v1/ledgers/${MONTH}?area=${TOWNSHIP}`)).json().items).toHaveLength(2)
    expect((await county.seen('neighbour', `/v1/ledgers/${MONTH}`)).json().items).toHaveLength(1)
  })

  test('as known before the bank answered knows no end', async () => {
    const [payment] = (await county.seen('auditor', `/v1/ledgers/${MONTH}?status=RETURNED`)).json().items
    const before = Number(payment.returnedAt) - 1
    const then = (await county.seen('auditor', `/v1/ledgers/${MONTH}?asOf=${before}`)).json()
    expect(then.position).toBe(String(before))
    const same = then.items.find(({ paymentId }: { paymentId: string }) => paymentId === payment.paymentId)
    expect(same).toMatchObject({ status: 'FILED', returnedOn: null, reason: null })
  })

  test('as CSV has Chinese headings, yuan, and no cell that a spreadsheet would compute', async () => {
    const answer = await county.seen('auditor', `/v1/ledgers/${MONTH}`, { accept: 'text/html, text/csv;q=0.9' })
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.headers['content-disposition']).toContain(encodeURIComponent(`发放台账-${MONTH}.csv`))
    expect(answer.payload.startsWith('\ufeff发放月份,救助项目,')).toBe(true)
    const rows = answer.payload.trim().split('\r\n')
    expect(rows).toHaveLength(4)
    expect(answer.payload).toContain('最低生活保障')
    expect(answer.payload).toContain(',500.00,')
    expect(answer.payload).toContain("'=**")
    expect(answer.payload).not.toContain('6200000000000000001')
  })

  test('as a workbook can be read back, money as numbers', async () => {
    const answer = await county.seen('auditor', `/v1/ledgers/${MONTH}?format=xlsx`)
    expect(answer.headers['content-type']).toContain('spreadsheetml.sheet')
    const sheets = await readXlsxFile(answer.rawPayload)
    const [headings, ...rows] = (sheets as unknown as { data: unknown[][] }[])[0]?.data ?? []
    const amount = headings?.indexOf('金额（元）') ?? -1
    expect(rows.map((row) => row[amount])).toEqual([500, 500, 500])
  })

  test.each(['text/html', 'application/pdf'])('is not offered as %s', async (accept) => {
    expect((await county.get('auditor', `/v1/ledgers/${MONTH}`, { accept })).json()).toMatchObject({
      status: 406,
      code: 'not-acceptable',
    })
  })

  test.each(['2030-13', '2030-5', '２０３０-０５', 'x'])('of %s is refused for the month', async (month) => {
    expect((await county.get('auditor', `/v1/ledgers/${encodeURIComponent(month)}`)).json()).toMatchObject({
      status: 400,
      code: 'input-invalid',
      facts: { part: 'params' },
      issues: [{ pointer: '/month', code: 'field-wrong-format' }],
    })
  })
})

describe('the roster', () => {
  test('has who is on roll for the month, with sums', async () => {
    const { items, totals } = (await county.seen('auditor', `/v1/rosters/${MONTH}?totals=true&limit=2`)).json()
    expect(items).toHaveLength(2)
    expect(totals).toEqual([
      { township: '990101001', areaKind: 'RURAL', households: 2, persons: 2, fen: 100_000 },
      { township: '990101002', areaKind: 'RURAL', households: 1, persons: 1, fen: 50_000 },
    ])
    expect((await county.seen('auditor', '/v1/rosters/2022-12')).json().items).toEqual([])
  })

  test('as a file has every page of it', async () => {
    const answer = await county.seen('auditor', `/v1/rosters/${MONTH}?format=csv&limit=1`)
    expect(answer.payload.trim().split('\r\n')).toHaveLength(4)
  })
})

describe('a payment', () => {
  test('shows its events, who did them, and what was known then', async () => {
    const [{ paymentId, filedAt }] = (await county.seen('auditor', `/v1/ledgers/${MONTH}?status=RETURNED`)).json().items
    const path = `/v1/payments/${paymentId}`
    const now = await county.seen('auditor', path)
    const types = (answer: typeof now) => answer.json().events.map(({ type }: { type: string }) => type)
    expect(types(now)).toEqual(['PaymentPlanned', 'PaymentFiled', 'PaymentReturned'])
    expect(now.json().events.map(({ actor }: { actor: string }) => actor)).toEqual(['preparer', 'preparer', 'officer'])
    const then = await county.seen('auditor', `${path}?asOf=${filedAt}`)
    expect(types(then)).toEqual(['PaymentPlanned', 'PaymentFiled'])
    expect(then.json()).toMatchObject({ status: 'FILED' })
  })

  test('of another township is not found', async () => {
    const { items } = (await county.seen('neighbour', `/v1/ledgers/${MONTH}`)).json()
    const path = `/v1/payments/${items[0].paymentId}`
    expect((await county.seen('neighbour', path)).statusCode).toBe(200)
    expect((await county.seen('clerk', path)).json()).toMatchObject({ status: 404, code: 'not-found' })
  })
})

test('one payment of the next month is stopped by hand before the file, and the next run brings it again', async () => {
  const open = async () => {
    const opening = { area: COUNTY, scheme: SCHEME, month: '2030-06', purpose: 'REGULAR' }
    const { id } = await county.done('preparer', '/v1/payment-runs', opening)
    await county.done('preparer', `/v1/payment-runs/${id}/calculate`, {})
    return `/v1/payment-runs/${id}`
  }
  const june = await open()
  const { hash, lineCount: count, totalFen } = (await county.seen('officer', june)).json()
  for (const [who, step] of [
    ['reviewer', 'review'],
    ['approver', 'approve'],
  ] as const)
    await county.done(who, `${june}/${step}`, { hash, count, totalFen })
  await county.done('preparer', `${june}/instruct`, {})
  const [{ paymentId, caseId }] = (await county.seen('officer', `${june}/lines`)).json().items
  const path = `/v1/payments/${paymentId}`
  const stop = { reason: 'DEATH', note: '村委会来电，领取人昨日去世' }
  expect((await county.post('officer', `${path}/cancel`, stop)).json()).toMatchObject({ code: 'run-role-needed' })
  expect((await county.post('approver', `${path}/cancel`, { ...stop, note: ' ' })).statusCode).toBe(400)
  await county.done('approver', `${path}/cancel`, stop)
  const { status, reason, events } = (await county.seen('auditor', path)).json()
  expect({ status, reason, by: events.at(-1).actor, note: events.at(-1).data.note }).toEqual({
    ...{ status: 'CANCELLED', reason: 'DEATH', by: 'approver' },
    note: stop.note,
  })
  await county.done('preparer', `${june}/build-bank-file`, {})
  expect((await county.seen('officer', june)).json().files).toMatchObject([{ lineCount: count - 1 }])
  const again = (await county.seen('officer', `${await open()}/lines`)).json().items
  expect(again).toMatchObject([{ caseId, sequence: 2 }])
})

test('a township sees no run of its county', async () => {
  expect((await county.seen('clerk', '/v1/payment-runs')).json().items).toEqual([])
  expect((await county.seen('clerk', url)).statusCode).toBe(404)
  expect((await county.seen('clerk', `${url}/lines`)).statusCode).toBe(404)
  expect((await county.seen('auditor', `/v1/payment-runs?month=${MONTH}&status=CLOSED`)).json().items).toHaveLength(1)
})
