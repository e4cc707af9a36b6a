import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseEvents } from '../../../src/domain/case/events.ts'
import { paymentEvents } from '../../../src/domain/payment/events.ts'
import { linesOf } from '../../../src/domain/payment/run-state.ts'
import { personEvents } from '../../../src/domain/person/events.ts'
import { buildBankFile } from '../../../src/processes/payment-run/build-bank-file.ts'
import { calculateRun } from '../../../src/processes/payment-run/calculate.ts'
import { instructRun, sendBackRun } from '../../../src/processes/payment-run/instruct.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { PATIENCE_MS } from '../../caught-up.ts'
import { approver, type County, caseOf, childOf, entitlementOf, maker, openCounty } from './county.ts'
import { continueMonth, heldHousehold, opening, runMonth } from './month.ts'

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard()
  await county.giveHouseholds(['1', '2'].map((name) => ({ name })))
  const account = { bank: '农商银行', account: '62220000000009', accountHolder: '子女' }
  for (const name of ['1', '2']) {
    const personId = childOf(name)
    const events = [{ type: 'PayeeAccountRegistered', data: { personId, ...account } }]
    await county.given([{ stream: `person-${personId}`, events }], personEvents)
  }
})
afterAll(() => county.close())

const changeHolder = async (name: string, fromMonth: string) => {
  const entitlement = { ...entitlementOf({ name, fromMonth }), holder: childOf(name) }
  const data = { caseId: caseOf(name), changedOn: '2023-05-08', reasons: 'text', entitlement }
  await county.given([{ stream: `case-${caseOf(name)}`, events: [{ type: 'HolderChanged', data }] }], caseEvents)
}

describe('a household whose holder changes while its month is under way', () => {
  test('is paid once: to the holder who was approved', async () => {
    const first = await runMonth(county, 'approved', opening('2023-03'))
    await changeHolder('1', '2023-03')
    await instructRun(county.deps, county.call(maker), first.runId)
    const second = await runMonth(county, 'calculated', opening('2023-03'))
    expect(linesOf(second)).toEqual([])
    expect(second.held).toContainEqual({ ...heldHousehold('1', 'DUPLICATE', '2023-03'), personId: childOf('1') })
    expect(await recompute(county.deps, { month: '2023-03' })).toMatchObject({ differences: [] })
  })

  test('is paid to the new one where the instruction was sent back, under a number of its own', async () => {
    const { deps, call } = county
    const run = await runMonth(county, 'approved', opening('2023-05'))
    const [line] = linesOf(run).filter(({ caseId }) => caseId !== caseOf('2'))
    // A payment that somebody wrote beside the runs: it stops the instruction half way.
    const { standardFen: _standard, standardDocument: _document, account: _account, ...payment } = line ?? {}
    const data = { ...payment, scheme: run.scheme, month: run.month, runId: '990102-subsistenceAllowance-2023-05-1' }
    const stream = `payment-${line?.paymentId}`
    await county.given([{ stream, events: [{ type: 'PaymentPlanned', data }] }], paymentEvents, 'forger')
    await expect(instructRun(deps, call(maker), run.runId)).rejects.toMatchObject({ code: 'run-lines-in-conflict' })
    await sendBackRun(deps, call(approver), run.runId, { reason: 'WRONG_PAYEE', note: '' })
    await changeHolder('2', '2023-05')
    await calculateRun(deps, call(maker), run.runId)
    await continueMonth(county, run.runId, 'instructed')
    const again = (await loadRun(deps, run.runId)).run
    expect(linesOf(again)).toMatchObject([{ personId: childOf('2'), sequence: 2 }])
    const { position } = (await deps.log.readAll({ types: ['PaymentRunInstructed'], limit: 10 })).events.at(-1) ?? {}
    expect(await deps.waitFor('payment-ledger', position ?? 0n, PATIENCE_MS)).toBe(true)
  })

  test('is paid its arrears once, where two runs were approved with another holder each', async () => {
    const { deps, call } = county
    const before = await runMonth(county, 'approved', opening('2023-05', 'ARREARS'))
    await changeHolder('2', '2023-04')
    const after = await runMonth(county, 'approved', opening('2023-06', 'ARREARS'))
    const sequences = [before, after].map((run) =>
      linesOf(run).flatMap(({ caseId, month, sequence }) =>
        caseId === caseOf('2') && month === '2023-04' ? [sequence] : [],
      ),
    )
    expect(sequences).toEqual([[1], [1]])
    await instructRun(deps, call(maker), before.runId)
    await expect(instructRun(deps, call(maker), after.runId)).rejects.toMatchObject({ code: 'run-lines-in-conflict' })
    await sendBackRun(deps, call(approver), after.runId, { reason: 'WRONG_PAYEE', note: '' })
    await buildBankFile(deps, call(maker), before.runId)
    await calculateRun(deps, call(maker), after.runId)
    const again = linesOf((await loadRun(deps, after.runId)).run)
    expect(again).toMatchObject([{ caseId: caseOf('2'), month: '2023-04', personId: childOf('2'), sequence: 2 }])
  })
})
