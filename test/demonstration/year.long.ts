import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { partsOf } from '../../src/demonstration/county.ts'
import { compareWithEcheng } from '../../src/demonstration/echeng/compare.ts'
import { echengFigures } from '../../src/demonstration/echeng/figure.ts'
import { performDemonstration, type StoryProgress } from '../../src/demonstration/run.ts'
import { STORY_ENDS, storyMonths } from '../../src/demonstration/story.ts'
import { type Anjuan, demonstrationClockOf, openAnjuan } from '../../src/main.ts'
import { recompute } from '../../src/processes/recompute/recompute.ts'
import { listRoster } from '../../src/projections/roster/queries.ts'
import { type FreshDatabase, freshDatabase } from '../postgres.ts'

let database: FreshDatabase
let directory: string
beforeAll(async () => {
  database = await freshDatabase()
  directory = await mkdtemp(join(tmpdir(), 'anjuan-demonstration-'))
})
afterAll(async () => {
  await database.drop()
  await rm(directory, { recursive: true })
})

/** A program started on the test's database, as after each restart. */
const started = async <Result>(work: (anjuan: Anjuan) => Promise<Result>): Promise<Result> => {
  const environment = { DATABASE_URL: database.urlAs('app_api'), ANJUAN_DATA_DIR: directory, LOG_LEVEL: 'error' }
  const config = readConfig('demonstration', environment)
  const anjuan = await openAnjuan(config, { mode: 'demonstration', logger: pino({ level: 'silent' }) })
  try {
    return await work(anjuan)
  } finally {
    await anjuan.close()
  }
}

const perform = (anjuan: Anjuan, progress?: StoryProgress) => {
  const clock = demonstrationClockOf(anjuan)
  if (!clock) throw new Error('a demonstration has a day of its own')
  return performDemonstration(anjuan.deps, clock, progress, { scale: 'small' })
}

const headOf = async ({ log }: Anjuan): Promise<bigint> => log.positionOf(await log.head())

/** Households and persons on roll per kind and register, through the same query as the API. */
const rosterOf = async (anjuan: Anjuan, month: string) => {
  await anjuan.deps.waitFor('roster', await headOf(anjuan), 30_000)
  const filter = { month, scheme: 'subsistenceAllowance' }
  const { rows } = await listRoster(anjuan.deps.views, filter, { limit: 1000 })
  return partsOf('small').map(({ key, areaKind, povertyRegister }) => {
    const own = rows.filter((row) => row.area_kind === areaKind && row.poverty_register === povertyRegister)
    const persons = own.reduce((sum, { member_count, deceased }) => sum + member_count - deceased.length, 0)
    return { key, households: own.length, persons }
  })
}

/** Schemes and measures whose figure is met exactly whatever the scale: printed rates, and sums of aid decided one by one. */
const exact = [
  'temporaryAssistance.monitored amount',
  'temporaryAssistance.outOfPoverty amount',
  'temporaryAssistance.outOfPoverty person_times',
  'subsistenceAllowance.urban standard',
  'subsistenceAllowance.rural standard',
  'subsistenceAllowance.rural.povertyRegister persons',
  'extremePovertySupport.rural.centralized persons',
  'extremePovertySupport.urban.dispersed persons',
  'extremePovertySupport rate',
  'orphanAllowance.rural persons',
  'unsupportedChildAllowance persons',
  'disabilityLivingSubsidy persons',
  'disabilityNursingSubsidy persons',
  'agedAllowance persons',
  'agedAllowance.100plus standard',
  'agedDisabledSubsidy persons',
  'homeAdaptation threshold',
]

/** The reviews that stand on the work list on the last day: how many in all, and how many past their day. */
const reviewsDue = async (anjuan: Anjuan) => {
  await anjuan.deps.waitFor('work-list', await headOf(anjuan), 30_000)
  const rows = await anjuan.deps.views
    .selectFrom('work_item')
    .where('task', '=', 'open-review')
    .where('opens_on', '<=', STORY_ENDS)
    .select('due')
    .execute()
  return { open: rows.length, overdue: rows.filter(({ due }) => due !== null && due < STORY_ENDS).length }
}

/** Every figure of the report beside the county's own: a row for each, and a reason for each that differs. */
const compareAll = async (anjuan: Anjuan) => {
  const { oneIn, rows } = await compareWithEcheng(anjuan.deps)
  expect(oneIn).toBe(25)
  expect(rows).toHaveLength(echengFigures.length)
  expect(rows.filter(({ difference, why }) => difference !== 0 && why === null)).toEqual([])
  const met = rows.filter(({ scheme, measure }) => exact.includes(`${scheme} ${measure}`))
  expect(new Set(met.map(({ scheme, measure }) => `${scheme} ${measure}`))).toEqual(new Set(exact))
  expect(met.filter(({ difference }) => difference !== 0)).toEqual([])
  // What the county pays is near what is printed, wherever somebody is paid at all.
  const money = rows.filter(({ measure, own }) => measure === 'amount' && own !== null)
  for (const { own, expected } of money) {
    expect(own).toBeGreaterThan(expected * 0.5)
    expect(own).toBeLessThan(expected * 2)
  }
  return rows
}

test('a small county lives through its years: broken off, gone on, finished, and performed again from the log', async () => {
  const stop = new Error('killed')
  await started((anjuan) =>
    expect(
      perform(anjuan, ({ day }) => {
        if (day > '2023-04-20') throw stop
      }),
    ).rejects.toBe(stop),
  )
  await started(async (anjuan) => {
    await perform(anjuan)
    expect(anjuan.deps.clock.today()).toBe(STORY_ENDS)
    await compareAll(anjuan)
    const { open, overdue } = await reviewsDue(anjuan)
    expect(overdue).toBeGreaterThan(0)
    expect(overdue).toBeLessThan(open / 2)
    const certified = { month: '2023-12', scheme: 'marginalHousehold' }
    expect((await listRoster(anjuan.deps.views, certified, { limit: 1 })).rows).toHaveLength(1)
    const expected = partsOf('small').map(({ key, households, persons }) => ({ key, households, persons }))
    expect(await rosterOf(anjuan, '2023-12')).toEqual(expected)
    for (const month of storyMonths.filter((one) => one >= '2022-12')) {
      const { differences, lines, runs } = await recompute(anjuan.deps, { month })
      expect({ month, differences }).toEqual({ month, differences: [] })
      expect(lines).toBeGreaterThan(month < '2023' ? 150 : 1000)
      expect(runs).toBeGreaterThan(0)
    }
  })
  await started(async (anjuan) => {
    const before = await headOf(anjuan)
    await perform(anjuan)
    expect(await headOf(anjuan)).toBe(before)
  })
}, 900_000)
