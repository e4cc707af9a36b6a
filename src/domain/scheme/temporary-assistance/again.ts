import { parameterOf } from '../../policy/policy.ts'
import { addMonthsToDay, type Day } from '../../shared/day.ts'
import type { RepeatQuestion } from '../aid-first.ts'
import { TEMPORARY_ASSISTANCE } from './code.ts'
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

/** Where and when the same cause is asked about. */
type AgainQuestion = Pick<RepeatQuestion<Particulars>, 'policy' | 'area' | 'day' | 'particulars'>

const periodFor = ({ policy, area, day }: AgainQuestion) =>
  parameterOf(policy, aidParameters, 'sameCausePeriod', { scheme: TEMPORARY_ASSISTANCE, area, day, knownOn: day })

/**
 * From which day on the same cause stands in the way: the begin of the place's period; null where the office has said why
 * it is right to help again [2014-47].
 */
export const onceSince = (question: AgainQuestion): Day | null =>
  question.particulars.againBecause === null ? beginOf(periodFor(question).value, question.day) : null

/** Refuses the same cause a second time within the place's period, without a good reason [2014-47]. */
export const checkAgain = (question: RepeatQuestion<Particulars>): void => {
  const since = onceSince(question)
  if (since === null) return
  const { cause } = question.particulars.hardship
  const before = question.earlier.find((grant) => grant.cause === cause && grant.grantedOn >= since)
  if (!before) return
  const { value: period, source } = periodFor(question)
  throw refuse('same-cause-again', { caseId: before.caseId, grantedOn: before.grantedOn, period, source })
}
