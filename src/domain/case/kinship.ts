import { parameterFor } from '../policy/policy.ts'
import type { Member } from '../scheme/household.ts'
import { SUBSISTENCE_ALLOWANCE } from '../scheme/subsistence-allowance/code.ts'
import { ageOn } from '../shared/day.ts'
import { ERASED } from '../shared/personal.ts'
import type { CaseContext } from './context.ts'
import type { CaseFile } from './file.ts'
import { refuse } from './refusals.ts'

type Relative = Pick<Member, 'personId' | 'relation' | 'birthDate'>
type Place = Pick<CaseFile, 'area'>

/** The age of marriage is published once for all schemes, under the allowance. */
const RULES_OF = SUBSISTENCE_ALLOWANCE

/**
 * Who must have been born before the applicant, and who after. Siblings, spouses and others may be either. A step-child who is
 * older was not brought up by the step-parent, and is no child of theirs in law [民法典 Art.1072]: one of the others.
 */
const elders: readonly Relative['relation'][] = ['PARENT', 'GRANDPARENT']
const descendants: readonly Relative['relation'][] = ['CHILD', 'GRANDCHILD']

const requireBirthOrder = ({ personId, relation, birthDate }: Relative, applicant: Relative): void => {
  if (birthDate === ERASED || applicant.birthDate === ERASED) return
  const tooYoung = elders.includes(relation) && birthDate >= applicant.birthDate
  const tooOld = descendants.includes(relation) && birthDate <= applicant.birthDate
  if (tooYoung || tooOld) throw refuse('relation-against-births', { personId, relation })
}

/** Refuses somebody who is married below the age of marriage, where sex and birth are known [民法典 Art.1047]. */
const requireMarriageable = (
  { personId, birthDate }: Relative,
  { area }: Place,
  { persons, policy, today }: CaseContext,
): void => {
  const person = persons.get(personId)
  if (person?.status !== 'REGISTERED' || birthDate === ERASED) return
  const key = person.sex === 'MALE' ? 'marriageAgeOfMen' : 'marriageAgeOfWomen'
  const age = parameterFor(policy, key, { scheme: RULES_OF, area, day: today, knownOn: today })
  if (ageOn(birthDate, today) < Number(age.value))
    throw refuse('married-under-age', { personId, age: Number(age.value), clause: age.source })
}

/**
 * Refuses members whose relations to the applicant cannot be: the applicant is `SELF` and nobody else is, parents are born
 * before their children, and husband and wife are two and of the age of marriage. Erased births are not judged again.
 */
export const requireKinship = (
  applicantId: string,
  members: readonly Relative[],
  place: Place,
  context: CaseContext,
): void => {
  const selves = members.filter(({ relation }) => relation === 'SELF')
  const applicant = members.find(({ personId }) => personId === applicantId)
  // Whoever is no member is told so by the scheme.
  if (!applicant) return
  if (selves.length !== 1 || applicant.relation !== 'SELF')
    throw refuse('self-not-applicant', { applicant: applicantId, selves: selves.map(({ personId }) => personId) })
  for (const member of members) requireBirthOrder(member, applicant)
  const [spouse, another] = members.filter(({ relation }) => relation === 'SPOUSE')
  if (another) throw refuse('spouse-twice', { personId: another.personId })
  if (!spouse) return
  for (const one of [applicant, spouse]) requireMarriageable(one, place, context)
}

/** Who an old roll has as the applicant: whom it calls so, and the holder where it names nobody. */
export const applicantOfRoll = (members: readonly Pick<Relative, 'personId' | 'relation'>[], holder: string): string =>
  members.find(({ relation }) => relation === 'SELF')?.personId ?? holder

/** The same of somebody who joins: whoever is in already, as an old roll had them, is not judged again with each newcomer. */
export const requireKinshipOf = (
  joining: Relative,
  { applicant, members, area }: Pick<CaseFile, 'applicant' | 'members' | 'area'>,
  context: CaseContext,
): void => {
  const isSpouse = ({ relation }: Relative): boolean => relation === 'SPOUSE'
  const beside = members.filter((one) => one.personId === applicant || (isSpouse(joining) && isSpouse(one)))
  requireKinship(applicant, [...beside, joining], { area }, context)
}
