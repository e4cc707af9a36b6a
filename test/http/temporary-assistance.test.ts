import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { money } from '../domain/reserve/reserve.ts'
import { bill, fire } from '../domain/scheme/temporary-assistance/aid.ts'
import { COUNTY, type County, openCounty, TOWNSHIP, VILLAGE } from './county.ts'
import { AID, aidFor, alone, applyForAid } from './emergency.ts'
import { freshKey } from './little-shell.ts'

const SUM = 57_000

let county: County
let persons = 0
beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: '2023-03-10' })
  await county.publishStandard(57_000, '2023-01-01')
  await county.done('officer', `/v1/reserves/${TOWNSHIP}/allocate`, money(100_000))
  await county.done('publisher', `/v1/policies/${COUNTY}/delegate-authority`, {
    document: { number: 'D-1', title: '临时救助审批权限', issuer: '示例县民政局' },
    scheme: AID,
    to: TOWNSHIP,
    capFen: 60_000,
    from: '2023-01-01',
    until: null,
  })
})
afterAll(() => county.close())

/** Somebody of the township, by the order of their ID numbers. */
const somebody = async (): Promise<string> => {
  persons += 2
  return (await county.registerPerson('钱示例', persons + 1)).id
}

const apply = (personId: string, particulars: unknown) => applyForAid(county, personId, particulars)

let number = 0
const aid = (recipient: string, amountFen = SUM) => {
  number += 1
  return aidFor(recipient, amountFen, number)
}
const grant = (caseId: string, body: unknown, key = freshKey()) =>
  county.post('townshipConfirmer', `/v1/cases/${caseId}/grant-emergency-aid`, body, { 'idempotency-key': key })
const caseOf = async (caseId: string) => (await county.seen('clerk', `/v1/cases/${caseId}`)).json()
const reserve = async () => (await county.seen('clerk', `/v1/reserves/${TOWNSHIP}`)).json()
const aids = async (query = '') => (await county.seen('auditor', `/v1/emergency-aids${query}`)).json().items

