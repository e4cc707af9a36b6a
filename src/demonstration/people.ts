import type { Sex } from '../domain/person/words.ts'
import type { Day } from '../domain/shared/day.ts'
import type { Disability } from '../domain/shared/disability.ts'
import type { DemoPerson } from './household.ts'
import { nameOf, surnameOf } from './names.ts'
import type { Random } from './random.ts'

/** Hands out an ID number for a birth date and sex. */
export type Issuer = (birthDate: Day, sex: Sex) => string

/** The year of whose beginning the ages below are. */
const YEAR = 2022

const bornAtAge = (random: Random, age: number): Day => {
  const month = String(random.between(1, 12)).padStart(2, '0')
  const day = String(random.between(1, 28)).padStart(2, '0')
  return `${YEAR - age}-${month}-${day}`
}

const kinds = ['PHYSICAL', 'VISUAL', 'HEARING', 'INTELLECTUAL', 'MENTAL', 'MULTIPLE'] as const
const disabilityOf = (random: Random, heavy: boolean): Disability => ({
  kind: random.pick(kinds),
  grade: heavy ? random.between(1, 2) : random.between(2, 4),
})

/** Somebody of a sex and an age, with health and strength as they are among the poor. */
const personOf = (
  random: Random,
  issue: Issuer,
  who: { relation: DemoPerson['relation']; sex: DemoPerson['sex']; age: number; surname: string; heavy?: boolean },
): DemoPerson => {
  const { relation, sex, age, surname, heavy = false } = who
  const birthDate = bornAtAge(random, age)
  const disability = heavy || random.percent(age < 18 ? 6 : 22) ? disabilityOf(random, heavy) : null
  const seriousIllness = random.percent(age < 18 ? 3 : 14)
  const canWork = age >= 18 && age < 60 && disability === null && !seriousIllness
  return {
    name: nameOf(random, sex, surname),
    relation,
    sex,
    birthDate,
    idNumber: issue(birthDate, sex),
    disability,
    seriousIllness,
    canWork,
  }
}

const sexOf = (random: Random): DemoPerson['sex'] => (random.percent(52) ? 'MALE' : 'FEMALE')

/**
 * A family of a size: an applicant, perhaps a spouse, then children and parents. Who lives alone is old or severely disabled.
 */
export const familyOf = (random: Random, issue: Issuer, size: number): [DemoPerson, ...DemoPerson[]] => {
  const alone = size === 1
  const heavy = alone && random.percent(40)
  const age = alone && !heavy ? random.between(58, 86) : random.between(30, 62)
  const sex = sexOf(random)
  const surname = surnameOf(random)
  const family: [DemoPerson, ...DemoPerson[]] = [
    personOf(random, issue, { relation: 'SELF', sex, age, surname, heavy }),
  ]
  if (size > 1 && random.percent(65)) {
    const spouse = sex === 'MALE' ? 'FEMALE' : 'MALE'
    const spouseAge = Math.max(24, age + random.between(-5, 5))
    family.push(
      personOf(random, issue, { relation: 'SPOUSE', sex: spouse, age: spouseAge, surname: surnameOf(random) }),
    )
  }
  while (family.length < size) family.push(childOrParent(random, issue, { age, surname, size: family.length }))
  return family
}

const childOrParent = (
  random: Random,
  issue: Issuer,
  { age, surname, size }: { age: number; surname: string; size: number },
): DemoPerson => {
  const isParent = age < 60 && size > 1 && random.percent(25)
  const sex = sexOf(random)
  if (isParent) return personOf(random, issue, { relation: 'PARENT', sex, age: age + random.between(20, 28), surname })
  return personOf(random, issue, { relation: 'CHILD', sex, age: random.between(1, Math.min(24, age - 21)), surname })
}

/** A child born in the first days of 2023, whom the family reports in the course of the year. */
export const newbornOf = (random: Random, issue: Issuer, { name: parent }: DemoPerson): DemoPerson => {
  const sex = sexOf(random)
  const birthDate = `2023-01-0${random.between(1, 9)}`
  return {
    name: nameOf(random, sex, [...parent][0]),
    relation: 'CHILD',
    sex,
    birthDate,
    idNumber: issue(birthDate, sex),
    disability: null,
    seriousIllness: false,
    canWork: false,
  }
}

/** An age on the last day of 2022 and what else is fixed of somebody on another roll. */
export type Wanted = { age: number; disability?: Disability | null; surname?: string }

/** Somebody of an age with just the disability that is wanted, who cannot work. */
export const someone = (random: Random, issue: Issuer, { age, disability = null, surname }: Wanted): DemoPerson => {
  const sex = sexOf(random)
  const birthDate = bornAtAge(random, age)
  return {
    name: nameOf(random, sex, surname ?? surnameOf(random)),
    relation: 'SELF',
    sex,
    birthDate,
    idNumber: issue(birthDate, sex),
    disability,
    seriousIllness: false,
    canWork: false,
  }
}

/** A severe disability: of the first or second grade. */
export const severe = (random: Random): Disability => disabilityOf(random, true)

/** A disability of any grade that is paid to whoever is poor. */
export const disabled = (random: Random): Disability => disabilityOf(random, false)
