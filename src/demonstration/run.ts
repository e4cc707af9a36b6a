import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import type { DemonstrationCounty } from '../domain/demonstration/day.ts'
import type { Day } from '../domain/shared/day.ts'
import { idFrom } from '../log/event-id.ts'
import { chooseCounty, type DemonstrationClock, demonstrationOf } from '../processes/demonstration-day.ts'
import type { Deps } from '../processes/deps.ts'
import { importHouseholds, validateHouseholds } from '../processes/import-households/import-households.ts'
import type { Act } from './acts.ts'
import { type County, countyOf, DEMONSTRATION_SEED } from './county.ts'
import { openHomes } from './homes.ts'
import { monthTasks } from './months.ts'
import { perform } from './perform.ts'
import { publications, publishPolicies } from './policies.ts'
import { rollRows, takeover } from './roll.ts'
import type { SchemeRoll } from './rolls/enrolled.ts'
import { laterTakeover } from './rolls/makers.ts'
import { takeOverRolls } from './rolls/take-over.ts'
import { countyStaff } from './staff.ts'
import { idsOf, STORY_ENDS, storyMonths, storyOf } from './story.ts'
import { inspectionChecks } from './story-inspections.ts'
import type { DemoIds } from './story-parts.ts'
import { priceTasks } from './story-prices.ts'
import { curiosity } from './story-reads.ts'
import { reratingTasks } from './story-rerating.ts'
import { deferralTasks, reviewTasks } from './story-reviews.ts'

/** How many matters are worked on side by side. */
const SIDE_BY_SIDE = 16

/** Told while the story runs: the day it has reached, and how much of it is done. */
export type StoryProgress = (reached: { day: Day; done: number; total: number }) => void

/** What a finished demonstration can show: its households, and the ids of their cases and members. */
export type Demonstration = { county: County; ids: DemoIds }

/**
 * Performs the demonstration: the policies, the rolls of 2021 taken over, and the years 2022 and 2023 day by day, with their
 * payment months and the rolls that follow at the end of 2022. The day only moves forward and every step has its own command
 * id: killed anywhere, it goes on at the day it had reached, and once it is finished it does nothing. A county is chosen once:
 * what is not asked for is as it was, and at first the small one; another one is refused (`another-demonstration`).
 */
export const performDemonstration = async (
  deps: Deps,
  clock: DemonstrationClock,
  progress: StoryProgress = () => {},
  asked: Partial<DemonstrationCounty> = {},
): Promise<Demonstration> => {
  const { seed, scale } = await chosen(deps, asked)
  const county = countyOf(seed, scale)
  const advance = (to: Day) =>
    clock.advance(deps, { actor: countyStaff.importer, commandId: idFrom(seed, `advance ${to}`) }, to)
  const reached = (await demonstrationOf(deps)).day ?? takeover.on
  const csv = stringify([...rollRows(county)])
  const sha256 = createHash('sha256').update(csv).digest('hex')
  const ids = idsOf(county, sha256)
  const work = [...takeOvers({ county, ids, csv }), ...publicationDays(seed), ...officeWork(county, ids)]
  await performDays({ deps, advance, progress }, { acts: storyOf(county, sha256), work }, reached)
  if (clock.today() < STORY_ENDS) await advance(STORY_ENDS)
  return { county, ids }
}

/** Work of an office on a day that is no act on one case; done again, it changes nothing. */
type Work = { on: Day; size: number; perform: (deps: Deps, done: (count: number) => void) => Promise<void> }

/** The months' payments, and what offices do beside them with what they then find. */
const officeWork = (county: County, ids: DemoIds): Work[] =>
  [
    ...storyMonths.flatMap((month) => [...monthTasks(county.seed, month), ...reviewTasks(county.seed, month)]),
    ...deferralTasks(),
    ...reratingTasks(county),
    ...priceTasks(county),
    ...inspectionChecks(county),
    ...curiosity(county, ids),
  ].map(({ on, perform }) => ({ on, size: 1, perform: (deps: Deps) => perform(deps) }))

