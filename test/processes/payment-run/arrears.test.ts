import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { overpaymentEvents } from '../../../src/domain/overpayment/events.ts'
import { outstandingFen, statusOf } from '../../../src/domain/overpayment/state.ts'
import { linesOf, type Run } from '../../../src/domain/payment/run-state.ts'
import { personEvents } from '../../../src/domain/person/events.ts'
import type { Commit } from '../../../src/log/port.ts'
import { overpaymentsAt } from '../../../src/processes/overpayments/known.ts'
import { recordOverpayments } from '../../../src/processes/overpayments/record.ts'
import { calculateRun } from '../../../src/processes/payment-run/calculate.ts'
import { calculateAt } from '../../../src/processes/payment-run/calculate-at.ts'
import { closeRun } from '../../../src/processes/payment-run/close.ts'
import { importReturnFile } from '../../../src/processes/payment-run/import-returns.ts'
import { openRun } from '../../../src/processes/payment-run/open.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { type County, caseOf, childOf, holderOf, id, maker, officer, openCounty, personNamed } from './county.ts'
import { answersOf, continueMonth, heldHousehold, opening, returnFile, runMonth } from './month.ts'

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard(70_000, '2023-01-01')
  await county.giveHouseholds([{ name: '1' }, { name: '2', withoutAccount: true }])
  await county.givePersons([{ name: 'solo' }])
  const facts = { mode: 'GAP', members: 1, countableIncomeFen: 0 } as const
  await county.giveCases([{ name: 'solo', scheme: 'subsistenceAllowance', members: ['solo'], facts }])
  for (const month of ['2023-01', '2023-02', '2023-03']) await paidMonth(await runMonth(county, 'sent', opening(month)))
})
afterAll(() => county.close())

const paidMonth = async (run: Run): Promise<void> => {
  await importReturnFile(county.deps, county.call(officer), run.runId, returnFile(run, await answersOf(county, run)))
  await closeRun(county.deps, county.call(officer), run.runId)
}

const overpayments = async () => overpaymentsAt(county.deps, county.deps.log.positionOf(await county.deps.log.head()))

const arrears = opening('2023-04', 'ARREARS')

describe('months that have been paid', () => {
  test('are owed nothing more, and were not paid too much, while nothing new is known', async () => {
    const at = county.deps.log.positionOf(await county.deps.log.head())
    const { lines, held, overpaid } = await calculateAt(county.deps, arrears, at)
    expect([lines, overpaid]).toEqual([[], []])
    expect(held).toEqual(['2023-01', '2023-02', '2023-03'].map((month) => heldHousehold('2', 'NO_ACCOUNT', month)))
  })

  test('are owed the difference to a standard published later, and a payment that had no account', async () => {
    await county.giveStandard(75_000, '2023-02-01')
    await county.giveAccount('2', '62220002')
    await county.giveDeath(personNamed('solo'), '2023-02-11')
    const run = await runMonth(county, 'calculated', arrears)
    const found = linesOf(run).map(({ caseId, month, kind, amountFen, offsets }) => {
      return { caseId, month, kind, amountFen, earlier: offsets.map(({ fen }) => fen) }
    })
    const line = (name: string, month: string, amountFen: number, ...earlier: number[]) => {
      return { caseId: caseOf(name), month, kind: 'arrears', amountFen, earlier }
    }
    expect(found).toHaveLength(6)
    expect(found).toEqual(
      expect.arrayContaining([
        line('1', '2023-02', 10_000, 80_000),
        line('1', '2023-03', 10_000, 80_000),
        line('2', '2023-01', 80_000),
        line('2', '2023-02', 90_000),
        line('2', '2023-03', 90_000),
        // The month of the death is paid and kept; the standard of that month rose for the dead too.
        line('solo', '2023-02', 5_000, 70_000),
      ]),
    )
    expect(run.held).toEqual([])
  })

  test('after a death are an overpayment, found once, and the month of the death is not', async () => {
    const [only, ...others] = await overpayments()
    expect(others).toEqual([])
    expect(only).toMatchObject({ personId: personNamed('solo'), caseId: caseOf('solo'), number: 1 })
    const month = { month: '2023-03', paidFen: 70_000, dueFen: 0, overpaidFen: 70_000, cause: 'DEATH' }
    expect(only?.months).toEqual([month])
    expect(only && [statusOf(only), outstandingFen(only)]).toEqual(['ISSUED', 70_000])
  })

  test('are paid their arrears like any month, and then owed nothing', async () => {
    const runId = '990101-subsistenceAllowance-2023-04-1'
    await continueMonth(county, runId, 'sent')
    const { deps } = county
    const { run } = await loadRun(deps, runId)
    expect(run.file).toMatchObject({ count: 6, totalFen: 285_000 })
    await paidMonth(run)
    const again = await runMonth(county, 'calculated', arrears)
    expect([again.number, linesOf(again), again.held]).toEqual([2, [], []])
    expect(await overpayments()).toHaveLength(1)
    await closeRun(deps, county.call(officer), again.runId)
  })

  test('agree with what the log alone gives, month by month', async () => {
    for (const month of ['2023-01', '2023-02', '2023-03', '2023-04'])
      expect([month, await recompute(county.deps, { month })]).toMatchObject([month, { differences: [] }])
  })

  test('are not paid again by a regular run of the month', async () => {
    const second = await runMonth(county, 'calculated', opening('2023-01'))
    expect([linesOf(second), second.held]).toEqual([[], []])
  })
})

