import { compareExact, type ExactFen, exactFen } from '../../../policy/exact-fen.ts'
import { ageOn, type Day } from '../../../shared/day.ts'
import { type GradeLimits, isWithinGrades } from '../../../shared/disability.ts'
import type { Limb } from '../limb.ts'
import type { Obligor } from '../particulars.ts'

/** Which obligors count as unable to support, from a day on: ages in years. */
type Weakness = {
  from: Day
  clause: string
  /** On the allowance, from this age on. */
  onAllowanceFromAge: number
  /** With an own income below the local disposable income, from this age on or with such a disability. */
  oldFromAge: number
  grades: GradeLimits
}

/** Sorted. What was practised before 2021 is a belief: the same as after. */
const weaknesses: readonly Weakness[] = [
  {
    from: '2014-05-01',
    clause: '2014-649 Art.14',
    onAllowanceFromAge: 60,
    oldFromAge: 70,
    grades: { byKind: { INTELLECTUAL: 3, MENTAL: 3 }, otherKinds: 2 },
  },
  {
    from: '2021-07-01',
    clause: '2021-43 Art.8',
    onAllowanceFromAge: 60,
    oldFromAge: 70,
    grades: { byKind: { INTELLECTUAL: 3, MENTAL: 3 }, otherKinds: 2 },
  },
]

/** Who of some obligors could support, as far as the local figures say. */
type ObligorFinding = Limb & {
  /** True when an answer needs last year's local disposable income per head, and it is not published. */
  needsDisposableIncome: boolean
}

/**
 * No legal obligor (法定义务人), or none who is able, on a day [2021-43 Art.8]. `disposableIncome`: last year's local disposable
 * income per head, for one month and exactly; undefined where it is not published.
 */
export const lackOfObligors = (
  obligors: readonly Obligor[],
  disposableIncome: ExactFen | undefined,
  day: Day,
): ObligorFinding => {
  const rule = weaknesses.findLast(({ from }) => from <= day)
  if (!rule) return { holds: false, clause: 'product default', inputs: {}, needsDisposableIncome: false }
  const able = obligors.filter((obligor) => isAble(obligor, rule, disposableIncome, day))
  const needsDisposableIncome =
    disposableIncome === undefined &&
    able.some((obligor) => isWeak(obligor, rule, day) && obligor.property === 'WITHIN')
  return {
    holds: able.length === 0,
    clause: rule.clause,
    inputs: { obligors: obligors.length, able: able.length },
    needsDisposableIncome,
  }
}

const isAble = (obligor: Obligor, rule: Weakness, disposableIncome: ExactFen | undefined, day: Day): boolean => {
  if (obligor.receives === 'EXTREME_POVERTY_SUPPORT') return false
  if (obligor.receives === 'ALLOWANCE' && ageOn(obligor.birthDate, day) >= rule.onAllowanceFromAge) return false
  if (obligor.property === 'OVER') return true
  if (obligor.standing !== 'PRESENT') return false
  return !isWeak(obligor, rule, day) || disposableIncome === undefined || !isBelow(obligor, disposableIncome)
}

const isBelow = ({ monthlyFen }: Obligor, limit: ExactFen): boolean => compareExact(exactFen(monthlyFen), limit) < 0

const isWeak = (obligor: Obligor, rule: Weakness, day: Day): boolean => {
  const { birthDate, disabilityKind: kind, disabilityGrade: grade, standing } = obligor
  if (standing !== 'PRESENT') return false
  if (ageOn(birthDate, day) >= rule.oldFromAge) return true
  return kind !== null && grade !== null && isWithinGrades({ kind, grade }, rule.grades)
}