const publicationDays = (seed: string): Work[] =>
  publications
    .filter(({ on }) => on > takeover.on)
    .map(({ on }) => ({ on, size: 1, perform: (deps) => publishPolicies(deps, seed, on) }))

/** First what is published, so that the rolls of a day are taken over under it. */
const takeOvers = ({ county, ids, csv }: Demonstration & { csv: string }): Work[] => {
  const { seed, schemes } = county
  const rollsOf = (on: Day, isThen: (roll: SchemeRoll) => boolean): Work => {
    const rolls = schemes.filter(isThen)
    const size = rolls.reduce((sum, { enrolled }) => sum + enrolled.length, 0)
    return { on, size, perform: (deps, done) => takeOverRolls(deps, { seed, ids, rolls }, done) }
  }
  const first = ({ scheme }: SchemeRoll): boolean => scheme === 'extremePovertySupport'
  return [
    { on: takeover.on, size: 1, perform: (deps) => publishPolicies(deps, seed, takeover.on) },
    { on: takeover.on, size: 1, perform: (deps) => takeOverRoll(deps, csv) },
    { on: takeover.on, size: 1, perform: (deps) => openHomes(deps, seed) },
    rollsOf(takeover.on, first),
    rollsOf(laterTakeover.on, (roll) => !first(roll)),
  ]
}

/** The county that these data hold, or the one asked for where they hold none yet; refused where another is asked for. */
const chosen = async (deps: Deps, asked: Partial<DemonstrationCounty>): Promise<DemonstrationCounty> => {
  const standing = (await demonstrationOf(deps)).county
  const county = { seed: DEMONSTRATION_SEED, scale: 'small' as const, ...standing, ...asked }
  const call = { actor: countyStaff.importer, commandId: idFrom(county.seed, `county ${county.scale}`) }
  await chooseCounty(deps, call, county, takeover.on)
  return county
}

/** Writes the roll to a file, as a county would hand it over, and takes it over like any other. */
const takeOverRoll = async (deps: Deps, csv: string): Promise<void> => {
  const directory = await mkdtemp(join(tmpdir(), 'anjuan-roll-'))
  try {
    const path = join(directory, 'roll.csv')
    await writeFile(path, csv, { mode: 0o600 })
    await importHouseholds(deps, countyStaff.importer, await validateHouseholds(deps, countyStaff.importer, path))
  } finally {
    await rm(directory, { recursive: true })
  }
}

type Stage = { deps: Deps; advance: (to: Day) => Promise<unknown>; progress: StoryProgress }

/** Day by day: first what people do, then the work of the offices. Days before the one reached are done. */
const performDays = async (
  { deps, advance, progress }: Stage,
  { acts, work }: { acts: readonly Act[]; work: readonly Work[] },
  reached: Day,
): Promise<void> => {
  const actsOn = Map.groupBy(acts, ({ on }) => on)
  const workOn = Map.groupBy(work, ({ on }) => on)
  const total = acts.length + work.reduce((sum, { size }) => sum + size, 0)
  let before = 0
  for (const day of [...new Set([...actsOn.keys(), ...workOn.keys()])].sort()) {
    const today = actsOn.get(day) ?? []
    if (day >= reached) {
      await advance(day)
      await performActs(deps, today)
    }
    before += today.length
    for (const { size, perform } of workOn.get(day) ?? []) {
      const done = before
      if (day >= reached) await perform(deps, (count) => progress({ day, done: done + count, total }))
      before += size
    }
    progress({ day, done: before, total })
  }
}

/** Acts of one matter one after the other, matters side by side. */
const performActs = async (deps: Deps, acts: readonly Act[]): Promise<void> => {
  const matters = [...Map.groupBy(acts, ({ matter }) => matter).values()]
  const work = async (): Promise<void> => {
    for (let next = matters.shift(); next; next = matters.shift()) for (const act of next) await perform(deps, act)
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work))
}
