import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linesOf } from '../../../src/domain/payment/run-state.ts'
import { personEvents } from '../../../src/domain/person/events.ts'
import { calculateAt } from '../../../src/processes/payment-run/calculate-at.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { type County, caseOf, childOf, holderOf, openCounty, SCHEME } from './county.ts'
import { heldHousehold, opening, runMonth } from './month.ts'

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.giveStandard()
  await county.giveHouseholds(['1', '2', '3', '4'].map((name) => ({ name })))
})
afterAll(() => county.close())

const personGiven = (personId: string, type: string, data: Record<string, unknown>) =>
  county.given([{ stream: `person-${personId}`, events: [{ type, data: { personId, ...data } }] }], personEvents)

describe('a line is held', () => {
  test('when somebody in it died in an earlier month, and paid for the month of the death', async () => {
    await personGiven(childOf('1'), 'DeathRecorded', { diedOn: '2023-05-02', source: 'FUNERAL' })
    const may = await runMonth(county, 'calculated', opening('2023-05'))
    expect(linesOf(may)).toHaveLength(4)
    const june = await runMonth(county, 'calculated', opening('2023-06'))
    expect(june.held).toEqual([heldHousehold('1', 'DEATH', '2023-06')])
  })

  test('until the death turns out to be an error', async () => {
    await personGiven(childOf('1'), 'DeathAnnulled', { reason: 'mistaken identity' })
    const april = await runMonth(county, 'calculated', opening('2023-04'))
    expect(april.held).toEqual([])
  })

  test('when the case no longer holds the claim of a member', async () => {
    const release = { scheme: SCHEME, caseId: caseOf('2'), lastMonth: '2023-02', reason: 'moved' }
    await personGiven(childOf('2'), 'SchemeClaimReleased', release)
    const march = await runMonth(county, 'instructed', opening('2023-03'))
    expect(march.held).toEqual([heldHousehold('2', 'CLAIM_LOST', '2023-03')])
    const february = await runMonth(county, 'instructed', opening('2023-02'))
    expect(february.held).toEqual([])
  })

  test('and not told again once the month has been paid: that is no hold', async () => {
    const second = await runMonth(county, 'calculated', opening('2023-03'))
    expect(second.number).toBe(2)
    expect(linesOf(second)).toEqual([])
    expect(second.held).toEqual([heldHousehold('2', 'CLAIM_LOST', '2023-03')])
  })

  test('when no standard is in force for the month', async () => {
    const run = await runMonth(county, 'calculated', opening('2022-12'))
    expect(run.held).toEqual([])
    await county.giveHouseholds([{ name: '9', fromMonth: '2022-11' }])
    const earlier = await runMonth(county, 'calculated', opening('2022-11'))
    expect(earlier.held).toEqual([heldHousehold('9', 'NO_STANDARD', '2022-11')])
  })
})

test('what was known then is what is computed again later, to the byte', async () => {
  const run = await runMonth(county, 'calculated', opening('2023-01'))
  const at = run.readAt ?? 0n
  await county.giveAccount('3', '62228888')
  await personGiven(holderOf('4'), 'DeathRecorded', { diedOn: '2022-12-30', source: 'POLICE' })
  await county.giveStandard(75_000, '2023-01-01')
  // First as of now, so that every read model has passed what came later.
  const now = await calculateAt(county.deps, run, county.deps.log.positionOf(await county.deps.log.head()))
  const again = await calculateAt(county.deps, run, at)
  expect(JSON.stringify(again.lines)).toBe(JSON.stringify(linesOf(run)))
  expect(now.lines).not.toEqual(again.lines)
  expect(now.held).toContainEqual(heldHousehold('4', 'DEATH', '2023-01'))
})

test('the recomputation knows every hold', async () => {
  for (const month of ['2023-02', '2023-03'])
    expect(await recompute(county.deps, { month })).toMatchObject({ runs: 1, differences: [] })
})
