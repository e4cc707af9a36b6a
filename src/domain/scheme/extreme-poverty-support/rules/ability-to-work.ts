import { ageOn, type Day } from '../../../shared/day.ts'
import { type Disability, type GradeLimits, isWithinGrades } from '../../../shared/disability.ts'
import { ERASED, type Erasable } from '../../../shared/personal.ts'
import type { Limb } from '../limb.ts'
import type { Schooling } from '../particulars.ts'

/** Who counts as unable to work, from a day on: ages in years. */
type Inability = {
  from: Day
  /** Main clause, that of the young, and that of those still at school. */
  clauses: { main: string; young: string; school: string | null }
  fromAge: number
  underAge: number
  grades: GradeLimits
}

/** Sorted. A new text is a new row. */
const inabilities: readonly Inability[] = [
  {
    // The grades are those that were practised before 2021: a belief.
    from: '2014-05-01',
    clauses: { main: '2014-649 Art.14', young: '2014-649 Art.14', school: null },
    fromAge: 60,
    underAge: 16,
    grades: { byKind: { INTELLECTUAL: 2, MENTAL: 2, PHYSICAL: 1 }, otherKinds: 0 },
  },
  {
    from: '2020-08-25',
    clauses: { main: '2014-649 Art.14', young: '2020-reform', school: null },
    fromAge: 60,
    underAge: 18,
    grades: { byKind: { INTELLECTUAL: 2, MENTAL: 2, PHYSICAL: 1 }, otherKinds: 0 },
  },
  {
    from: '2021-07-01',
    clauses: { main: '2021-43 Art.5', young: '2020-reform', school: '2021-43 Art.24' },
    fromAge: 60,
    underAge: 18,
    grades: { byKind: { INTELLECTUAL: 3, MENTAL: 3, PHYSICAL: 2, VISUAL: 1 }, otherKinds: 0 },
  },
  {
    from: '2026-07-01',
    clauses: { main: '2021-43 Art.5', young: '2026-LAW Art.16', school: '2026-LAW Art.16' },
    fromAge: 60,
    underAge: 18,
    grades: { byKind: { INTELLECTUAL: 3, MENTAL: 3, PHYSICAL: 2, VISUAL: 1 }, otherKinds: 0 },
  },
]

/** What the test looks at. */
export type WorkQuestion = {
  birthDate: Erasable<Day>
  disability: Erasable<Disability | null>
  schooling: Schooling | null
  /** The document by which the province counts others as unable to work, where the person is one of those. */
  otherInability: string | null
}

const ruleOn = (day: Day): Inability | undefined => inabilities.findLast(({ from }) => from <= day)

/** The age below which somebody counts as unable to work, under the rules of a day; undefined before the first. */
export const youngUntil = (day: Day): { value: number; clause: string } | undefined => {
  const rule = ruleOn(day)
  return rule && { value: rule.underAge, clause: rule.clauses.young }
}

/** Whether somebody of age goes on being supported while at school, under the rules of a day, and the clause. */
export const schoolClause = (day: Day): string | undefined => ruleOn(day)?.clauses.school ?? undefined

/**
 * No ability to work (无劳动能力) on a day: old, young, at school after that, of a listed disability, or of those that the
 * province adds [2021-43 Art.5, 24]. Erased facts are not judged again and count as they were found.
 */
export const inabilityToWork = (question: WorkQuestion, day: Day): Limb => {
  const { birthDate, disability, schooling, otherInability } = question
  const rule = ruleOn(day)
  if (!rule) return { holds: false, clause: 'product default', inputs: {} }
  const { main, young, school } = rule.clauses
  if (birthDate === ERASED || disability === ERASED) return { holds: true, clause: main, inputs: { erased: true } }
  const age = ageOn(birthDate, day)
  const inputs = {}
  const found = { age, ...(disability ? { disability: disability.kind, grade: disability.grade } : {}) }
  if (age >= rule.fromAge) return { holds: true, clause: main, inputs, found }
  if (age < rule.underAge) return { holds: true, clause: young, inputs, found }
  if (disability && isWithinGrades(disability, rule.grades)) return { holds: true, clause: main, inputs, found }
  if (schooling && school && day <= schooling.until)
    return { holds: true, clause: school, inputs, found: { ...found, school: schooling.stage } }
  if (otherInability !== null) return { holds: true, clause: main, inputs: { document: otherInability }, found }
  return { holds: false, clause: main, inputs, found }
}
