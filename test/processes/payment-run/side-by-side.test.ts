import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { paymentEvents } from '../../../src/domain/payment/events.ts'
import { runEvents } from '../../../src/domain/payment/run-events.ts'
import { linesOf, type Run } from '../../../src/domain/payment/run-state.ts'
import { personEvents } from '../../../src/domain/person/events.ts'
import { buildBankFile, markSent } from '../../../src/processes/payment-run/build-bank-file.ts'
import { closeRun } from '../../../src/processes/payment-run/close.ts'
import { paymentIdOf } from '../../../src/processes/payment-run/identity.ts'
import { importReturnFile } from '../../../src/processes/payment-run/import-returns.ts'
import { instructRun } from '../../../src/processes/payment-run/instruct.ts'
import { readPayments } from '../../../src/processes/payment-run/payments.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { type County, caseOf, maker, officer, openCounty, personNamed } from './county.ts'
import { type Answer, answersOf, continueMonth, opening, returnFile, runMonth } from './month.ts'

const AID = 'temporaryAssistance'
const AGED = 'agedAllowance'

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard(70_000, '2023-01-01')
  await county.giveStandard(10_000, '2023-01-01', 'county.publisher', { scheme: AGED })
  await county.givePersons([{ name: 'poor' }, { name: 'old' }, { name: 'struck' }])
  const gap = { mode: 'GAP', members: 1, countableIncomeFen: 0 } as const
  const instalments = [
    { month: '2023-01', fen: 30_000 },
    { month: '2023-02', fen: 20_000 },
  ]
  await county.giveCases([
    { name: 'poor', scheme: 'subsistenceAllowance', members: ['poor'], facts: gap },
    { name: 'old', scheme: AGED, members: ['old'], facts: gap },
    { name: 'fire', scheme: AID, members: ['struck'], facts: { mode: 'INSTALMENTS', members: 1, instalments } },
    { name: 'flood', scheme: AID, members: ['struck'], facts: { mode: 'INSTALMENTS', members: 1, instalments } },
  ])
  // Nobody claims aid: a person may have it for several causes.
  const released = ['fire', 'flood'].map((name) => {
    const data = {
      personId: personNamed('struck'),
      scheme: AID,
      caseId: caseOf(name),
      lastMonth: '2022-12',
      reason: 'text',
    }
    return { type: 'SchemeClaimReleased', data }
  })
  await county.given([{ stream: `person-${personNamed('struck')}`, events: released }], personEvents)
})
afterAll(() => county.close())

const now = async (runId: string) => (await loadRun(county.deps, runId)).run

const answered = async (runId: string, change?: (answer: Answer) => Answer): Promise<void> => {
  const run = await now(runId)
  const live = await livePayments(run)
  const answers = (await answersOf(county, run, change)).filter(({ paymentId }) => live.has(paymentId))
  await importReturnFile(county.deps, county.call(officer), runId, returnFile(run, answers))
  await closeRun(county.deps, county.call(officer), runId)
}

const livePayments = async (run: Run) => {
  const payments = [...(await readPayments(county.deps, run)).values()]
  return new Set(payments.flatMap(({ payment }) => (payment.status === 'CANCELLED' ? [] : [payment.paymentId])))
}

const sent = async (runId: string): Promise<void> => {
  await markSent(county.deps, county.call(officer), runId, (await now(runId)).file?.fileId ?? '')
}

/** What the ledger says was paid for each month of a scheme. */
const paidFor = async (scheme: string) => {
  await county.untilLedgerKnows()
  const rows = await county.deps.views.selectFrom('ledger_payment').selectAll().where('scheme', '=', scheme).execute()
  const paid: Record<string, number> = {}
  for (const { month, amount_fen, status } of rows)
    if (status === 'PAID') paid[month] = (paid[month] ?? 0) + Number(amount_fen)
  return paid
}

describe('a month that a regular run and a run of arrears pay side by side', () => {
  test('is paid once: both are instructed, and each is held against the other before its bank file', async () => {
    const regular = await runMonth(county, 'approved', opening('2023-01'))
    const arrears = await runMonth(county, 'approved', opening('2023-02', 'ARREARS'))
    expect([linesOf(regular).length, linesOf(arrears).length]).toEqual([1, 1])
    for (const { runId } of [regular, arrears]) await instructRun(county.deps, county.call(maker), runId)
    for (const { runId } of [regular, arrears]) await buildBankFile(county.deps, county.call(maker), runId)
    const files = await Promise.all([regular, arrears].map(async ({ runId }) => (await now(runId)).file?.totalFen ?? 0))
    expect(files.reduce((sum, fen) => sum + fen, 0)).toBeLessThanOrEqual(70_000)
    for (const { runId } of [regular, arrears]) {
      await sent(runId)
      await answered(runId)
    }
    const rest = await runMonth(county, 'calculated', opening('2023-02', 'ARREARS'))
    if (rest.content?.count) {
      await continueMonth(county, rest.runId, 'sent')
      await answered(rest.runId)
    } else await closeRun(county.deps, county.call(officer), rest.runId)
    expect(await paidFor('subsistenceAllowance')).toEqual({ '2023-01': 70_000 })
  })
})

