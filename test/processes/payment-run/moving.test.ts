import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseCommand } from '../../../src/domain/case/commands.ts'
import { linesOf } from '../../../src/domain/payment/run-state.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { caseCommand } from '../../../src/processes/cases/case-command.ts'
import { calculateRun } from '../../../src/processes/payment-run/calculate.ts'
import { openRun } from '../../../src/processes/payment-run/open.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { COUNTY, type County, caseOf, maker, openCounty, SCHEME } from './county.ts'
import { opening, runMonth } from './month.ts'

const TOWN = '990102'
const VILLAGE = `${TOWN}001001`
const senior = (area: string): Actor => ({ sub: `senior-${area}`, roles: ['reviewer'], office: area, area })

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard()
  await county.giveStandard(75_000, '2023-01-01', 'town.publisher', { area: TOWN })
  await county.giveHouseholds([{ name: 'moves' }, { name: 'stays' }])
  // The old county pays May; the household lives elsewhere from then on.
  await runMonth(county, 'instructed')
  await county.untilLedgerKnows()
})
afterAll(() => county.close())

const act = (area: string, type: CaseCommand['type'], data: object) => {
  const call = county.call(senior(area))
  const command = { type, subject: caseOf('moves'), newId: call.commandId, data } as unknown as CaseCommand
  return caseCommand(county.deps, call, command)
}

/** Who is paid for a month by a county, as case and amount. */
const linesFor = async (area: string, month: string): Promise<[string, number][]> => {
  const call = county.call({ ...maker, area, office: area })
  const { stream } = await openRun(county.deps, call, { ...opening(month), area, scheme: SCHEME })
  const runId = stream.slice('run-'.length)
  await calculateRun(county.deps, county.call({ ...maker, area, office: area }), runId)
  return linesOf((await loadRun(county.deps, runId)).run).map(({ caseId, amountFen }) => [caseId, amountFen])
}

describe('a household that moves to another county', () => {
  test('is not taken over for a month that the old county has instructed', async () => {
    await act(COUNTY, 'RequestTransfer', { to: VILLAGE, areaKind: 'RURAL', reasons: '户籍迁移' })
    const taking = { area: VILLAGE, fromMonth: '2023-05', reasons: '已核实' }
    await expect(act(TOWN, 'AcceptTransfer', taking)).rejects.toMatchObject({
      code: 'month-instructed',
      facts: { lastInstructedMonth: '2023-05' },
    })
  })

  test('is paid by the old county to its last month and by the new one from the next, under its own standard', async () => {
    await act(TOWN, 'AcceptTransfer', { area: VILLAGE, fromMonth: '2023-06', reasons: '已核实' })
    expect(await linesFor(TOWN, '2023-05')).toEqual([])
    expect(await linesFor(COUNTY, '2023-06')).toEqual([[caseOf('stays'), 80_000]])
    // 750 less 300 per head, for two.
    expect(await linesFor(TOWN, '2023-06')).toEqual([[caseOf('moves'), 90_000]])
  })

  test('leaves the month that was paid as the log recomputes it', async () => {
    expect(await recompute(county.deps, { month: '2023-05' })).toMatchObject({ lines: 2, differences: [] })
  })
})
