import { ageOn, type Day } from '../shared/day.ts'
import { ERASED, type Erasable } from '../shared/personal.ts'
import type { Cited } from './ruleset.ts'

/** Full age in years. */
const fullAge: Cited<number> = { value: 18, clause: '民法典 Art.17' }

/** Whether somebody is of full age on a day. An erased birth date is not judged again. */
export const isOfAge = (birthDate: Erasable<Day>, day: Day): boolean =>
  birthDate === ERASED || ageOn(birthDate, day) >= fullAge.value
