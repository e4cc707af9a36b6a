import fc from 'fast-check'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linesOf, type Run } from '../../../src/domain/payment/run-state.ts'
import { paymentStream } from '../../../src/log/streams.ts'
import { calculateRun } from '../../../src/processes/payment-run/calculate.ts'
import { closeRun, settleException } from '../../../src/processes/payment-run/close.ts'
import { importReturnFile } from '../../../src/processes/payment-run/import-returns.ts'
import { readPayments } from '../../../src/processes/payment-run/payments.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { personCommand } from '../../../src/processes/persons.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { type County, holderOf, id, maker, officer, openCounty } from './county.ts'
import { type Answer, answersOf, continueMonth, opening, returnFile, runMonth } from './month.ts'

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard(70_000, '2022-01-01')
  await county.giveHouseholds(['1', '2', '3', '4', '5', '6'].map((name) => ({ name, fromMonth: '2022-01' })))
})
afterAll(() => county.close())

const imported = async (run: Run, bytes: Buffer) => {
  await importReturnFile(county.deps, county.call(officer), run.runId, bytes)
  return (await loadRun(county.deps, run.runId)).run
}

const statuses = async (run: Run) =>
  new Map([...(await readPayments(county.deps, run))].map(([paymentId, { payment }]) => [paymentId, payment.status]))

const close = (run: Run) => closeRun(county.deps, county.call(officer), run.runId)

