import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COUNTY, type County, openCounty, SCHEME } from './county.ts'

const runUrl = (month: string, number = 1) => `/v1/payment-runs/${COUNTY}-${SCHEME}-${month}-${number}`
const document = { number: '示民追〔2030〕1号', title: '责令退回告知书', issuer: '示例县民政局' }

let county: County
let holder: string
let caseId: string
beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: '2030-05-08' })
  await county.publishStandard(70_000, '2023-01-01')
  ;({ holder, caseId } = await county.takeOver('钱示例', 1))
  await payMonth('2030-04')
  await county.done('clerk', `/v1/persons/${holder}/record-death`, { diedOn: '2030-03-20', source: '殡葬信息' })
})
afterAll(() => county.close())

const open = (month: string, purpose: string) =>
  county.done('preparer', '/v1/payment-runs', { area: COUNTY, scheme: SCHEME, month, purpose })

/** A month taken from its opening to the bank's word that everybody was paid. */
const payMonth = async (month: string): Promise<void> => {
  const url = runUrl(month)
  await open(month, 'REGULAR')
  await county.done('preparer', `${url}/calculate`, {})
  const { hash, lineCount: count, totalFen } = (await county.seen('officer', url)).json()
  await county.done('reviewer', `${url}/review`, { hash, count, totalFen })
  await county.done('approver', `${url}/approve`, { hash, count, totalFen })
  await county.done('preparer', `${url}/instruct`, {})
  await county.done('preparer', `${url}/build-bank-file`, {})
  const { files } = (await county.seen('officer', url)).json()
  await county.done('officer', `${url}/mark-bank-file-sent`, { fileId: files[0].fileId })
  const rows = iconv
    .decode((await county.get('officer', `${url}/bank-file`)).rawPayload, 'gb18030')
    .split('\r\n')
    .map((row) => row.split(','))
  const lines = rows
    .filter(([kind]) => kind === 'D')
    .map(([, paymentId, , account, , fen], index) => `D,${paymentId},${account},${fen},PAID,2030-05-08,B${index},`)
  const file = [`H,ANJUAN-RETURN,1,${rows[0]?.[3]}`, ...lines, `T,${count},${count},${totalFen},0,0,0,0`, ''].join(
    '\r\n',
  )
  const answer = await county.post('officer', `${url}/import-return-file`, iconv.encode(file, 'gb18030'), {
    'content-type': 'text/csv',
  })
  if (answer.statusCode >= 300) throw new Error(answer.payload)
  await county.done('officer', `${url}/close`, {})
}

const tasks = async (who: 'clerk' | 'officer' | 'confirmer'): Promise<string[]> => {
  const { items } = (await county.seen(who, '/v1/work-items')).json()
  return items.map(({ task }: { task: string }) => task).filter((task: string) => /overpayment|waiver/.test(task))
}

const listed = async (query = '') => (await county.seen('auditor', `/v1/overpayments?${query}`)).json()

describe('a run of arrears', () => {
  test('finds what was paid after a death, and pays nothing for it', async () => {
    const answer = await open('2030-05', 'ARREARS')
    expect(answer.id).toBe(`${COUNTY}-${SCHEME}-2030-05-1`)
    await county.done('preparer', `${runUrl('2030-05')}/calculate`, {})
    const run = (await county.seen('auditor', runUrl('2030-05'))).json()
    // Nobody has paid the months up to the death: each is a line that names it, and the month of the death is the last.
    expect(run).toMatchObject({ purpose: 'ARREARS', status: 'CALCULATED', lineCount: 87, heldCount: 0 })
    const { items: lines } = (await county.seen('auditor', `${runUrl('2030-05')}/lines?limit=100`)).json()
    const months: string[] = lines.map(({ month }: { month: string }) => month).sort()
    expect([months[0], months.at(-1)]).toEqual(['2023-01', '2030-03'])
    expect(lines[0]).toMatchObject({ kind: 'arrears', amountFen: 50_000, grossFen: 50_000, offsets: [] })
    const { items, totals } = await listed(`caseId=${caseId}&totals=true`)
    expect(items).toMatchObject([
      {
        personId: holder,
        scheme: SCHEME,
        number: 1,
        months: [{ month: '2030-04', paidFen: 50_000, dueFen: 0, overpaidFen: 50_000, cause: 'DEATH' }],
        claimedFen: 50_000,
        outstandingFen: 50_000,
        status: 'ISSUED',
      },
    ])
    expect(totals).toMatchObject([{ scheme: SCHEME, status: 'ISSUED', overpayments: 1, outstandingFen: 50_000 }])
  })

  test('finds it once, however often it is calculated', async () => {
    await county.done('preparer', `${runUrl('2030-05')}/calculate`, {})
    expect((await listed()).items).toHaveLength(1)
  })

  test('leaves the next step to somebody', async () => {
    expect(await tasks('clerk')).toEqual(['notify-overpayment'])
  })
})