describe('an overpayment', () => {
  test('is written once by a calculation that is killed after any of its writes and begun again', async () => {
    await county.giveDeath(holderOf('1'), '2023-01-15')
    await county.giveDeath(childOf('1'), '2023-02-15')
    const before = (await overpayments()).length
    for (let nth = 1; ; nth += 1) {
      let writes = 0
      const write = async <Answer>(send: () => Promise<Answer>): Promise<Answer> => {
        writes += 1
        const answer = await send()
        if (writes === nth) throw new Error('killed')
        return answer
      }
      const { log } = county.deps
      const dying = {
        ...county.deps,
        log: { ...log, append: (commit: Commit) => write(() => log.append(commit)) },
      }
      const what = opening('2023-05', 'ARREARS')
      const opened = await openRun(county.deps, county.call(maker), what).catch(() => undefined)
      const runId = opened?.stream.slice('run-'.length) ?? '990101-subsistenceAllowance-2023-05-1'
      const killed = await calculateRun(dying, county.call(maker), runId).then(
        () => false,
        () => true,
      )
      await calculateRun(county.deps, county.call(maker), runId)
      const found = (await overpayments()).slice(before)
      expect(found.map(({ caseId, months }) => [caseId, months.map(({ month }) => month)])).toEqual([
        [caseOf('1'), ['2023-03']],
      ])
      if (!killed) break
    }
  })

  test('shrinks to what is owed when later facts say so', async () => {
    const annulled = [{ type: 'DeathAnnulled', data: { personId: personNamed('solo'), reason: 'mistaken identity' } }]
    await county.given([{ stream: `person-${personNamed('solo')}`, events: annulled }], personEvents)
    await calculateRun(county.deps, county.call(maker), '990101-subsistenceAllowance-2023-05-1')
    const solo = (await overpayments()).find(({ caseId }) => caseId === caseOf('solo'))
    expect(solo && [statusOf(solo), outstandingFen(solo)]).toEqual(['CORRECTED', 0])
  })

  test('is written once where two look at the same time', async () => {
    const at = county.deps.log.positionOf(await county.deps.log.head())
    const run = { runId: '990101-subsistenceAllowance-2023-06-1', scheme: 'subsistenceAllowance' }
    const overpaid = ['2023-01', '2023-02'].map((month) => ({
      caseId: caseOf('2'),
      personId: holderOf('2'),
      area: '990101001001',
      areaKind: 'RURAL' as const,
      group: null,
      month,
      paidFen: 80_000,
      dueFen: 79_000,
      overpaidFen: 1_000,
      cause: 'RECALCULATED' as const,
    }))
    const look = (months: typeof overpaid) => recordOverpayments(county.deps, county.call(maker), { run, at }, months)
    await Promise.all([look(overpaid), look(overpaid.slice(0, 1)), look(overpaid)])
    const claims = (await overpayments()).filter(({ caseId }) => caseId === caseOf('2')).flatMap(({ months }) => months)
    expect(claims.map(({ month, overpaidFen }) => [month, overpaidFen]).sort()).toEqual([
      ['2023-01', 1_000],
      ['2023-02', 1_000],
    ])
    // A calculation that was cut off is repeated under its own command, after more has become known.
    const asked = county.call(maker)
    for (const fen of [600, 200])
      await recordOverpayments(
        county.deps,
        asked,
        { run, at },
        overpaid.map((one) => ({ ...one, overpaidFen: fen })),
      )
    // One overpayment, or two where whoever looked at one month came first: what is owed in all is the same.
    const owed = (await overpayments()).filter(({ caseId }) => caseId === caseOf('2')).map(outstandingFen)
    expect(owed.reduce((sum, fen) => sum + fen, 0)).toBe(400)
  })

  test('that history does not give is a difference', async () => {
    expect(await recompute(county.deps, { month: '2023-05' })).toMatchObject({ differences: [] })
    const { run } = await loadRun(county.deps, '990101-subsistenceAllowance-2023-05-1')
    const overpaymentId = id('forged overpayment')
    const data = {
      overpaymentId,
      scheme: 'subsistenceAllowance',
      personId: personNamed('solo'),
      number: 9,
      caseId: caseOf('solo'),
      area: '990101001001',
      areaKind: 'RURAL',
      group: null,
      months: [{ month: '2023-01', paidFen: 70_000, dueFen: 0, overpaidFen: 70_000, cause: 'RECALCULATED' }],
      runId: run.runId,
      readAt: String(run.readAt),
      detectedOn: '2023-05-08',
    }
    const events = [{ type: 'OverpaymentDetected', data }]
    await county.given([{ stream: `overpayment-${overpaymentId}`, events }], overpaymentEvents, 'forger')
    const { differences } = await recompute(county.deps, { month: '2023-05' })
    expect(differences).toMatchObject([{ kind: 'OVERPAYMENT', paymentId: overpaymentId, instructedFen: 70_000 }])
  })
})