describe('a return file', () => {
  test('is imported once, however often it comes', async () => {
    const run = await runMonth(county, 'sent', opening('2023-01'))
    const [first] = linesOf(run)
    const bytes = returnFile(
      run,
      await answersOf(county, run, (answer) =>
        answer.paymentId === first?.paymentId ? { ...answer, outcome: 'RETURNED' } : answer,
      ),
    )
    const once = await imported(run, bytes)
    const { tip } = await loadRun(county.deps, run.runId)
    const head = await county.deps.log.head()
    const twice = await imported(run, bytes)
    expect(twice).toEqual(once)
    expect((await loadRun(county.deps, run.runId)).tip.version).toBe(tip.version)
    expect(await county.deps.log.head()).toBe(head)
    expect((await statuses(run)).get(first?.paymentId ?? '')).toBe('RETURNED')
    await close(run)
    expect((await loadRun(county.deps, run.runId)).run.status).toBe('CLOSED')
  })

  test('keeps what does not fit as exceptions, and the run open until each has an answer', async () => {
    const run = await runMonth(county, 'sent', opening('2023-02'))
    const answers = await answersOf(county, run)
    const [a, b, c, d, ...rest] = answers as [Answer, Answer, Answer, Answer, ...Answer[]]
    const odd = [
      a,
      { ...b, amountFen: 80_001 },
      { ...c, account: '6222' },
      { ...d, day: '2023-05-09' },
      ...rest,
      a,
      { ...a, paymentId: id('nobody') },
      { ...a, paymentId: 'not an id' },
    ]
    const bytes = returnFile(run, odd, '1,1,0,0,0,0')
    const after = await imported(run, bytes)
    expect(after.exceptions.map(({ line, code }) => [line, code])).toEqual([
      [0, 'TRAILER_TOTALS'],
      [3, 'OTHER_AMOUNT'],
      [4, 'OTHER_ACCOUNT'],
      [5, 'FUTURE_DAY'],
      [8, 'DOUBLED_LINE'],
      [9, 'UNKNOWN_PAYMENT'],
      [10, 'UNKNOWN_PAYMENT'],
    ])
    expect([...(await statuses(run)).values()].filter((status) => status === 'PAID')).toHaveLength(3)
    await expect(close(run)).rejects.toMatchObject({ code: 'run-exceptions-open' })

    for (const { sha256, line } of after.exceptions)
      await settleException(county.deps, county.call(officer), run.runId, { sha256, line, answer: '已核实' })
    await expect(close(run)).rejects.toMatchObject({ code: 'run-not-reconciled', facts: { open: 3 } })

    await imported(run, returnFile(run, [b, c, d]))
    await close(run)
  })

  test('of a bank that writes control characters, or days before it had the file, costs no other line', async () => {
    const run = await runMonth(county, 'sent', opening('2023-06'))
    const [a, b, c, d, ...rest] = (await answersOf(county, run)) as [Answer, Answer, Answer, Answer, ...Answer[]]
    const lines = [
      { ...a, outcome: 'RETURNED' },
      { ...b, day: '2023-05-07' },
      { ...c, paymentId: `${c.paymentId}\0` },
      { ...d, outcome: 'RETURNED', day: '2023-05-07' },
      ...rest,
    ]
    const text = returnFile(run, lines).toString('latin1')
    const reason = iconv.encode('账户已销户', 'gb18030').toString('latin1')
    const odd = Buffer.from(text.replace(`B0,${reason}`, `B\x070,${reason}\0\x1b[2J`), 'latin1')
    const after = await imported(run, odd)
    expect(after.exceptions.map(({ line, code }) => [line, code])).toEqual([
      [3, 'BEFORE_SENT'],
      [4, 'UNKNOWN_PAYMENT'],
      [5, 'BEFORE_SENT'],
    ])
    const { events } = await county.deps.log.readStream(paymentStream(a.paymentId))
    expect(JSON.parse(events.at(-1)?.payload ?? '').reason).toBe('账户已销户\ufffd\ufffd[2J')
    expect([...(await statuses(run)).values()].filter((status) => status === 'PAID')).toHaveLength(rest.length)
    for (const { sha256, line } of after.exceptions)
      await settleException(county.deps, county.call(officer), run.runId, { sha256, line, answer: '已核实' })
    await imported(run, returnFile(run, [b, c, d]))
    await close(run)
  })

  test('may bring money back late, and never makes what came back paid', async () => {
    const run = await runMonth(county, 'sent', opening('2023-03'))
    const answers = await answersOf(county, run)
    const [late] = answers as [Answer]
    await imported(run, returnFile(run, answers))
    await close(run)
    const back = await imported(run, returnFile(run, [{ ...late, outcome: 'RETURNED' }]))
    expect(back.status).toBe('CLOSED')
    expect((await statuses(run)).get(late.paymentId)).toBe('RETURNED')
    const again = await imported(run, returnFile(run, [{ ...late, day: '2023-05-07' }]))
    expect(again.exceptions).toMatchObject([{ line: 2, code: 'PAID_AFTER_RETURNED' }])
    expect((await statuses(run)).get(late.paymentId)).toBe('RETURNED')
  })

  test('that is not one, or not whole, or of another run imports nothing', async () => {
    const run = await runMonth(county, 'sent', opening('2023-04'))
    const whole = returnFile(run, await answersOf(county, run))
    const cut = whole.subarray(0, whole.length - 40)
    const other = Buffer.from(whole.toString('latin1').replace('2023-04-1-p1', '2023-03-1-p1'), 'latin1')
    for (const [bytes, problem] of [
      [Buffer.alloc(0), 'header'],
      [Buffer.from('H,ANJUAN-RETURN,1,x'), 'trailer'],
      [Buffer.from('"'), 'csv'],
      [cut, 'trailer'],
      [other, 'other-file'],
      [Buffer.from(whole.toString('latin1').replace('80000,PAID', '80000.5,PAID'), 'latin1'), 'detail'],
    ] as const)
      await expect(imported(run, bytes)).rejects.toMatchObject({ code: 'return-file-unreadable', facts: { problem } })
    expect(new Set((await statuses(run)).values())).toEqual(new Set(['FILED']))
    const { run: after } = await loadRun(county.deps, run.runId)
    expect(after.returnFiles).toHaveLength(6)
    expect(after.returnFiles.some(({ imported: done }) => done)).toBe(false)
    await imported(run, whole)
    await close(run)
  })
})

