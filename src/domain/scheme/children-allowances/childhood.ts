import { z } from 'zod'
import type { Cited } from '../../policy/ruleset.ts'
import type { Code } from '../../shared/codes.ts'
import { addDays, addMonthsToDay, Day } from '../../shared/day.ts'
import { ERASED } from '../../shared/personal.ts'
import type { FilingQuestion } from '../assessment.ts'
import type { Member } from '../household.ts'
import { refuse as refuseScheme } from '../refusals.ts'
import { checkOnePerson, onlyMember } from '../rules/one-person.ts'
import { refuse } from './refusals.ts'

/** Up to which birthday a child is one. */
const childhood: Cited<number> = { value: 18, clause: '2010-54' }

/** Going on at school after that birthday goes on being paid [local-luozhuang]. */
const SCHOOL_CLAUSE = 'local-luozhuang'

/** A school after the age of majority, with its last expected day. */
export const Schooling = z.strictObject({ school: z.string().trim().min(1).max(100), until: Day })
type Schooling = z.infer<typeof Schooling>

/** The last day of childhood: the day before the 18th birthday, or the last at school where that is later. */
export const lastDayOfChildhood = (members: readonly Member[], schooling: Schooling | null): Cited<Day> => {
  const { birthDate } = onlyMember(members)
  if (birthDate === ERASED) throw refuseScheme('birth-date-erased')
  const last = addDays(addMonthsToDay(birthDate, childhood.value * 12), -1)
  return schooling !== null && schooling.until > last
    ? { value: schooling.until, clause: SCHOOL_CLAUSE }
    : { value: last, clause: childhood.clause }
}

/**
 * Whether somebody is a child on a day, or goes on at school. The sheet says no more than that: it is not sealed, and an age
 * or a day in it would tell what the sealed birth date does not.
 */
export const isChildOn = (members: readonly Member[], schooling: Schooling | null, day: Day) => {
  const { value: until, clause } = lastDayOfChildhood(members, schooling)
  const isChild = day <= until
  return { isChild, clause, inputs: { isChild } }
}

/**
 * A filing for a child by somebody who speaks for them. School after the age of majority keeps what a child already had: it
 * opens nothing to whoever is grown.
 */
export const checkChildFiling = (question: FilingQuestion): void => {
  checkOnePerson(question)
  const { birthDate } = onlyMember(question.members)
  if (birthDate !== ERASED && addMonthsToDay(birthDate, childhood.value * 12) <= question.day)
    throw refuse('child-grown', { day: question.day })
}

/** The ground that an adoption by a day is; the allowance ends with it [2019-62]. Refused where it lies before the birth. */
export const adoptedBy = (members: readonly Member[], adoptedOn: Day | null, day: Day): readonly Code[] => {
  const { birthDate } = onlyMember(members)
  if (adoptedOn !== null && birthDate !== ERASED && adoptedOn < birthDate) throw refuse('adopted-before-birth')
  return adoptedOn !== null && adoptedOn <= day ? ['ADOPTED'] : []
}
