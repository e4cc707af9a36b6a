import { ageOn, type Day } from '../shared/day.ts'
import type { Identity } from './commands.ts'
import { parseIdNumber } from './id-number.ts'
import { refuse } from './refusals.ts'

/** Nobody on record has lived longer; an older date of birth is a slip of the pen. */
const OLDEST_YEARS = 130

/**
 * Refuses an identity that contradicts itself: a date of birth in the future or too far back, an ID number that is wrong in
 * itself or says another date of birth or sex. To be asked before the number is claimed.
 */
export const checkIdentity = ({ idNumber, sex, birthDate }: Identity, today: Day): void => {
  if (birthDate > today || ageOn(birthDate, today) > OLDEST_YEARS) throw refuse('birth-date-implausible')
  if (idNumber === null) return
  const said = parseIdNumber(idNumber)
  const differing = [
    said.birthDate === birthDate ? undefined : 'birthDate',
    said.sex === sex ? undefined : 'sex',
  ].filter((field) => field !== undefined)
  if (differing.length > 0) throw refuse('id-number-differs', { fields: differing })
}
