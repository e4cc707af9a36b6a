import { parameterOf } from '../../policy/policy.ts'
import { addMonthsToDay, type Day } from '../../shared/day.ts'
import type { RepeatQuestion } from '../aid-first.ts'
import { CODE } from './award.ts'
import { aidParameters } from './parameters.ts'
import type { Particulars } from './particulars.ts'
import { refuse } from './refusals.ts'

/** Months of the rolling period that a place may choose instead of the calendar year. */
const ROLLING_MONTHS = 12

const beginOf = (period: string, day: Day): Day =>
  ({
    CALENDAR_YEAR: `${day.slice(0, 4)}-01-01`,
    TWELVE_MONTHS: addMonthsToDay(day, -ROLLING_MONTHS),
  })[period] ?? '0000-01-01'

/**
 * Refuses the same cause a second time within the place's period, unless the office has said why it is right to help
 * again [2014-47].
 */
export const checkAgain = ({ policy, area, day, particulars, earlier }: RepeatQuestion<Particulars>): void => {
  const { hardship, againBecause } = particulars
  if (againBecause !== null) return
  const period = parameterOf(policy, aidParameters, 'sameCausePeriod', { scheme: CODE, area, day, knownOn: day })
  const since = beginOf(period.value, day)
  const before = earlier.find(({ cause, grantedOn }) => cause === hardship.cause && grantedOn >= since)
  if (before)
    throw refuse('same-cause-again', {
      caseId: before.caseId,
      grantedOn: before.grantedOn,
      period: period.value,
      source: period.source,
    })
}
