import { SUBSISTENCE_ALLOWANCE } from '../domain/scheme/subsistence-allowance/code.ts'
import { ascending } from '../domain/shared/ascending.ts'
import { addMonths, type Month } from '../domain/shared/day.ts'
import { idFrom } from '../log/event-id.ts'
import { importedCaseId, importedPersonId } from '../processes/import-households/register.ts'
import { type Act, scriptOf } from './acts.ts'
import type { County } from './county.ts'
import { adaptationStories } from './story-adaptation.ts'
import { aidStories } from './story-aid.ts'
import { alertStories, leadCaseOf, leadDaysOf } from './story-alerts.ts'
import { applicationStory } from './story-application.ts'
import { conductStories } from './story-conduct.ts'
import { crisisStories } from './story-crisis.ts'
import { beginningOf } from './story-days.ts'
import { enquiryStories } from './story-enquiries.ts'
import { entitledStory } from './story-entitled.ts'
import { grantStories } from './story-grants.ts'
import { inspectionStories } from './story-inspections.ts'
import { overpaymentStories } from './story-overpayment.ts'
import type { DemoIds } from './story-parts.ts'
import { agedApplications, personStories } from './story-persons.ts'
import { priceStories } from './story-prices.ts'

/** The last day of the story; what would happen later has not happened yet. */
export const STORY_ENDS = '2023-12-29'

/** The months that the story pays: all of 2022 and 2023. */
export const storyMonths: readonly Month[] = Array.from({ length: 24 }, (_, index) => addMonths('2022-01', index))

/** What happens beside the households of the allowance, each told in a file of its own. */
const stories: readonly ((county: County, ids: DemoIds) => readonly Act[])[] = [
  personStories,
  agedApplications,
  aidStories,
  adaptationStories,
  alertStories,
  enquiryStories,
  grantStories,
  inspectionStories,
  priceStories,
  conductStories,
  crisisStories,
  overpaymentStories,
]

/**
 * Everything that people do in 2022 and 2023 with the county's households, day by day: applications through every step, deaths,
 * births, changes of income, pauses, exits, reviews. `sha256` is the hash of the roll file, from which the ids of the
 * households taken over follow. The same county gives the same acts; payments come on top (`months.ts`).
 */
export const storyOf = (county: County, sha256: string): readonly Act[] => {
  const ids = idsOf(county, sha256)
  const acts: Act[] = []
  for (const household of [...county.roll, ...county.fresh]) {
    const script = scriptOf(county.seed, household.number, ids.caseOf(household))
    const { fate } = household
    const on = beginningOf(county.seed, household)
    if ('roll' in fate) entitledStory(script, household, ids, { fate: fate.roll, on })
    else {
      const leadDays = fate.lead === null ? null : leadDaysOf(county.seed, household)
      applicationStory(script, household, ids, { fate: fate.fresh, leadDays, filedOn: on })
    }
    acts.push(...script.acts.filter(({ on }) => on <= STORY_ENDS))
  }
  const others = stories.flatMap((tell) => tell(county, ids))
  acts.push(...others.filter(({ on }) => on <= STORY_ENDS))
  // A stable sort: acts of one matter keep their order within a day.
  return acts.sort((a, b) => ascending(a.on, b.on))
}

/** Ids of the households taken over follow from the file, those of new applications from the seed. */
export const idsOf = (county: County, sha256: string): DemoIds => ({
  caseOf: ({ number, fate }) => {
    if ('roll' in fate) return importedCaseId({ sha256, scheme: SUBSISTENCE_ALLOWANCE }, number)
    return fate.lead === null ? idFrom(county.seed, `case/${number}`) : leadCaseOf(county.seed, { number })
  },
  personOf: ({ number, fate, members }, index) =>
    'roll' in fate && index < members.length
      ? importedPersonId(sha256, number, index)
      : idFrom(county.seed, `person/${number}/${index}`),
})
