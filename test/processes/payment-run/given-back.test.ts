import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseEvents } from '../../../src/domain/case/events.ts'
import { outstandingFen } from '../../../src/domain/overpayment/state.ts'
import { linesOf, type Run } from '../../../src/domain/payment/run-state.ts'
import { personEvents } from '../../../src/domain/person/events.ts'
import type { Commit } from '../../../src/log/port.ts'
import { overpaymentsAt } from '../../../src/processes/overpayments/known.ts'
import { overpaymentCommand } from '../../../src/processes/overpayments/overpayment-command.ts'
import { calculateRun } from '../../../src/processes/payment-run/calculate.ts'
import { closeRun } from '../../../src/processes/payment-run/close.ts'
import { importReturnFile } from '../../../src/processes/payment-run/import-returns.ts'
import { openRun } from '../../../src/processes/payment-run/open.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { type County, caseOf, childOf, entitlementOf, holderOf, id, maker, officer, openCounty } from './county.ts'
import { answersOf, continueMonth, opening, returnFile, runMonth } from './month.ts'

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard(70_000, '2023-01-01')
  await county.giveHouseholds([{ name: '1', incomeFen: 0 }])
  for (const month of ['2023-01', '2023-02']) await paidMonth(await runMonth(county, 'sent', opening(month)))
})
afterAll(() => county.close())

const paidMonth = async (run: Run): Promise<void> => {
  await importReturnFile(county.deps, county.call(officer), run.runId, returnFile(run, await answersOf(county, run)))
  await closeRun(county.deps, county.call(officer), run.runId)
}

/** What a run of arrears now pays for which month, paid by the bank; with what is claimed after it, debt by debt. */
const settle = async () => {
  const { runId, content } = await runMonth(county, 'calculated', opening('2023-03', 'ARREARS'))
  if (content?.count) {
    await continueMonth(county, runId, 'sent')
    await paidMonth((await loadRun(county.deps, runId)).run)
  } else await closeRun(county.deps, county.call(officer), runId)
  const { run } = await loadRun(county.deps, runId)
  return {
    paid: linesOf(run).map(({ month, amountFen }) => [month, amountFen]),
    owed: (await debts()).map(outstandingFen),
  }
}

const debts = async () => overpaymentsAt(county.deps, county.deps.log.positionOf(await county.deps.log.head()))

const bringBack = async (amountFen: number, which = 0) => {
  const debt = (await debts())[which]
  return overpaymentCommand(county.deps, county.call(officer), {
    type: 'RecordRecovery',
    subject: debt?.overpaymentId ?? '',
    newId: id(`recovery ${amountFen}`),
    data: { amountFen, reference: 'K1', receivedOn: '2023-05-08' },
  })
}

describe('money that came back for months that were due after all', () => {
  test('is given back once, and not claimed a second time', async () => {
    await county.giveStandard(60_000, '2023-01-01')
    expect(await settle()).toEqual({ paid: [], owed: [40_000] })
    await bringBack(25_000)
    await county.giveStandard(70_001, '2023-01-01')
    // January 20,000 back and due; of February 5,000 back and due, and the rest was never brought.
    expect(await settle()).toEqual({
      paid: expect.arrayContaining([
        ['2023-01', 20_002],
        ['2023-02', 5_002],
      ]),
      owed: [0],
    })
    expect(await settle()).toEqual({ paid: [], owed: [0] })
  })

  test('is claimed again where the standard falls again, to the fen', async () => {
    await county.giveStandard(65_001, '2023-01-01')
    expect(await settle()).toEqual({ paid: [], owed: [0, 20_000] })
    expect(await settle()).toEqual({ paid: [], owed: [0, 20_000] })
  })

  test('is what the log alone gives', async () => {
    expect(await recompute(county.deps, { month: '2023-03' })).toMatchObject({ differences: [] })
  })
})

describe('money that comes in while a run takes a claim back', () => {
  test('keeps the claim that it settles, and history says the same', async () => {
    const { deps, call } = county
    await county.giveStandard(68_001, '2023-01-01')
    const { stream } = await openRun(deps, call(maker), opening('2023-03', 'ARREARS'))
    const runId = stream.slice('run-'.length)
    const { log } = deps
    let cash: Promise<unknown> | undefined
    const append = async (commit: Commit) => {
      cash ??= bringBack(15_000, 1)
      await cash
      return log.append(commit)
    }
    await calculateRun({ ...deps, log: { ...log, append } }, call(maker), runId)
    expect(cash).toBeDefined()
    expect((await debts()).map(outstandingFen)).toEqual([0, 0])
    expect(await recompute(deps, { month: '2023-03' })).toMatchObject({ differences: [] })
    await calculateRun(deps, call(maker), runId)
    await continueMonth(county, runId, 'sent')
    await paidMonth((await loadRun(deps, runId)).run)
  })
})

describe('what was paid too much to two holders of a household, one after the other,', () => {
  test('is claimed once', async () => {
    const account = { personId: childOf('1'), bank: '农商银行', account: '6222999', accountHolder: '子女' }
    const registered = [{ type: 'PayeeAccountRegistered', data: account }]
    await county.given([{ stream: `person-${childOf('1')}`, events: registered }], personEvents)
    const entitlement = { ...entitlementOf({ name: '1', incomeFen: 0 }), holder: childOf('1') }
    const data = { caseId: caseOf('1'), changedOn: '2023-05-08', reasons: 'text', entitlement }
    await county.given([{ stream: `case-${caseOf('1')}`, events: [{ type: 'HolderChanged', data }] }], caseEvents)
    await county.giveStandard(80_000, '2023-01-01')
    const { runId } = await runMonth(county, 'sent', opening('2023-03', 'ARREARS'))
    // While the money is on its way to the new holder, the standard falls: the old one is claimed from.
    await county.giveStandard(60_000, '2023-01-01')
    await settle()
    await paidMonth((await loadRun(county.deps, runId)).run)
    await settle()
    const [net] = await moneyOf('1')
    expect(net).toBe(0)
    expect(new Set((await debts()).map(({ personId }) => personId))).toEqual(new Set([holderOf('1'), childOf('1')]))
  })
})

/** Of a household: what it got for two months, less what it is due, what came back and what is claimed. */
const moneyOf = async (name: string) => {
  await county.untilLedgerKnows()
  const views = county.deps.views
  const rows = await views.selectFrom('ledger_payment').selectAll().where('case_id', '=', caseOf(name)).execute()
  const got = rows
    .filter(({ status }) => status === 'PAID')
    .reduce((sum, { amount_fen }) => sum + Number(amount_fen), 0)
  const all = await debts()
  const back = all.reduce((sum, { recoveredFen }) => sum + recoveredFen, 0)
  return [got - 2 * 120_000 - back - all.reduce((sum, debt) => sum + outstandingFen(debt), 0)]
}
