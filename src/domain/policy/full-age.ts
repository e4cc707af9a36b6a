import { ageOn, type Day } from '../shared/day.ts'
import { ERASED, type Erasable } from '../shared/personal.ts'
import type { Cited } from './ruleset.ts'

/** Full age in years. */
const fullAge: Cited<number> = { value: 18, clause: '民法典 Art.17' }

/** Whether somebody is of full age on a day. An erased birth date is not judged again. */
export const isOfAge = (birthDate: Erasable<Day>, day: Day): boolean =>
  birthDate === ERASED || ageOn(birthDate, day) >= fullAge.value

/** From this age on, whoever lives mainly on their own labour acts for themselves like somebody of full age. */
const ownLabour: Cited<number> = { value: 16, clause: '民法典 Art.18' }

/** Whether somebody acts for themselves on a day: of full age, or of sixteen with work of their own [民法典 Art.17-20]. */
export const actsAlone = (
  { birthDate, employed }: { birthDate: Erasable<Day>; employed: boolean },
  day: Day,
): boolean => isOfAge(birthDate, day) || (birthDate !== ERASED && employed && ageOn(birthDate, day) >= ownLabour.value)
