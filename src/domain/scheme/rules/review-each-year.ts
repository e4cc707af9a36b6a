import { addMonthsToDay, type Day } from '../../shared/day.ts'
import type { ReviewQuestion } from '../assessment.ts'

/** The review after so many months as the rules of the decision's day have it, whatever the income: nobody's is asked. */
export const reviewEachYear = ({
  decidedOn,
  ruleset,
}: Pick<ReviewQuestion, 'decidedOn' | 'ruleset'>): {
  due: Day
  clause: string
} => {
  const { value, clause } = ruleset.review.withoutIncome
  return { due: addMonthsToDay(decidedOn, value), clause }
}
