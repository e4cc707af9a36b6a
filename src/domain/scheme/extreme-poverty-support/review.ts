import type { Cited } from '../../policy/ruleset.ts'
import { ascending } from '../../shared/ascending.ts'
import { addDays, addMonthsToDay, ageOn, type Day } from '../../shared/day.ts'
import { ERASED } from '../../shared/personal.ts'
import type { ReviewQuestion } from '../assessment.ts'
import type { Particulars } from './particulars.ts'
import { schoolClause, youngUntil } from './rules/ability-to-work.ts'

const MONTHS_OF_A_YEAR = 12

/**
 * When somebody is looked at again: yearly, and before that on the day on which youth or school no longer explains why they
 * cannot work, or on which their care agreement has run out. Nothing ends by itself: a stop has its notice of seven days.
 */
export const reviewDue = (question: ReviewQuestion<Particulars>): { due: Day; clause: string } => {
  const { decidedOn, ruleset } = question
  const { value, clause } = ruleset.review.withoutIncome
  const ends = [endOfYouth(question), endOfAgreement(question)].filter((end) => end !== undefined)
  const [first] = [...ends, { value: addMonthsToDay(decidedOn, value), clause }]
    .filter((end) => end.value > decidedOn)
    .sort((a, b) => ascending(a.value, b.value))
  return first ? { due: first.value, clause: first.clause } : { due: decidedOn, clause }
}

/** The birthday that ends youth, or the day after the last at school where that is later [2021-43 Art.24]. */
const endOfYouth = ({ decidedOn, members, particulars }: ReviewQuestion<Particulars>): Cited<Day> | undefined => {
  const birthDate = members[0]?.birthDate
  const young = youngUntil(decidedOn)
  if (birthDate === undefined || birthDate === ERASED || !young) return undefined
  const birthday = addMonthsToDay(birthDate, young.value * MONTHS_OF_A_YEAR)
  const { schooling } = particulars
  const school = schoolClause(decidedOn)
  if (schooling && school && schooling.until >= birthday) return { value: addDays(schooling.until, 1), clause: school }
  return ageOn(birthDate, decidedOn) < young.value ? { value: birthday, clause: young.clause } : undefined
}

const endOfAgreement = ({
  particulars: { form, careAgreement },
}: ReviewQuestion<Particulars>): Cited<Day> | undefined =>
  form === 'DISPERSED' && careAgreement ? { value: addDays(careAgreement.until, 1), clause: 'luliang-2020' } : undefined