describe('an overpayment', () => {
  const url = async () => `/v1/overpayments/${(await listed()).items[0].overpaymentId}`

  test('is for its own area, and for whoever it is of', async () => {
    expect((await county.get('neighbour', await url())).statusCode).toBe(404)
    const foreign = await county.post('neighbour', `${await url()}/notify`, {
      document,
      reasons: '领取后死亡',
      returnBy: '2030-06-30',
    })
    expect(foreign.json()).toMatchObject({ status: 404, code: 'not-found' })
    const auditor = await county.post('auditor', `${await url()}/record-recovery`, {
      amountFen: 1,
      reference: 'X',
      receivedOn: '2030-05-08',
    })
    expect(auditor.json()).toMatchObject({ status: 403, code: 'overpayment-role-needed' })
  })

  test('is told, comes back in part, and the rest is waived by a second person', async () => {
    const at = await url()
    await county.done('clerk', `${at}/notify`, { document, reasons: '领取后死亡', returnBy: '2030-06-30' })
    const paid = { amountFen: 20_000, reference: '缴款书1', receivedOn: '2030-05-08' }
    const { position } = await county.done('officer', `${at}/record-recovery`, paid)
    expect(
      (await county.post('officer', `${at}/record-recovery`, { ...paid, amountFen: 30_001 })).json(),
    ).toMatchObject({
      status: 422,
      code: 'recovery-above-outstanding',
    })
    const offset = { monthlyFen: 5_000, fromMonth: '2030-06', document }
    expect((await county.post('confirmer', `${at}/agree-recovery-offset`, offset)).json()).toMatchObject({
      status: 422,
      code: 'recovery-offset-not-allowed',
    })
    const waiver = { amountFen: 30_000, ground: 'DEBTOR_DEAD', reasons: '无遗产' }
    expect(await tasks('officer')).toEqual(['recover-overpayment'])
    const { created: waiverId } = await county.done('clerk', `${at}/propose-waiver`, waiver)
    expect(await tasks('confirmer')).toEqual(['decide-waiver'])
    await county.done('confirmer', `${at}/approve-waiver`, { waiverId, amountFen: 30_000 })
    expect([...(await tasks('clerk')), ...(await tasks('officer')), ...(await tasks('confirmer'))]).toEqual([])
    const one = (await county.seen('auditor', at)).json()
    expect(one).toMatchObject({ status: 'WAIVED', recoveredFen: 20_000, waivedFen: 30_000, outstandingFen: 0 })
    expect(one.movements.map(({ kind }: { kind: string }) => kind)).toEqual([
      'DETECTED',
      'NOTIFIED',
      'RECOVERED',
      'WAIVER_PROPOSED',
      'WAIVED',
    ])
    const then = (await county.seen('auditor', `${at}?asOf=${position}`)).json()
    expect(then).toMatchObject({ status: 'PARTIAL', outstandingFen: 30_000 })
    expect((await county.seen('auditor', `/v1/overpayments?on=2030-05-07`)).json().items).toEqual([])
    expect((await listed('status=WAIVED')).items).toHaveLength(1)
    expect((await listed('status=ISSUED')).items).toEqual([])
  })

  test('can be taken along as a file, its person masked', async () => {
    const file = await county.seen('auditor', '/v1/overpayments?format=csv')
    expect(file.payload).toContain('多发月份')
    expect(file.payload).toContain('2030-04')
    expect(file.payload).not.toContain('钱示例')
  })
})