describe('an emergency', () => {
  let burnt: { person: string; caseId: string; decisionNumber: string }

  test('is helped at once from the reserve, and answered the same when asked again', async () => {
    const person = await somebody()
    const caseId = await apply(person, fire())
    const [key, body] = [freshKey(), aid(person)]
    const first = await grant(caseId, body, key)
    expect(first.json()).toMatchObject({ id: caseId })
    // The answer is lost with the program that gave it; the command is carried out again, and nothing is drawn twice.
    await county.forget(key)
    expect((await grant(caseId, body, key)).payload).toBe(first.payload)
    expect(await caseOf(caseId)).toMatchObject({ status: 'AIDED', amountFen: SUM, decidedOn: '2023-03-10' })
    expect(await reserve()).toMatchObject({ drawnFen: SUM, balanceFen: 43_000, draws: 1 })
    burnt = { person, caseId, decisionNumber: body.decisionNumber }
  })

  test('stands in the book of aids, masked, with the day for its paperwork', async () => {
    expect(await aids()).toMatchObject([
      {
        caseId: burnt.caseId,
        personId: burnt.person,
        recipient: { name: '钱**' },
        amountFen: SUM,
        aidFirst: 'MAY',
        delegated: true,
        paperwork: 'OPEN',
        paperworkDue: '2023-04-10',
        filedOn: null,
      },
    ])
    const [draw] = (await county.seen('auditor', `/v1/reserves/${TOWNSHIP}/movements?kind=DRAWN`)).json().items
    expect(draw).toMatchObject({ caseId: burnt.caseId, personId: burnt.person, cause: 'FIRE', amountFen: SUM })
    expect((await county.seen('neighbour', '/v1/emergency-aids')).json().items).toEqual([])
  })

  test('that the reserve cannot pay for leaves no trace', async () => {
    const person = await somebody()
    const caseId = await apply(person, fire())
    expect((await grant(caseId, aid(person))).json()).toMatchObject({
      status: 409,
      code: 'reserve-short',
      facts: { availableFen: 43_000 },
    })
    expect((await caseOf(caseId)).status).toBe('INTAKE')
    expect(await reserve()).toMatchObject({ balanceFen: 43_000, draws: 1, annulledFen: 0 })
  })

  test('of the same cause is not helped twice, and draws nothing', async () => {
    await county.done('officer', `/v1/reserves/${TOWNSHIP}/replenish`, money(200_000, 'R'))
    const again = await apply(burnt.person, fire())
    expect((await grant(again, aid(burnt.person))).json()).toMatchObject({
      status: 422,
      code: 'same-cause-again',
      clause: '2014-47',
      facts: { caseId: burnt.caseId, grantedOn: '2023-03-10' },
    })
    expect((await reserve()).draws).toBe(1)
    const twice = { particulars: fire({ againBecause: '二次失火，新的损失。' }) }
    await county.done('clerk', `/v1/cases/${again}/record-particulars`, twice)
    expect((await grant(again, aid(burnt.person))).statusCode).toBe(200)
  })

  test('above the cap of the township is the county’s to decide', async () => {
    const person = await somebody()
    const caseId = await apply(person, fire({ award: { by: 'TIER', tier: 2 } }))
    expect((await grant(caseId, aid(person, 114_000))).json()).toMatchObject({ status: 403, code: 'above-cap' })
    await county.done('confirmer', `/v1/cases/${caseId}/grant-emergency-aid`, aid(person, 114_000))
    expect((await aids()).filter(({ delegated }: { delegated: boolean }) => !delegated)).toHaveLength(1)
  })

  test('has its paperwork completed, is filed with the county, and is closed', async () => {
    const url = `/v1/cases/${burnt.caseId}`
    const paperwork = {
      signedBy: ['clerk', 'reviewer'],
      signedByRecipient: true,
      formSha256: null,
      outcome: 'BORNE_OUT',
      findings: '属实',
    }
    await county.done('clerk', '/v1/demonstration/advance', { to: '2023-04-03' })
    await county.done('clerk', `${url}/complete-paperwork`, paperwork)
    expect((await county.post('clerk', `${url}/close-case`, {})).json()).toMatchObject({ code: 'paperwork-open' })
    expect(await aids('?unfiled=true')).toHaveLength(2)
    const filings = async () => (await county.seen('confirmer', `/v1/filings?scheme=${AID}`)).json().items
    expect((await filings()).map(({ act }: { act: string }) => act)).toEqual([
      'EmergencyAidGranted',
      'EmergencyAidGranted',
    ])
    // Decided on a Friday: ten working days later.
    expect((await filings())[0]).toMatchObject({
      onDay: '2023-03-10',
      fileBy: '2023-03-24',
      fileByProvisional: false,
      fileByClause: 'product default',
      overdue: true,
    })
    const late = async (overdue: boolean) =>
      (await county.seen('confirmer', `/v1/filings?scheme=${AID}&overdue=${overdue}`)).json().items.length
    expect([await late(true), await late(false)]).toEqual([2, 0])
    await county.done('clerk', `${url}/file-decision`, { decisionNumber: burnt.decisionNumber })
    // Filed after its last day, it stays on the board.
    expect([await late(true), await late(false)]).toEqual([2, 0])
    await county.done('clerk', `${url}/close-case`, {})
    expect(await aids('?paperwork=DONE')).toMatchObject([{ caseId: burnt.caseId, filedOn: '2023-04-03' }])
  })

  test('whose paperwork is late stands on the overdue board, whoever has written it down', async () => {
    await county.done('clerk', '/v1/demonstration/advance', { to: '2023-04-11' })
    expect(await aids('?paperwork=OPEN')).toEqual([])
    const overdue = await aids('?paperwork=OVERDUE')
    expect(overdue).toHaveLength(2)
    const { position } = (await county.seen('auditor', '/v1/emergency-aids')).json()
    expect(await aids(`?paperwork=OVERDUE&asOf=${position}`)).toEqual(overdue)
    const work = (await county.seen('clerk', '/v1/work-items?task=complete-paperwork')).json().items
    expect(work).toHaveLength(2)
    expect(work[0]).toMatchObject({ overdue: true, due: '2023-04-10', clause: 'local-ningguo' })
    const csv = await county.seen('auditor', '/v1/emergency-aids?format=csv')
    const rows: Record<string, string>[] = parse(csv.payload, { bom: true, columns: true })
    expect(rows.map((row) => row['手续状态'])).toEqual(expect.arrayContaining(['逾期', '逾期', '已补齐']))
  })

  test.each([
    ['nobody', { recipient: '00000000-0000-4000-8000-000000000000' }, 'not-a-member'],
    ['nothing', { amountFen: 0 }, 'input-invalid'],
    ['another sum', { amountFen: SUM - 1 }, 'amount-drifted'],
    ['a day to come', { on: '2023-12-31' }, 'future-day'],
    ['a relative’s hand', { noConflictOfInterest: false }, 'input-invalid'],
  ])('is not granted to %s', async (_what, change, code) => {
    const person = await somebody()
    const caseId = await apply(
      person,
      fire({ happenedOn: '2023-04-10', hardship: { cause: 'OTHER_ACCIDENT', account: '溺水' } }),
    )
    const before = await reserve()
    const answer = await grant(caseId, { ...aid(person), ...change })
    expect(answer.json()).toMatchObject({ code })
    expect(answer.statusCode).toBeLessThan(500)
    expect((await reserve()).draws).toBe(before.draws)
  })

  test.each([
    [{ kind: 'MIRACLE' }, 'kind'],
    [{ stages: [{ monthsAfter: 0, fen: 0 }] }, 'stages.0.fen'],
    [{ hardship: { cause: 'FIRE' } }, 'hardship.account'],
  ])('is not told as %j', async (change, path) => {
    const person = await somebody()
    const answer = await county.post('clerk', '/v1/cases', {
      scheme: AID,
      area: VILLAGE,
      areaKind: 'RURAL',
      filing: 'SINGLE',
      applicant: person,
      proxy: null,
      members: [alone(person)],
      declared: { incomes: [], deductions: [], assets: { finding: 'WITHIN', basis: '申报' } },
      povertyRegister: false,
      commitmentSignedOn: null,
      particulars: { ...fire(), ...change },
    })
    expect(answer.json()).toMatchObject({ status: 400, code: 'particulars-invalid', facts: { paths: [path] } })
  })
})

