import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enterGeneration } from '../../src/projections/generation.ts'
import { paymentRun } from '../../src/projections/payment-run/payment-run.ts'
import { findRun } from '../../src/projections/payment-run/queries.ts'
import { prices } from '../../src/projections/prices/prices.ts'
import { listIndices, listOutcomes, listRosters } from '../../src/projections/prices/queries.ts'
import type { View } from '../../src/projections/view.ts'
import { listWork } from '../../src/projections/work-list/queries.ts'
import { workList } from '../../src/projections/work-list/work-list.ts'
import { id } from './facts.ts'
import { type GivenFact, openStage, type Stage } from './stage.ts'

const COUNTY = '990101'
const CITY = '990100'
const MONTH = '2023-02'
const stream = (area: string) => `price-${area}`

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const index = (area: string, yearOnYear: number, corrects: string | null = null): GivenFact => ({
  type: 'PriceIndexPublished',
  data: {
    indexId: id(`index ${area} ${yearOnYear}`),
    area,
    month: MONTH,
    index: 'CPI',
    yearOnYear,
    releasedOn: '2023-03-09',
    document: { number: 'TEST-1', title: 'Prices', issuer: 'Statistics' },
    corrects,
  },
})
const judged = (area: string, name: string, replaces: string | null = null) => ({
  triggerId: id(name),
  area,
  month: MONTH,
  version: '2022-temp',
  judged: [],
  replaces,
})
const met = (area: string, name: string, replaces: string | null = null): GivenFact => ({
  type: 'PriceTriggerDeclared',
  on: '2023-03-10',
  data: {
    ...judged(area, name, replaces),
    triggeredBy: 'CPI',
    rise: 310,
    factor: 1,
    groups: ['SUBSISTENCE_ALLOWANCE'],
    floorFen: 0,
    floorClause: 'product default',
    payBy: { due: '2023-03-31', provisional: false, clause: '2022-temp' },
  },
})
const notMet = (area: string, name: string, replaces: string | null = null): GivenFact => ({
  type: 'PriceTriggerNotMet',
  data: judged(area, name, replaces),
})
const verified = async (view: View) => {
  await stage.shown(prices, workList, paymentRun)
  const upTo = stage.log.positionOf(await stage.log.head())
  return stage.db.transaction().execute(async (trx) => {
    await enterGeneration(trx, view.name, 1)
    return view.verify(trx, { relation: sql`log.event`, upTo })
  })
}
const all = { limit: 20 }