describe('what came back', () => {
  test('is paid again to an account that was registered since, under an id of its own', async () => {
    const { deps } = county
    const run = await runMonth(county, 'sent', opening('2023-05'))
    const [first, second] = linesOf(run)
    const answers = await answersOf(county, run, (answer) =>
      answer.paymentId === first?.paymentId
        ? { ...answer, outcome: 'RETURNED' }
        : answer.paymentId === second?.paymentId
          ? { ...answer, outcome: 'FAILED' }
          : answer,
    )
    await imported(run, returnFile(run, answers))
    await close(run)

    const reissue = await runMonth(county, 'calculated', opening('2023-05', 'REISSUE'))
    expect(linesOf(reissue)).toEqual([])
    expect(reissue.held.map(({ reason }) => reason)).toEqual(['ACCOUNT_NOT_CONFIRMED', 'ACCOUNT_NOT_CONFIRMED'])

    const name = ['1', '2', '3', '4', '5', '6'].find((one) => id(`holder ${one}`) === first?.personId) ?? ''
    await county.giveAccount(name, '6222555566667777')
    await calculateRun(deps, county.call(maker), reissue.runId)
    await continueMonth(county, reissue.runId, 'sent')
    const again = (await loadRun(deps, reissue.runId)).run
    expect(linesOf(again)).toMatchObject([
      { kind: 'reissue', sequence: 2, reissueOf: first?.paymentId, amountFen: 80_000, personId: first?.personId },
    ])
    await imported(again, returnFile(again, await answersOf(county, again)))
    await close(again)

    const third = await runMonth(county, 'calculated', opening('2023-05', 'REISSUE'))
    expect(third.held).toHaveLength(1)
    expect(linesOf(third)).toEqual([])
    expect(await recompute(deps, { month: '2023-05' })).toMatchObject({ runs: 2, lines: 7, differences: [] })
  })

  test('is paid again to the same account once that is confirmed; registered by anybody else it is no change', async () => {
    const { deps } = county
    const clerk = { sub: 'clerk', roles: ['caseWorker' as const], office: '990101', area: '990101' }
    const waiting = (await loadRun(deps, '990101-subsistenceAllowance-2023-05-3')).run
    const names = ['1', '2', '3', '4', '5', '6']
    const back = names.find((name) => holderOf(name) === waiting.held[0]?.personId) ?? ''
    const registerAgain = (name: string) => {
      const call = county.call(clerk)
      const data = { bank: '农商银行', account: `6222${name.padStart(12, '0')}`, accountHolder: `户主${name}` }
      return personCommand(deps, call, {
        type: 'RegisterPayeeAccount',
        subject: holderOf(name),
        newId: call.commandId,
        data,
      })
    }
    const moved = linesOf((await loadRun(deps, '990101-subsistenceAllowance-2023-05-2')).run)[0]?.personId
    const paid = names.find((name) => name !== back && holderOf(name) !== moved) ?? ''
    expect((await registerAgain(paid)).events).toEqual([])
    expect((await registerAgain(back)).events.map(({ type }) => type)).toEqual(['PayeeAccountRegistered'])
    await calculateRun(deps, county.call(maker), waiting.runId)
    const [line] = linesOf((await loadRun(deps, waiting.runId)).run)
    expect(line).toMatchObject({ kind: 'reissue', personId: holderOf(back) })
  })
})

const ledgerOf = async ({ runId }: Run) => {
  const { deps } = county
  await county.untilLedgerKnows()
  return deps.views.selectFrom('ledger_payment').select('amount_fen').where('run_id', '=', runId).execute()
}

test('any order of answers over any number of files ends in the same ledger, and the ledger in the sum of the lines', async () => {
  let month = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('PAID', 'RETURNED', 'FAILED'), { minLength: 6, maxLength: 6 }),
      fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
      fc.integer({ min: 1, max: 5 }),
      async (outcomes, order, cut) => {
        month += 1
        const run = await runMonth(county, 'sent', opening(`2022-${String(month + 5).padStart(2, '0')}`))
        const answers = (await answersOf(county, run)).map((answer, index) => ({
          ...answer,
          outcome: outcomes[index] ?? 'PAID',
        }))
        const shuffled = order.map((index) => answers[index]).filter((answer) => answer !== undefined)
        const files = [returnFile(run, shuffled.slice(0, cut)), returnFile(run, shuffled.slice(cut))]
        for (const file of [...files, ...files]) await imported(run, file)
        const ended = await statuses(run)
        for (const { paymentId, outcome } of answers) expect(ended.get(paymentId)).toBe(outcome)
        await close(run)
        const rows = await ledgerOf(run)
        expect(rows.reduce((sum, { amount_fen }) => sum + amount_fen, 0)).toBe(run.content?.totalFen)
      },
    ),
    { numRuns: 4 },
  )
})