describe('expenditure aid', () => {
  test('takes the whole way with its notice, and is paid in stages by the payment runs of its months', async () => {
    const person = await somebody()
    await county.done('clerk', `/v1/persons/${person}/register-payee-account`, {
      bank: '示例农村商业银行',
      account: '6200000000000009999',
      accountHolder: '钱示例',
    })
    const stages = [
      { monthsAfter: 0, fen: 100_000 },
      { monthsAfter: 1, fen: 71_000 },
    ]
    const certified = { as: 'ALLOWANCE' as const, documentNumber: '示低保〔2022〕9号', until: null }
    const facts = { award: { by: 'TIER' as const, tier: 3 }, stages }
    const unheld = await apply(person, bill({ certified, ...facts }))
    await county.done('clerk', `/v1/cases/${unheld}/declare-close-relatives`, { relatives: [] })
    expect((await county.post('clerk', `/v1/cases/${unheld}/accept-application`, {})).json()).toMatchObject({
      status: 422,
      code: 'certified-not-held',
    })
    const caseId = await apply(person, bill({ certified: { ...certified, issuer: '示例邻县民政局' }, ...facts }))
    const url = `/v1/cases/${caseId}`
    await county.done('clerk', `${url}/declare-close-relatives`, { relatives: [] })
    await county.done('clerk', `${url}/accept-application`, {})
    expect((await county.post('clerk', `${url}/request-economic-check`, {})).json()).toMatchObject({
      code: 'step-unknown',
      facts: { clause: '2018-23' },
    })
    await county.done('clerk', `${url}/draft-opinion`, { opinion: 'GRANT', reasons: '支出属实' })
    await county.done('clerk', `${url}/post-notice`, { places: ['村务公开栏'], photoSha256: null })
    const decision = {
      decisionNumber: '示临救〔2023〕支1号',
      holder: person,
      amountFen: 171_000,
      noConflictOfInterest: true,
    }
    expect((await county.post('confirmer', `${url}/decide-grant`, decision)).json()).toMatchObject({
      code: 'notice-running',
    })
    await county.done('clerk', '/v1/demonstration/advance', { to: '2023-04-20' })
    await county.done('confirmer', `${url}/decide-grant`, decision)
    expect(await caseOf(caseId)).toMatchObject({ fromMonth: '2023-04', toMonth: '2023-05', amountFen: 171_000 })

    const run = await county.done('preparer', '/v1/payment-runs', {
      area: COUNTY,
      scheme: AID,
      month: '2023-04',
      purpose: 'REGULAR',
    })
    await county.done('preparer', `/v1/payment-runs/${run.id}/calculate`, {})
    const { items } = (await county.seen('officer', `/v1/payment-runs/${run.id}/lines`)).json()
    expect(items).toMatchObject([{ caseId, personId: person, amountFen: 100_000 }])
  })
})

test('what was granted by the ordinary way stands in the way of aid for the same cause', async () => {
  const [{ holder }] = (await county.seen('auditor', `/v1/cases?scheme=${AID}&status=CONFIRMED,ENTITLED`)).json().items
  const hardship = { cause: 'MEDICAL_COST' as const, account: '再次住院' }
  const caseId = await apply(holder, fire({ happenedOn: '2023-04-19', hardship }))
  expect((await grant(caseId, aid(holder))).json()).toMatchObject({ code: 'same-cause-again' })
})

describe('2026-LAW Art.50: from 2026-07-01 on', () => {
  test('what is urgent, small and immediate is not sent the ordinary way, and is helped as a duty', async () => {
    await county.done('clerk', '/v1/demonstration/advance', { to: '2026-07-01' })
    const person = await somebody()
    const caseId = await apply(person, fire({ happenedOn: '2026-06-30' }))
    expect((await county.post('clerk', `/v1/cases/${caseId}/accept-application`, {})).json()).toMatchObject({
      status: 422,
      code: 'aid-first-duty',
      clause: '2026-LAW Art.50',
    })
    expect((await grant(caseId, aid(person))).statusCode).toBe(200)
    const found = (await aids('?paperwork=OPEN')).find((row: { caseId: string }) => row.caseId === caseId)
    expect(found).toMatchObject({ aidFirst: 'MUST' })
  })
})
