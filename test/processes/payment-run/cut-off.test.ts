import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { paymentEvents } from '../../../src/domain/payment/events.ts'
import type { RunLine } from '../../../src/domain/payment/line.ts'
import { linesOf } from '../../../src/domain/payment/run-state.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { WrongExpectedVersion } from '../../../src/log/errors.ts'
import { accountsIn } from '../../../src/processes/payment-run/bank-file.ts'
import { buildBankFile, markSent } from '../../../src/processes/payment-run/build-bank-file.ts'
import { cancelPayment } from '../../../src/processes/payment-run/cancel-payment.ts'
import { closeRun } from '../../../src/processes/payment-run/close.ts'
import { importReturnFile } from '../../../src/processes/payment-run/import-returns.ts'
import { instructRun } from '../../../src/processes/payment-run/instruct.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { approver, type County, caseOf, childOf, holderOf, maker, officer, openCounty, reviewer } from './county.ts'
import { answersOf, heldHousehold, opening, returnFile, runMonth } from './month.ts'

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard()
  await county.giveHouseholds(['1', '2', '3', '4'].map((name) => ({ name })))
})
afterAll(() => county.close())

describe('what becomes known between the calculation and the bank file', () => {
  test('stops the payments to the dead and to whoever left, and no others', async () => {
    const { deps, call } = county
    const { runId, ...run } = await runMonth(county, 'instructed', opening('2023-05'))
    expect(linesOf({ runId, ...run })).toHaveLength(4)
    await county.giveDeath(holderOf('1'), '2023-04-20')
    await county.giveDeath(childOf('2'), '2023-05-02')
    await county.giveStop('3', '2023-04')
    await buildBankFile(deps, call(maker), runId)
    const built = (await loadRun(deps, runId)).run
    const paid = accountsIn((await deps.vault.findFile(built.file?.sha256 ?? '')) ?? Buffer.alloc(0))
    const stopped = linesOf(built).filter(({ paymentId }) => !paid.has(paymentId))
    expect(stopped.map(({ caseId }) => caseId).sort()).toEqual([caseOf('1'), caseOf('3')].sort())
    expect(built.file).toMatchObject({ count: 2, totalFen: 160_000 })
  })

  test('leaves a month that closes, agrees with history, and holds the dead in the next run', async () => {
    const { deps, call } = county
    const runId = '990101-subsistenceAllowance-2023-05-1'
    const { run } = await loadRun(deps, runId)
    await markSent(deps, call(officer), runId, run.file?.fileId ?? '')
    const inFile = accountsIn((await deps.vault.findFile(run.file?.sha256 ?? '')) ?? Buffer.alloc(0))
    const answers = (await answersOf(county, run)).filter(({ paymentId }) => inFile.has(paymentId))
    await importReturnFile(deps, call(officer), runId, returnFile(run, answers))
    await closeRun(deps, call(officer), runId)
    expect(await recompute(deps, { month: '2023-05' })).toMatchObject({ runs: 1, differences: [] })
    const second = await runMonth(county, 'calculated', opening('2023-05'))
    expect(linesOf(second)).toEqual([])
    expect(second.held).toContainEqual(heldHousehold('1', 'DEATH', '2023-05'))
  })

  test('stops who was stopped by somebody who builds the file at the same moment', async () => {
    const { deps, call } = county
    const { runId } = await runMonth(county, 'instructed', opening('2023-06'))
    const [stopped, ...others] = linesOf((await loadRun(deps, runId)).run).map(({ paymentId }) => paymentId)
    const data = { paymentId: stopped, cancelledOn: '2023-06-12', reason: 'DEATH', note: '' }
    const keepFile: typeof deps.vault.keepFile = async (bytes) => {
      await county.given(
        [{ stream: `payment-${stopped}`, events: [{ type: 'PaymentCancelled', data }] }],
        paymentEvents,
      )
      return deps.vault.keepFile(bytes)
    }
    const late = buildBankFile({ ...deps, vault: { ...deps.vault, keepFile } }, call(maker), runId)
    await expect(late).rejects.toThrow(WrongExpectedVersion)
    await buildBankFile(deps, call(maker), runId)
    const { run } = await loadRun(deps, runId)
    const inFile = accountsIn((await deps.vault.findFile(run.file?.sha256 ?? '')) ?? Buffer.alloc(0))
    expect([...inFile.keys()].sort()).toEqual(others.sort())
  })
})

describe('one payment', () => {
  const cancel = (by: Actor, paymentId: string, call = county.call(by)) =>
    cancelPayment(county.deps, call, {
      type: 'CancelPayment',
      subject: paymentId,
      newId: call.commandId,
      data: { reason: 'DEATH', note: '村委会来电，领取人昨日去世' },
    })
  const runId = '990101-subsistenceAllowance-2023-04-1'
  let stopped: RunLine

  test('is stopped by a reviewer or approver before the bank file, once, and the others are paid', async () => {
    const { deps, call } = county
    await runMonth(county, 'approved', opening('2023-04'))
    const lines = linesOf((await loadRun(deps, runId)).run)
    const [first] = lines
    if (!first) throw new Error('a run without lines')
    stopped = first
    await expect(cancel(approver, stopped.paymentId)).rejects.toMatchObject({ code: 'unknown-payment' })
    await instructRun(deps, call(maker), runId)
    await expect(cancel(maker, stopped.paymentId)).rejects.toMatchObject({ code: 'run-role-needed' })
    const elsewhere = { ...approver, area: '990102' }
    await expect(cancel(elsewhere, stopped.paymentId)).rejects.toMatchObject({ code: 'run-outside-area' })
    const asked = call(approver)
    const done = await cancel(approver, stopped.paymentId, asked)
    expect(done.events).toMatchObject([
      { type: 'PaymentCancelled', data: { reason: 'DEATH', cancelledOn: '2023-05-08' } },
    ])
    await expect(cancel(reviewer, stopped.paymentId)).rejects.toMatchObject({ code: 'payment-cannot-move' })
    await buildBankFile(deps, call(maker), runId)
    const { file } = (await loadRun(deps, runId)).run
    const paid = accountsIn((await deps.vault.findFile(file?.sha256 ?? '')) ?? Buffer.alloc(0))
    expect(new Set(paid.keys())).toEqual(new Set(lines.slice(1).map(({ paymentId }) => paymentId)))
    expect(await cancel(approver, stopped.paymentId, asked)).toMatchObject({ repeated: true })
    const [, next] = lines
    await expect(cancel(approver, next?.paymentId ?? '')).rejects.toMatchObject({ code: 'run-not-in-state' })
  })

  test('that was stopped comes before a reviewer and an approver again with the next run of the month', async () => {
    const again = await runMonth(county, 'instructed', opening('2023-04'))
    const { caseId, amountFen } = stopped
    expect(linesOf(again)).toMatchObject([{ caseId, amountFen, sequence: 2 }])
    expect(await recompute(county.deps, { month: '2023-04' })).toMatchObject({ runs: 2, differences: [] })
  })
})
