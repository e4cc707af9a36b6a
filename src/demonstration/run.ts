import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import type { Day } from '../domain/shared/day.ts'
import { idFrom } from '../log/event-id.ts'
import { caseCommand } from '../processes/cases/case-command.ts'
import type { DemonstrationClock } from '../processes/demonstration-day.ts'
import type { Deps } from '../processes/deps.ts'
import { importHouseholds, validateHouseholds } from '../processes/import-households/import-households.ts'
import { personCommand } from '../processes/persons.ts'
import type { Act } from './acts.ts'
import { type County, type CountyScale, countyOf, DEMONSTRATION_SEED } from './county.ts'
import { monthTasks } from './months.ts'
import { publishPolicies } from './policies.ts'
import { rollRows, takeover } from './roll.ts'
import { countyStaff } from './staff.ts'
import { idsOf, STORY_ENDS, storyMonths, storyOf } from './story.ts'
import type { DemoIds } from './story-parts.ts'

/** How many matters are worked on side by side. */
const SIDE_BY_SIDE = 16

/** Told while the story runs: the day it has reached, and how much of it is done. */
export type StoryProgress = (reached: { day: Day; done: number; total: number }) => void

/** What a finished demonstration can show: its households, and the ids of their cases and members. */
export type Demonstration = { county: County; ids: DemoIds }

/**
 * Performs the demonstration: the policies, the roll of 2022 taken over, and the year 2023 day by day, with its twelve
 * payment months. The day only moves forward and every step has its own command id: killed anywhere, it goes on at the day
 * it had reached, and once it is finished it does nothing.
 */
export const performDemonstration = async (
  deps: Deps,
  clock: DemonstrationClock,
  progress: StoryProgress = () => {},
  { seed = DEMONSTRATION_SEED, scale = 'whole' }: { seed?: string; scale?: CountyScale } = {},
): Promise<Demonstration> => {
  const county = countyOf(seed, scale)
  const advance = (to: Day) =>
    clock.advance(deps, { actor: countyStaff.importer, commandId: idFrom(seed, `advance ${to}`) }, to)
  const reached = await dayReached(deps)
  if (reached === undefined) await advance(takeover.on)
  await publishPolicies(deps, seed)
  const csv = stringify([...rollRows(county)])
  const sha256 = createHash('sha256').update(csv).digest('hex')
  if (reached === undefined || reached <= takeover.on) await takeOverRoll(deps, csv)
  await performYear({ deps, advance, progress, seed }, storyOf(county, sha256), reached ?? takeover.on)
  if ((await dayReached(deps)) !== STORY_ENDS && clock.today() < STORY_ENDS) await advance(STORY_ENDS)
  return { county, ids: idsOf(county, sha256) }
}

/** The day of the demonstration as the log has it; undefined before the first. */
const dayReached = async ({ log }: Deps): Promise<Day | undefined> => {
  const { events } = await log.readStream('demonstration', { direction: 'backward', maxCount: 1 })
  const [last] = events
  return last ? (JSON.parse(last.payload) as { to: Day }).to : undefined
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

type Year = {
  deps: Deps
  advance: (to: Day) => Promise<unknown>
  progress: StoryProgress
  seed: string
}

/** Day by day: first what people do, then the payments. Days before the one reached are done. */
const performYear = async (
  { deps, advance, progress, seed }: Year,
  acts: readonly Act[],
  reached: Day,
): Promise<void> => {
  const actsOn = Map.groupBy(acts, ({ on }) => on)
  const tasksOn = Map.groupBy(
    storyMonths.flatMap((month) => monthTasks(seed, month)),
    ({ on }) => on,
  )
  const days = [...new Set([...actsOn.keys(), ...tasksOn.keys()])].sort()
  let done = 0
  for (const day of days) {
    const today = actsOn.get(day) ?? []
    if (day >= reached) {
      await advance(day)
      await performActs(deps, today)
      for (const { perform } of tasksOn.get(day) ?? []) await perform(deps)
    }
    done += today.length
    progress({ day, done, total: acts.length })
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

const perform = async (deps: Deps, act: Act): Promise<void> => {
  const { actor, commandId, matter } = act
  const call = { actor, commandId }
  try {
    if (act.of === 'case') await caseCommand(deps, call, act.command)
    else await personCommand(deps, call, act.command)
  } catch (error) {
    throw new Error(`${act.on} ${matter} ${act.command.type}`, { cause: error })
  }
}
