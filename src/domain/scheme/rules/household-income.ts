import { parameterFor } from '../../policy/policy.ts'
import type { Fen } from '../../shared/fen.ts'
import type { SchemeCode } from '../../shared/scheme-code.ts'
import type { AssessmentPlace } from '../assessment.ts'
import type { SheetLine } from '../calculation.ts'
import type { AssessedMember, Assessment } from '../household.ts'
import { refuse } from '../refusals.ts'
import { SUBSISTENCE_ALLOWANCE } from '../subsistence-allowance/code.ts'
import { deductionLines, incomeLines, sumOf } from './countable-income.ts'
import { employmentCostLines } from './employment-cost.ts'

/** Whose parameters of income count: those that places set for the allowance count for every test of a household's income. */
const RULES_OF: SchemeCode = SUBSISTENCE_ALLOWANCE

/** The standard that a deduction may be a share of, and the clause that defines income. */
type IncomeQuestion = { standardFen: Fen; clause: string }

/**
 * What counts of a household's income a month after deductions, never below zero, and every step on the way there. Refused
 * where an income or deduction is of somebody who is not a member.
 */
export const householdIncome = (
  assessed: Assessment,
  members: readonly AssessedMember[],
  { policy, area, day }: AssessmentPlace,
  { standardFen, clause }: IncomeQuestion,
): { lines: SheetLine[]; fen: Fen } => {
  checkMembers(assessed, members)
  const question = { scheme: RULES_OF, area, day, knownOn: day }
  const { value, source } = parameterFor(policy, 'basicPensionCounted', question)
  const income = incomeLines(assessed, { clause, basicPension: { counted: value === 'true', source } })
  const deducted = [
    ...deductionLines(assessed, clause),
    ...employmentCostLines(assessed, members, {
      percent: parameterFor(policy, 'employmentCostPercent', question),
      basis: parameterFor(policy, 'employmentCostBasis', question),
      standardFen,
      clause,
    }),
  ]
  const countedFen = sumOf(income)
  const deductedFen = sumOf(deducted)
  const fen = Math.max(0, countedFen - deductedFen)
  return {
    lines: [...income, ...deducted, { item: 'countableIncome', clause, inputs: { countedFen, deductedFen }, fen }],
    fen,
  }
}

const checkMembers = (assessed: Assessment, members: readonly AssessedMember[]): void => {
  const known = new Set(members.map(({ personId }) => personId))
  const stranger = [...assessed.incomes, ...assessed.deductions].find(({ personId }) => !known.has(personId))
  if (stranger) throw refuse('income-of-stranger', { personId: stranger.personId })
}
