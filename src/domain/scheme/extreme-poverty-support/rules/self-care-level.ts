import type { Cited } from '../../../policy/ruleset.ts'
import type { Day } from '../../../shared/day.ts'
import { refuse } from '../refusals.ts'
import type { SelfCareAssessment, SelfCareItems, SelfCareLevel } from '../self-care.ts'

/** From a day on: the most items that somebody may fail for each level, best level first. */
const scales: readonly { from: Day; clause: string; atMost: readonly (readonly [SelfCareLevel, number])[] }[] = [
  {
    // The six items and their scale are printed in 2021; the care tiers of 2016 name the same three levels (a belief).
    from: '2016-02-10',
    clause: '2016-14',
    atMost: [
      ['FULL', 0],
      ['PARTIAL', 3],
      ['NONE', 6],
    ],
  },
  {
    from: '2021-07-01',
    clause: '2021-43 Art.22',
    atMost: [
      ['FULL', 0],
      ['PARTIAL', 3],
      ['NONE', 6],
    ],
  },
]

/**
 * The level that six items give under the rules of a day: none unmet is full, up to three partly lost, more lost
 * [2021-43 Art.21–22]. Undefined before the first scale.
 */
export const selfCareLevel = (items: SelfCareItems, day: Day): Cited<SelfCareLevel> | undefined => {
  const scale = scales.findLast(({ from }) => from <= day)
  const unmet = Object.values(items).filter((alone) => !alone).length
  const level = scale?.atMost.find(([, most]) => unmet <= most)?.[0]
  return scale && level && { value: level, clause: scale.clause }
}

/** Refuses a level that its six items do not give on the day of their assessment. */
export const checkSelfCare = ({ items, level, assessedOn }: SelfCareAssessment): void => {
  const given = selfCareLevel(items, assessedOn)
  if (!given) throw refuse('self-care-not-known', { assessedOn })
  if (given.value !== level) throw refuse('self-care-level', { stated: level, given: given.value })
}