describe('aid in stages', () => {
  test('is paid once per case and stage, by whichever run comes, also where it came back on the way', async () => {
    const first = await runMonth(county, 'sent', opening('2023-01', 'REGULAR', AID))
    expect(linesOf(first).map(({ amountFen }) => amountFen)).toEqual([30_000, 30_000])
    const [back] = linesOf(first)
    const fails = (answer: Answer) =>
      answer.paymentId === back?.paymentId ? { ...answer, outcome: 'RETURNED' } : answer
    await answered(first.runId, fails)
    // The second stage was never opened as a month of its own: arrears pay it; of the first they leave what is to be repeated.
    const late = await runMonth(county, 'sent', opening('2023-03', 'ARREARS', AID))
    expect(linesOf(late).map(({ month, amountFen }) => [month, amountFen])).toEqual([
      ['2023-02', 20_000],
      ['2023-02', 20_000],
    ])
    expect(late.held.map(({ reason }) => reason)).toEqual(['REISSUE_FIRST'])
    await answered(late.runId, (answer) => ({ ...answer, outcome: 'RETURNED' }))
    const account = { personId: personNamed('struck'), bank: '农商银行', account: '62281', accountHolder: 'struck' }
    const registered = [{ type: 'PayeeAccountRegistered', data: account }]
    await county.given([{ stream: `person-${personNamed('struck')}`, events: registered }], personEvents)
    for (const month of ['2023-01', '2023-02']) {
      const again = await runMonth(county, 'sent', opening(month, 'REISSUE', AID))
      expect(linesOf(again)).toHaveLength(month === '2023-01' ? 1 : 2)
      await answered(again.runId)
    }
    expect(await paidFor(AID)).toEqual({ '2023-01': 60_000, '2023-02': 40_000 })
    for (const what of [
      opening('2023-03', 'ARREARS', AID),
      opening('2023-02', 'REGULAR', AID),
      opening('2023-02', 'REISSUE', AID),
    ]) {
      const nothing = await runMonth(county, 'calculated', what)
      expect([what.purpose, linesOf(nothing)]).toEqual([what.purpose, []])
      await closeRun(county.deps, county.call(officer), nothing.runId)
    }
  })
})

describe('the recomputation', () => {
  test('finds nothing in months of any purpose', async () => {
    await runMonth(county, 'instructed', opening('2023-01', 'REGULAR', AGED))
    for (const month of ['2023-01', '2023-02', '2023-03'])
      expect([month, await recompute(county.deps, { month })]).toMatchObject([month, { differences: [] }])
  })

  test('finds a line that was forged into an approved run, and the bank file is not built', async () => {
    const run = await runMonth(county, 'instructed', opening('2023-02', 'REGULAR', AGED))
    const [line] = linesOf(run)
    const paymentId = paymentIdOf({
      scheme: AGED,
      personId: personNamed('poor'),
      month: '2023-02',
      kind: 'regular',
      sequence: 1,
    })
    const forged = { ...line, paymentId, personId: personNamed('poor'), caseId: caseOf('poor') }
    const lines = { runId: run.runId, attempt: run.attempt, chunk: 1, lines: [forged] }
    const events = [{ type: 'PaymentLinesCalculated', data: lines }]
    await county.given([{ stream: `run-${run.runId}`, events }], runEvents, 'forger')
    await expect(buildBankFile(county.deps, county.call(maker), run.runId)).rejects.toMatchObject({
      code: 'run-content-differs',
    })
    const { standardFen: _standard, standardDocument: _document, account: _account, ...payment } = forged
    const planned = [{ type: 'PaymentPlanned', data: { ...payment, scheme: AGED, runId: run.runId } }]
    await county.given([{ stream: `payment-${paymentId}`, events: planned }], paymentEvents, 'forger')
    expect(await recompute(county.deps, { month: '2023-02' })).toMatchObject({ differences: [{ paymentId }] })
  })

  test('finds arrears that nobody was owed', async () => {
    const { runId } = await now('990101-subsistenceAllowance-2023-02-1')
    const key = {
      scheme: 'subsistenceAllowance',
      personId: personNamed('poor'),
      month: '2023-01',
      kind: 'arrears',
      sequence: 9,
    } as const
    const [line] = linesOf(await now(runId))
    const { standardFen: _standard, standardDocument: _document, account: _account, ...payment } = line ?? {}
    const data = { ...payment, ...key, paymentId: paymentIdOf(key), runId }
    const events = [{ type: 'PaymentPlanned', data }]
    await county.given([{ stream: `payment-${paymentIdOf(key)}`, events }], paymentEvents, 'forger')
    const { differences } = await recompute(county.deps, { month: '2023-02', scheme: 'subsistenceAllowance' })
    expect(differences).toMatchObject([{ kind: 'PAYEE', paymentId: paymentIdOf(key) }])
  })
})

describe('a payment that is made again', () => {
  test('is stopped before the bank file where its person turns out to have died before the month', async () => {
    const first = await runMonth(county, 'sent', opening('2023-03', 'REGULAR', AGED))
    await answered(first.runId, (answer) => ({ ...answer, outcome: 'RETURNED' }))
    const personId = personNamed('old')
    const account = { personId, bank: '农商银行', account: '62282', accountHolder: 'old' }
    const registered = [{ type: 'PayeeAccountRegistered', data: account }]
    await county.given([{ stream: `person-${personId}`, events: registered }], personEvents)
    const again = await runMonth(county, 'instructed', opening('2023-03', 'REISSUE', AGED))
    expect(linesOf(again)).toMatchObject([{ personId, kind: 'reissue' }])
    await county.giveDeath(personId, '2023-02-10')
    await buildBankFile(county.deps, county.call(maker), again.runId)
    expect((await now(again.runId)).file).toMatchObject({ count: 0, totalFen: 0 })
  })
})
