import readXlsxFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countyStaff, townshipStaff } from '../../src/demonstration/staff.ts'
import { checkDigitOf } from '../../src/domain/person/id-number.ts'
import type { Actor } from '../../src/domain/shared/actor.ts'
import { type Api, apiOf, ask, type Desk } from './api.ts'
import { answerOfBank, readBankFile } from './bank.ts'
import { type Ledger, type LedgerLine, payOut, settle } from './payout.ts'
import { openPlace, type Place, type Program } from './program.ts'
import { COUNTY, SCHEME } from './roll.ts'

const MINUTES = 60_000
const VILLAGE = '990101004200'
const MONTH = '2024-02'
/** A rural standard of 570 yuan a head for two, less 300 yuan of wages. */
const AMOUNT = 84_000
const staff = { ...countyStaff, ...townshipStaff('990101004'), countyConfirmer: countyStaff.confirmer }

let place: Place
let demo: Program
let api: Api
const by = (actor: Actor): Promise<Desk> => api.deskOf(actor)

beforeAll(async () => {
  place = await openPlace()
  demo = place.start(['demo', '--small'])
  await demo.says(/a later day +npm run -s anjuan -- advance/)
  api = apiOf(place)
}, 15 * MINUTES)
afterAll(() => place?.clean(), 2 * MINUTES)

/** The household that applies, and what became of it on the way. */
const household = { husband: '', wife: '', caseId: '', beforeGrant: '', afterGrant: '' }
const act = async (actor: Actor, name: string, body: object = {}) =>
  (await by(actor)).done(`/v1/cases/${household.caseId}/${name}`, body)
const seenCase = async () =>
  (await by(staff.countyConfirmer)).read<{ status: string; amountFen: number; fromMonth: string }>(
    `/v1/cases/${household.caseId}`,
  )

