import { rulesetForDecision } from '../../policy/rulesets.ts'
import { addMonthsToDay, type Day } from '../../shared/day.ts'
import type { IncomeKind } from '../household.ts'
import type { ReviewQuestion } from '../scheme.ts'

/** Incomes that rise and fall with work or business. */
const varyingKinds: readonly IncomeKind[] = ['WAGES', 'BUSINESS']

/**
 * When a household is reviewed [2021-57 Art.31; before, 2012-220 Art.33]: yearly while its situation is stable, half-yearly
 * where income varies or somebody can work. Chosen by the rules on the day of the decision.
 */
export const reviewDue = ({ decidedOn, areaKind, members, incomes }: ReviewQuestion): { due: Day; clause: string } => {
  const { review } = rulesetForDecision(decidedOn)
  const varies = incomes.some(({ kind, monthlyFen }) => monthlyFen > 0 && varyingKinds.includes(kind))
  const canWork = members.some((member) => member.canWork)
  const hasIncome = incomes.some(({ monthlyFen }) => monthlyFen > 0)
  const cadence = canWork || varies ? review.varying[areaKind] : hasIncome ? review.fixedIncome : review.withoutIncome
  return { due: addMonthsToDay(decidedOn, cadence.value), clause: cadence.clause }
}
