import { addMonthsToDay, type Day } from '../../shared/day.ts'
import type { ReviewQuestion } from '../assessment.ts'
import type { IncomeKind } from '../household.ts'

/** Incomes that rise and fall with work or business. */
const varyingKinds: readonly IncomeKind[] = ['WAGES', 'BUSINESS']

/** As much of the question as the cadence looks at. */
type CadenceQuestion = Pick<ReviewQuestion, 'decidedOn' | 'ruleset' | 'areaKind' | 'incomes'> & {
  members: readonly Pick<ReviewQuestion['members'][number], 'canWork'>[]
}

/**
 * When a household is reviewed [2021-57 Art.31; before, 2012-220 Art.33]: yearly while its situation is stable, half-yearly
 * where income varies or somebody can work. Chosen by the rules on the day of the decision.
 */
export const reviewDue = ({
  decidedOn,
  ruleset: { review },
  areaKind,
  members,
  incomes,
}: CadenceQuestion): { due: Day; clause: string } => {
  const varies = incomes.some(({ kind, monthlyFen }) => monthlyFen > 0 && varyingKinds.includes(kind))
  const canWork = members.some((member) => member.canWork)
  const hasIncome = incomes.some(({ monthlyFen }) => monthlyFen > 0)
  const cadence = canWork || varies ? review.varying[areaKind] : hasIncome ? review.fixedIncome : review.withoutIncome
  return { due: addMonthsToDay(decidedOn, cadence.value), clause: cadence.clause }
}
