import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseEvents } from '../../../src/domain/case/events.ts'
import { overpaymentEvents } from '../../../src/domain/overpayment/events.ts'
import { outstandingFen } from '../../../src/domain/overpayment/state.ts'
import { overpaymentsAt } from '../../../src/processes/overpayments/known.ts'
import { calculateRun } from '../../../src/processes/payment-run/calculate.ts'
import { importReturnFile } from '../../../src/processes/payment-run/import-returns.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import {
  type County,
  caseOf,
  childOf,
  entitlementOf,
  holderOf,
  id,
  maker,
  officer,
  openCounty,
  personNamed,
  SCHEME,
} from './county.ts'
import { answersOf, continueMonth, opening, returnFile, runMonth } from './month.ts'

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard()
  await county.giveHouseholds(['dead', 'left', 'richer', 'same', 'filed'].map((name) => ({ name })))
  const ofOne = { mode: 'GAP', members: 1, countableIncomeFen: 0 } as const
  await county.givePersons(['twice', 'twice-again'].map((name) => ({ name, number: 'of one human' })))
  await county.giveCases([{ name: 'twice', scheme: SCHEME, members: ['twice'], facts: ofOne }])
  for (const month of ['2023-01', '2023-02']) await paid((await runMonth(county, 'sent', opening(month))).runId)
})
afterAll(() => county.close())

const paid = async (runId: string) => {
  const { run } = await loadRun(county.deps, runId)
  await importReturnFile(county.deps, county.call(officer), runId, returnFile(run, await answersOf(county, run)))
}
const die = async (name: string, diedOn: string) => {
  for (const personId of [holderOf(name), childOf(name)]) await county.giveDeath(personId, diedOn)
}
const give = (name: string, type: string, data: object) =>
  county.given(
    [{ stream: `case-${caseOf(name)}`, events: [{ type, data: { caseId: caseOf(name), ...data } }] }],
    caseEvents,
  )

/** What is owed by household and month, once each. */
const owed = async () => {
  const names = new Map(['dead', 'left', 'richer', 'same', 'filed', 'twice'].map((name) => [caseOf(name), name]))
  const debts = await overpaymentsAt(county.deps, county.deps.log.positionOf(await county.deps.log.head()))
  const lines = debts.flatMap((debt) =>
    debt.months.map(({ month, overpaidFen, cause }) => [names.get(debt.caseId), month, overpaidFen, cause].join(' ')),
  )
  return { lines: lines.sort(), fen: debts.reduce((sum, debt) => sum + outstandingFen(debt), 0) }
}

describe('facts that come in after a month was paid', () => {
  test('are held against it by the next regular calculation, without a run of arrears', async () => {
    await die('dead', '2023-01-20')
    // Told under two records of one human, the earlier day first: it is the one that counts.
    await county.giveDeath(personNamed('twice-again'), '2022-12-20')
    await county.giveDeath(personNamed('twice'), '2023-01-20')
    await county.giveStop('left', '2022-12')
    const facts = { mode: 'GAP', members: 2, countableIncomeFen: 70_000 }
    const entitlement = { ...entitlementOf({ name: 'richer', fromMonth: '2023-02' }), facts }
    await give('richer', 'HolderChanged', { changedOn: '2023-05-08', reasons: 'text', entitlement })
    const { runId } = await runMonth(county, 'calculated', opening('2023-03'))
    const found = {
      lines: [
        'dead 2023-02 80000 DEATH',
        'left 2023-01 80000 RECALCULATED',
        'left 2023-02 80000 RECALCULATED',
        'richer 2023-02 10000 RECALCULATED',
        'twice 2023-01 70000 DEATH',
        'twice 2023-02 70000 DEATH',
      ],
      fen: 390_000,
    }
    expect(await owed()).toEqual(found)
    await calculateRun(county.deps, county.call(maker), runId)
    expect(await owed()).toEqual(found)
    await continueMonth(county, runId, 'sent')
    expect(await recompute(county.deps, { month: '2023-03' })).toMatchObject({ differences: [] })
  })

  test('are held against it also where the bank tells only later that it was paid', async () => {
    const before = await owed()
    await die('filed', '2023-02-20')
    await runMonth(county, 'calculated', opening('2023-04'))
    expect(await owed()).toEqual(before)
    await paid('990101-subsistenceAllowance-2023-03-1')
    await runMonth(county, 'calculated', opening('2023-05'))
    expect((await owed()).lines).toEqual(expect.arrayContaining(['filed 2023-03 80000 DEATH']))
    expect((await owed()).fen).toBe(before.fen + 80_000)
  })

  test('are a standard of the whole roll too', async () => {
    const before = await owed()
    await county.giveStandard(69_000, '2023-03-01')
    await runMonth(county, 'calculated', opening('2023-06'))
    const since = (await owed()).lines.filter((line) => !before.lines.includes(line))
    expect(since).toEqual(['richer 2023-03 2000 RECALCULATED', 'same 2023-03 2000 RECALCULATED'])
    expect(await recompute(county.deps, { month: '2023-06' })).toMatchObject({ differences: [] })
  })

  test('are what history gives: a claim that a regular run has forged upon it is a difference', async () => {
    const { run } = await loadRun(county.deps, '990101-subsistenceAllowance-2023-06-1')
    const overpaymentId = id('forged overpayment')
    const data = {
      overpaymentId,
      scheme: run.scheme,
      personId: holderOf('same'),
      number: 9,
      caseId: caseOf('same'),
      area: '990101001001',
      areaKind: 'RURAL',
      group: null,
      months: [{ month: '2023-01', paidFen: 80_000, dueFen: 0, overpaidFen: 80_000, cause: 'RECALCULATED' }],
      runId: run.runId,
      readAt: String(run.readAt),
      detectedOn: '2023-05-08',
    }
    const events = [{ type: 'OverpaymentDetected', data }]
    await county.given([{ stream: `overpayment-${overpaymentId}`, events }], overpaymentEvents, 'forger')
    const { differences } = await recompute(county.deps, { month: '2023-06' })
    expect(differences).toMatchObject([{ kind: 'OVERPAYMENT', paymentId: overpaymentId, instructedFen: 80_000 }])
  })
})
