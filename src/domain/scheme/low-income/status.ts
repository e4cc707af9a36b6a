import type { Cited } from '../../policy/ruleset.ts'
import { addDays, addMonthsToDay, type Day } from '../../shared/day.ts'
import type { AssessmentPlace, AssessmentResult, Verdict } from '../assessment.ts'
import type { SheetLine } from '../calculation.ts'

/** A certified status: nothing is paid for it, and it holds for so many months from the decision. */
export const certified = (
  verdict: Verdict,
  lines: readonly SheetLine[],
  memberCount: number,
  { ruleset }: AssessmentPlace,
): AssessmentResult => ({
  facts: { mode: 'NONE', members: memberCount },
  sheet: { ruleset: ruleset.id, rates: [], lines: [...lines], amountFen: 0 },
  verdict,
})

/** The last day of a validity of so many months. */
export const validFor = (decidedOn: Day, { value, clause }: Cited<number>): Cited<Day> => ({
  value: addDays(addMonthsToDay(decidedOn, value), -1),
  clause,
})