describe('the read model of prices', () => {
  test('keeps what was corrected and replaced, and forgets it for a moment before', async () => {
    const before = await stage.given(stream(COUNTY), index(COUNTY, 310), met(COUNTY, 'first'))
    await stage.given(
      stream(COUNTY),
      index(COUNTY, 290, id(`index ${COUNTY} 310`)),
      notMet(COUNTY, 'second', id('first')),
      { type: 'PriceSubsidySuspended', data: { area: COUNTY, month: MONTH, lastMonth: '2023-01' } },
    )
    await stage.given(stream(CITY), index(CITY, 300))
    await stage.shown(prices, workList, paymentRun)
    const indices = async (knownAt?: bigint) =>
      (await listIndices(stage.views, { area: COUNTY, ...(knownAt ? { knownAt } : {}) }, all)).rows.map((row) => [
        row.area,
        row.year_on_year,
        row.corrected_by,
      ])
    expect(await indices(before)).toEqual([[COUNTY, 310, null]])
    expect(await indices()).toEqual(
      expect.arrayContaining([
        [CITY, 300, null],
        [COUNTY, 310, id(`index ${COUNTY} 290`)],
        [COUNTY, 290, null],
      ]),
    )
    const outcomes = async (knownAt?: bigint) =>
      (await listOutcomes(stage.views, { area: COUNTY, ...(knownAt ? { knownAt } : {}) }, all)).rows.map((row) => [
        row.met,
        row.suspends_after,
        row.replaced_by,
      ])
    expect(await outcomes(before)).toEqual([[true, null, null]])
    expect((await outcomes()).sort()).toEqual([
      [false, '2023-01', null],
      [true, null, id('second')],
    ])
  })

  test('lists a roster when its last part is here, with the people of all parts', async () => {
    const part = (number: number, persons: number): GivenFact => ({
      type: 'PriceRosterImported',
      data: {
        rosterId: id('roster'),
        area: COUNTY,
        group: 'PREFERENTIAL_TREATMENT',
        month: MONTH,
        part: number,
        parts: 2,
        persons: Array.from({ length: persons }, (_, who) => ({
          personId: id(`${number} ${who}`),
          area: `${COUNTY}001`,
          areaKind: 'RURAL',
        })),
        source: { sha256: 'a'.repeat(64), size: 9 },
        replaces: null,
      },
    })
    const roster = `price-roster-${COUNTY}-PREFERENTIAL_TREATMENT-${MONTH}`
    await stage.given(roster, part(1, 3))
    await stage.shown(prices, workList, paymentRun)
    expect((await listRosters(stage.views, { area: COUNTY }, all)).rows).toEqual([])
    await stage.given(roster, part(2, 2))
    await stage.shown(prices, workList, paymentRun)
    expect((await listRosters(stage.views, { area: COUNTY }, all)).rows).toMatchObject([{ persons: 5 }])
  })

  test('agrees with the log', async () => {
    expect(await verified(prices)).toEqual([])
  })
})

describe('the work that a month of prices asks for', () => {
  const tasks = async (today: string, area = '990103') => {
    await stage.shown(prices, workList, paymentRun)
    const { rows } = await listWork(stage.views, { today, area }, all)
    return rows.map(({ task, due, overdue, clause }) => ({ task, due, overdue, clause }))
  }
  const run = '990103-priceSubsidy-2023-02-1'
  const limit = { due: '2023-03-31', clause: '2022-temp' }

  test('is to open its run, overdue after the last day on which it may be paid', async () => {
    await stage.given(stream('990103'), met('990103', 'third'))
    expect(await tasks('2023-03-31')).toEqual([{ task: 'open-price-run', overdue: false, ...limit }])
    expect(await tasks('2023-04-01')).toEqual([{ task: 'open-price-run', overdue: true, ...limit }])
  })

  test('goes on in the run, with the same last day, until the bank has answered', async () => {
    const opened = { area: '990103', scheme: 'priceSubsidy', month: MONTH, number: 1, purpose: 'REGULAR' }
    await stage.given(
      `run-${run}`,
      { type: 'PaymentRunOpened', data: { runId: run, ...opened, openedOn: '2023-03-12' } },
      { type: 'PaymentRunDeadlineSet', data: { runId: run, provisional: false, ...limit } },
    )
    expect(await tasks('2023-04-01')).toEqual([{ task: 'calculate-run', overdue: true, ...limit }])
    expect(await findRun(stage.views, run)).toMatchObject({ due: '2023-03-31', due_clause: '2022-temp' })
    // Judged anew, the month asks for no second run.
    await stage.given(stream('990103'), met('990103', 'fourth', id('third')))
    expect((await tasks('2023-04-01')).map(({ task }) => task)).toEqual(['calculate-run'])
  })

  test('is no work of a city, whose counties pay, nor of a month without a trigger', async () => {
    await stage.given(stream(CITY), met(CITY, 'fifth'))
    expect(await tasks('2023-04-01', CITY)).toEqual(await tasks('2023-04-01'))
    await stage.given(stream('990104'), met('990104', 'sixth'), notMet('990104', 'seventh', id('sixth')))
    expect(await tasks('2023-04-01', '990104')).toEqual([])
  })

  test('agrees with the log', async () => {
    expect(await verified(workList)).toEqual([])
    expect(await verified(paymentRun)).toEqual([])
  })
})
