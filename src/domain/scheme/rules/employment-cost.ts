import type { ParameterValue } from '../../policy/parameters.ts'
import { type Fen, percentOfFen } from '../../shared/fen.ts'
import type { SheetLine } from '../calculation.ts'
import type { AssessedMember, Assessment } from '../household.ts'

/** The parameters of the deduction: per cent of the standard, and whether per worker or per household. */
export type EmploymentCost = { percent: ParameterValue; basis: ParameterValue; standardFen: Fen; clause: string }

/**
 * The necessary cost of employment [2021-57 Art.13]: a percentage of the standard, for each worker or once per household,
 * never more than the wages it is deducted from.
 */
export const employmentCostLines = (
  { incomes }: Assessment,
  members: readonly AssessedMember[],
  { percent, basis, standardFen, clause }: EmploymentCost,
): SheetLine[] => {
  const cost = percentOfFen(standardFen, Number(percent.value))
  if (cost === 0) return []
  const wagesOf = (personId: string): Fen =>
    incomes
      .filter((income) => income.kind === 'WAGES' && income.personId === personId)
      .reduce((sum, { monthlyFen }) => sum + monthlyFen, 0)
  const workers = members
    .filter(({ employed }) => employed)
    .map(({ personId }) => ({ personId, wagesFen: wagesOf(personId) }))
    .filter(({ wagesFen }) => wagesFen > 0)
  const inputs = { percent: Number(percent.value), basis: basis.value, standardFen, source: percent.source }
  if (basis.value === 'PER_WORKER')
    return workers.map(({ personId, wagesFen }) => ({
      item: 'employmentCost',
      clause,
      inputs: { ...inputs, personId, wagesFen },
      fen: Math.min(cost, wagesFen),
    }))
  const wagesFen = workers.reduce((sum, worker) => sum + worker.wagesFen, 0)
  if (wagesFen === 0) return []
  return [
    {
      item: 'employmentCost',
      clause,
      inputs: { ...inputs, workers: workers.length, wagesFen },
      fen: Math.min(cost, wagesFen),
    },
  ]
}