describe('whoever starts the demonstration', () => {
  test('is told where to look, and finds what was told', async () => {
    const token = /TOKEN=(\S+)/.exec(demo.told())?.[1]
    const ledger = /'(http:\S+ledgers\S+)'/.exec(demo.told())?.[1] ?? ''
    const answer = await ask<{ items: unknown[] }>(ledger, { headers: { authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(200)
    expect(answer.body.items.length).toBeGreaterThan(0)
    for (const path of ['/docs', '/openapi.json', '/healthz', '/readyz', '/metrics'])
      expect((await ask(`http://127.0.0.1:${place.port}${path}`)).status, path).toBe(200)
  })

  test('signs a token for a role on the command line, and is that role', async () => {
    const { code, stdout } = await place.run('token', '--role', 'caseWorker', '--area', '990101004')
    expect(code).toBe(0)
    const headers = { authorization: `Bearer ${stdout.trim()}` }
    const url = `http://127.0.0.1:${place.port}/v1`
    expect((await ask(`${url}/rosters/2023-12`, { headers })).status).toBe(200)
    expect((await ask(`${url}/rosters/2023-12?area=990101001`, { headers })).status).toBe(403)
    expect((await ask(`${url}/events`, { headers })).status).toBe(403)
  })
})

const idNumberOf = (birthDate: string, order: string): string => {
  const digits = `${COUNTY}${birthDate.replaceAll('-', '')}${order}`
  return digits + checkDigitOf(digits)
}
const register = async (name: string, sex: 'MALE' | 'FEMALE', birthDate: string, order: string) =>
  (
    await (
      await by(staff.caseWorker)
    ).done('/v1/persons', {
      name,
      idNumber: idNumberOf(birthDate, order),
      sex,
      birthDate,
      address: '示范县青塘镇柳湾村九组',
      area: VILLAGE,
    })
  ).id
const member = (personId: string, relation: 'SELF' | 'SPOUSE', birthDate: string) => ({
  personId,
  relation,
  canWork: true,
  employed: false,
  birthDate,
  disability: null,
  seriousIllness: false,
})
const assessment = (source: 'DECLARED' | 'REGISTER') => ({
  incomes: [{ personId: household.husband, kind: 'WAGES', monthlyFen: 30_000, source }],
  deductions: [],
  assets: { finding: 'WITHIN', basis: '未超过当地规定' },
})

describe('a household that applies', () => {
  test('is registered with its account, applies, signs, and is accepted', async () => {
    household.husband = await register('郑示例', 'MALE', '1975-05-06', '991')
    household.wife = await register('吴示例', 'FEMALE', '1977-07-08', '992')
    const desk = await by(staff.caseWorker)
    await desk.done(`/v1/persons/${household.husband}/register-payee-account`, {
      bank: '示范农村商业银行',
      account: '6299010100000099991',
      accountHolder: '郑示例',
    })
    const { id } = await desk.done('/v1/cases', {
      scheme: SCHEME,
      area: VILLAGE,
      areaKind: 'RURAL',
      filing: 'HOUSEHOLD',
      applicant: household.husband,
      proxy: null,
      members: [member(household.husband, 'SELF', '1975-05-06'), member(household.wife, 'SPOUSE', '1977-07-08')],
      declared: assessment('DECLARED'),
      povertyRegister: false,
      commitmentSignedOn: '2023-12-29',
    })
    household.caseId = id
    for (const personId of [household.husband, household.wife])
      await act(staff.caseWorker, 'record-authorization', { personId, signedOn: '2023-12-29', validTo: '2024-12-28' })
    await act(staff.caseWorker, 'declare-close-relatives', { relatives: [] })
    await act(staff.caseWorker, 'accept-application')
    expect((await seenCase()).status).toBe('ACCEPTED')
  })

  test('is visited, checked and assessed on a later day', async () => {
    await (await by(staff.importer)).done('/v1/demonstration/advance', { to: '2024-01-03' })
    const surveyors = [staff.surveyor.sub, staff.secondSurveyor.sub]
    await act(staff.surveyor, 'start-survey', { surveyors })
    await act(staff.caseWorker, 'request-economic-check')
    await act(staff.surveyor, 'record-home-visit', {
      surveyors,
      mode: 'IN_PERSON',
      place: '柳湾村九组家中',
      signedByHousehold: true,
      signedBySurveyors: true,
      formSha256: null,
      findings: '夫妻二人共同生活，家庭收入与申报一致。',
    })
    await act(staff.checker, 'complete-economic-check', {
      reportNumber: '核报〔2024〕0001号',
      outcome: 'CONSISTENT',
      findings: '与申报一致。',
    })
    await act(staff.surveyor, 'assess-income', { assessment: assessment('REGISTER') })
    await act(staff.reviewer, 'draft-opinion', { opinion: 'GRANT', reasons: '人均月收入低于保障标准，建议给予。' })
    await act(staff.assistant, 'post-notice', { places: ['柳湾村公开栏'], photoSha256: null })
    const early = await (await by(staff.reviewer)).post(`/v1/cases/${household.caseId}/submit-dossier`, {})
    expect(early.body).toMatchObject({ status: 422, code: 'notice-running' })
  })

  test('comes to the county once the notice has hung for seven days, which the command line lets pass', async () => {
    const { code, stdout } = await place.run('advance', '2024-01-12')
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'The demonstration has reached 2024-01-12.\n' })
    await act(staff.reviewer, 'submit-dossier')
    expect((await seenCase()).status).toBe('SUBMITTED')
    const { items } = await (await by(staff.countyConfirmer)).read<{ items: { task: string }[] }>(
      `/v1/work-items?subjectId=${household.caseId}`,
    )
    expect(items.length).toBeGreaterThan(0)
  })

  test('is granted what the rules come to, from the month after, and is on the roster from then on only', async () => {
    household.beforeGrant = api.lastPosition()
    const grant = {
      decisionNumber: '示民低审〔2024〕0001号',
      holder: household.husband,
      amountFen: AMOUNT,
      noConflictOfInterest: true,
    }
    const wrong = await (await by(staff.countyConfirmer)).post(`/v1/cases/${household.caseId}/decide-grant`, {
      ...grant,
      amountFen: AMOUNT + 1,
    })
    expect(wrong.body).toMatchObject({ status: 422 })
    household.afterGrant = (await act(staff.countyConfirmer, 'decide-grant', grant)).position
    await act(staff.assistant, 'publish-decision', { places: ['柳湾村公开栏'] })
    expect(await seenCase()).toMatchObject({ amountFen: AMOUNT, fromMonth: MONTH })

    const auditor = await by(staff.auditor)
    const onRoll = async (month: string, asOf: string) =>
      (await auditor.all<{ caseId: string }>(`/v1/rosters/${month}?area=${VILLAGE}&asOf=${asOf}`)).some(
        ({ caseId }) => caseId === household.caseId,
      )
    expect(await onRoll(MONTH, household.beforeGrant)).toBe(false)
    expect(await onRoll(MONTH, household.afterGrant)).toBe(true)
    expect(await onRoll('2024-01', household.afterGrant)).toBe(false)
  })
})

const ledger = async (query = ''): Promise<Ledger> =>
  (await by(staff.auditor)).read(`/v1/ledgers/${MONTH}?totals=true&limit=500${query}`)
const ownLines = async (): Promise<LedgerLine[]> =>
  (await ledger()).items
    .filter(({ caseId }) => caseId === household.caseId)
    .sort((one, other) => one.sequence - other.sequence)

describe('a payment month', () => {
  test('goes through three pairs of hands to the bank, which sends one payment back', async () => {
    await (await by(staff.importer)).done('/v1/demonstration/advance', { to: '2024-02-08' })
    const { run, file } = await payOut(by, { month: MONTH, purpose: 'REGULAR' })
    expect(run.lineCount).toBeGreaterThan(150)
    const { lines } = readBankFile(file)
    expect(lines).toHaveLength(run.lineCount)
    expect(lines.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(run.totalFen)
    const [own] = await ownLines()
    expect(lines).toContainEqual({ paymentId: own?.paymentId, account: '6299010100000099991', amountFen: AMOUNT })

    const closed = await settle(
      by,
      run,
      answerOfBank(file, '2024-02-08', ({ paymentId }) => paymentId === own?.paymentId),
    )
    expect(closed.status).toBe('CLOSED')
    const { totals, items } = await ledger()
    expect(items).toHaveLength(run.lineCount)
    const sums = (status: string) => totals.filter((total) => total.status === status)
    expect(sums('RETURNED')).toMatchObject([{ payments: 1, fen: AMOUNT }])
    expect(sums('PAID').reduce((sum, { fen }) => sum + fen, 0)).toBe(run.totalFen - AMOUNT)
  })

  test('pays what came back to a new account', async () => {
    await (await by(staff.caseWorker)).done(`/v1/persons/${household.husband}/register-payee-account`, {
      bank: '示范农村商业银行',
      account: '6299010100000099992',
      accountHolder: '郑示例',
    })
    const { run, file } = await payOut(by, { month: MONTH, purpose: 'REISSUE' })
    expect(readBankFile(file).lines).toMatchObject([{ account: '6299010100000099992', amountFen: AMOUNT }])
    expect((await settle(by, run, answerOfBank(file, '2024-02-08'))).status).toBe('CLOSED')
    const [first, second] = await ownLines()
    expect(first).toMatchObject({ status: 'RETURNED', amountFen: AMOUNT, reissueOf: null })
    expect(second).toMatchObject({ status: 'PAID', amountFen: AMOUNT, reissueOf: first?.paymentId })
  })

  test('has a ledger whose line leads to its events and to those who acted', async () => {
    const [, line] = await ownLines()
    const payment = await (await by(staff.auditor)).read<{ events: { type: string; actor: string; data: object }[] }>(
      `/v1/payments/${line?.paymentId}`,
    )
    expect(payment.events.map(({ type, actor }) => [type, actor])).toEqual([
      ['PaymentPlanned', staff.paymentPreparer.sub],
      ['PaymentFiled', staff.paymentPreparer.sub],
      ['PaymentPaid', staff.paymentOfficer.sub],
    ])
    const { items } = await (await by(staff.auditor)).read<{ items: { type: string; actor: string }[] }>(
      `/v1/cases/${line?.caseId}/timeline`,
    )
    expect(items.find(({ type }) => type === 'GrantDecided')?.actor).toBe(staff.countyConfirmer.sub)
    expect(items.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['IntakeRegistered', 'ApplicationAccepted', 'HomeVisitRecorded', 'NoticePosted']),
    )
  })

  test('has the same ledger and roster as CSV and as a workbook', async () => {
    const auditor = await by(staff.auditor)
    for (const [path, count] of [
      [`/v1/ledgers/${MONTH}`, (await ledger()).items.length],
      [`/v1/rosters/${MONTH}`, (await auditor.all(`/v1/rosters/${MONTH}`)).length],
    ] as const) {
      const csv = await auditor.get(path, { accept: 'text/csv' })
      expect(csv.headers.get('content-type')).toContain('text/csv')
      expect(csv.text.trim().split('\r\n')).toHaveLength(count + 1)
      const workbook = await auditor.get(`${path}?format=xlsx`)
      const sheets = (await readXlsxFile(workbook.bytes)) as unknown as { data: unknown[][] }[]
      expect(sheets[0]?.data).toHaveLength(count + 1)
    }
  })
})

describe('an auditor at the terminal', () => {
  test('performs the month again from history, without a difference', async () => {
    const { code, stdout } = await place.run('recompute', '--month', MONTH)
    expect(stdout).toMatch(/^2024-02: 2 runs, \d+ lines, 0 differences$/m)
    expect(code).toBe(0)
  })

  test('replays the case to its published decision, and as of before the grant to its dossier', async () => {
    const now = await place.run('replay', household.caseId)
    expect(now.code).toBe(0)
    expect(now.stdout.trim().split('\n').at(-1)).toMatch(/\tDecisionPublished\tCONFIRMED\t/)
    const then = await place.run('replay', household.caseId, '--as-of', household.beforeGrant)
    expect(then.stdout.trim().split('\n').at(-1)).toMatch(/\tDossierSubmitted\tSUBMITTED\t/)
  })

  test('asks the doctor, who finds nothing wrong', async () => {
    const { code, stdout } = await place.run('doctor')
    expect(stdout).toContain('Nothing is wrong.')
    expect(code).toBe(0)
  })

  test('is told when there is nothing to perform again, by an exit code that is not zero', async () => {
    const { code, stderr } = await place.run('recompute', '--month', '2031-01')
    expect(stderr).toContain('There is no payment run for 2031-01.')
    expect(code).toBe(1)
  })
})

test('a program that is asked to leave does so in order, and takes its PostgreSQL along', async () => {
  expect(await demo.stop()).toBe(0)
  expect(await place.postgresRuns()).toBe(false)
  const { stdout } = await place.run('doctor')
  expect(stdout).toContain('Nothing is wrong.')
})
