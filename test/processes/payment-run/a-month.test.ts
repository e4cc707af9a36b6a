import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linesOf } from '../../../src/domain/payment/run-state.ts'
import { closeRun } from '../../../src/processes/payment-run/close.ts'
import { importReturnFile } from '../../../src/processes/payment-run/import-returns.ts'
import { readPayments } from '../../../src/processes/payment-run/payments.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { type County, caseOf, officer, openCounty } from './county.ts'
import { answersOf, heldHousehold, opening, returnFile, runMonth } from './month.ts'

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard()
  await county.giveHouseholds([
    { name: '1' },
    { name: '2', incomeFen: 45_100 },
    { name: '3', fromMonth: '2023-06' },
    { name: '4', toMonth: '2023-04' },
    { name: '5', incomeFen: 140_000 },
    { name: '6', withoutAccount: true },
  ])
})
afterAll(() => county.close())

describe('a payment month, from the roll to the close', () => {
  test('pays every household on the roll of the month and says why it holds the others', async () => {
    const run = await runMonth(county, 'sent')
    expect(linesOf(run).map(({ caseId, amountFen }) => [caseId, amountFen])).toEqual(
      expect.arrayContaining([
        [caseOf('1'), 80_000],
        [caseOf('2'), 94_900],
      ]),
    )
    expect(run.content).toMatchObject({ count: 2, totalFen: 174_900 })
    expect(run.held).toEqual(
      expect.arrayContaining([
        heldHousehold('5', 'NOTHING_DUE', '2023-05'),
        heldHousehold('6', 'NO_ACCOUNT', '2023-05'),
      ]),
    )
    expect(run.held).toHaveLength(2)

    const bytes = returnFile(run, await answersOf(county, run))
    await importReturnFile(county.deps, county.call(officer), run.runId, bytes)
    await closeRun(county.deps, county.call(officer), run.runId)
    const closed = (await loadRun(county.deps, run.runId)).run
    expect(closed.status).toBe('CLOSED')
    const payments = [...(await readPayments(county.deps, closed)).values()]
    expect(payments.map(({ payment }) => payment.status)).toEqual(['PAID', 'PAID'])
  })

  test('is the same when it is performed again from the log alone', async () => {
    const again = await recompute(county.deps, { month: opening().month })
    expect(again).toEqual({ month: '2023-05', runs: 1, lines: 2, differences: [] })
  })
})
