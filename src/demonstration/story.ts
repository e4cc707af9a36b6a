import { addDays, addMonths, type Day, type Month } from '../domain/shared/day.ts'
import { idFrom } from '../log/event-id.ts'
import { importedCaseId, importedPersonId } from '../processes/import-households/register.ts'
import { type Act, scriptOf } from './acts.ts'
import type { County } from './county.ts'
import type { NewFate, RollFate } from './fates.ts'
import { type Random, randomOf } from './random.ts'
import { adaptationStories } from './story-adaptation.ts'
import { aidStories } from './story-aid.ts'
import { applicationStory } from './story-application.ts'
import { entitledStory } from './story-entitled.ts'
import type { DemoIds } from './story-parts.ts'
import { agedApplications, personStories } from './story-persons.ts'
import { workdayFrom } from './workdays.ts'

/** The last day of the story; what would happen later has not happened yet. */
export const STORY_ENDS = '2023-12-29'

/** The months that the story pays: all of 2022 and 2023. */
export const storyMonths: readonly Month[] = Array.from({ length: 24 }, (_, index) => addMonths('2022-01', index))

/**
 * Everything that people do in 2022 and 2023 with the county's households, day by day: applications through every step, deaths,
 * births, changes of income, pauses, exits, reviews. `sha256` is the hash of the roll file, from which the ids of the
 * households taken over follow. The same county gives the same acts; payments come on top (`months.ts`).
 */
export const storyOf = (county: County, sha256: string): readonly Act[] => {
  const random = randomOf(`${county.seed}/story`)
  const ids = idsOf(county, sha256)
  const acts: Act[] = []
  for (const household of [...county.roll, ...county.fresh]) {
    const script = scriptOf(county.seed, household.number, ids.caseOf(household))
    const own = random.fork(household.number)
    const { fate } = household
    if ('roll' in fate) entitledStory(script, household, ids, { fate: fate.roll, on: beginsOn(own, fate.roll) })
    else
      applicationStory(script, household, ids, { fate: fate.fresh, lead: fate.lead, filedOn: filedOn(own, fate.fresh) })
    acts.push(...script.acts.filter(({ on }) => on <= STORY_ENDS))
  }
  const others = [personStories, agedApplications, aidStories, adaptationStories].flatMap((tell) => tell(county, ids))
  acts.push(...others.filter(({ on }) => on <= STORY_ENDS))
  // A stable sort: acts of one matter keep their order within a day.
  return acts.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

/** Ids of the households taken over follow from the file, those of new applications from the seed. */
export const idsOf = (county: County, sha256: string): DemoIds => ({
  caseOf: ({ number, fate }) =>
    'roll' in fate ? importedCaseId(sha256, number) : idFrom(county.seed, `case/${number}`),
  personOf: ({ number, fate, members }, index) =>
    'roll' in fate && index < members.length
      ? importedPersonId(sha256, number, index)
      : idFrom(county.seed, `person/${number}/${index}`),
})

/** A day in the second half of a month, after the payment run, with what follows on it inside the same month. */
const beginsOn = (random: Random, fate: RollFate): Day => {
  const [first, last] =
    fate === 'GRADUAL_EXIT_RUNNING' ? [7, 11] : fate === 'SUSPENDED_AND_RESUMED' ? [1, 8] : monthsOf(fate)
  return workdayFrom(`2023-${String(random.between(first, last)).padStart(2, '0')}-${random.between(13, 19)}`)
}

const monthsOf = (fate: RollFate): [number, number] => (fate === 'LEAVES_BY_GRADUAL_EXIT' ? [1, 7] : [1, 11])

/** Early enough to be confirmed by the end of November, or so late that the year ends before it is decided. */
const filedOn = (random: Random, fate: NewFate): Day =>
  fate === 'OPEN_AT_YEAR_END'
    ? workdayFrom(addDays('2023-12-04', random.int(22)))
    : workdayFrom(addDays('2023-01-12', random.int(265)))
