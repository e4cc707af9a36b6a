import { exclusionOf } from '../person/claims.ts'
import { refuse as refusePerson } from '../person/refusals.ts'
import { isDeadOn, isLive } from '../person/state.ts'
import { isOfAge } from '../policy/full-age.ts'
import type { Ruleset } from '../policy/ruleset.ts'
import { refuse as refuseScheme } from '../scheme/refusals.ts'
import type { Scheme } from '../scheme/scheme.ts'
import type { Day } from '../shared/day.ts'
import { ERASED } from '../shared/personal.ts'
import type { CaseContext } from './context.ts'
import type { CaseFile } from './file.ts'
import { refuse } from './refusals.ts'

/** Refuses persons that nobody has registered. */
export const requireRegistered = (personIds: readonly string[], { persons }: CaseContext): void => {
  const unknown = personIds.find((personId) => persons.get(personId)?.status !== 'REGISTERED')
  if (unknown) throw refusePerson('unknown-person', { personId: unknown })
}

/** Refuses persons who are known to have died by today. */
export const requireAlive = (personIds: readonly string[], { persons, today }: CaseContext): void => {
  for (const personId of personIds) {
    const person = persons.get(personId)
    if (person && isDeadOn(person, today)) throw refusePerson('person-deceased', { personId })
  }
}

/** Refuses while one of some persons is not known to have died by today. */
export const requireAllDead = (personIds: readonly string[], { persons, today }: CaseContext): void => {
  const living = personIds.filter((personId) => {
    const person = persons.get(personId)
    return !person || !isDeadOn(person, today)
  })
  if (living.length > 0) throw refuse('somebody-lives', { personIds: living })
}

/** Refuses a member whose birth date differs from the person's. */
export const requireSameBirth = (personId: string, birthDate: string, { persons }: CaseContext): void => {
  const person = persons.get(personId)
  if (!person || person.status === 'NONE') throw refusePerson('unknown-person', { personId })
  if (person.birthDate !== ERASED && person.birthDate !== birthDate) throw refuse('member-days', { personId })
}

/** Refuses a list that names somebody twice. */
export const requireDistinct = (personIds: readonly string[]): void => {
  const twice = personIds.find((personId, index) => personIds.indexOf(personId) !== index)
  if (twice) throw refuse('member-twice', { personId: twice })
}

/** Refuses somebody who is not a member now. */
export const requireMember = ({ members }: CaseFile, personId: string): void => {
  if (!members.some((member) => member.personId === personId)) throw refuse('not-a-member', { personId })
}

/** Refuses more members than the scheme is for. */
export const requireUnit = ({ code, unit }: Pick<Scheme, 'code' | 'unit'>, members: number): void => {
  if (unit === 'PERSON' && members > 1) throw refuseScheme('one-person-scheme', { scheme: code })
}

/** The ids of some members. */
export const idsOf = (members: readonly { personId: string }[]): string[] => members.map(({ personId }) => personId)

/** Refuses while an adult member has signed no authorization of the register check that is live on a day. */
export const requireAuthorizations = (
  { members, authorizations }: CaseFile,
  { steps }: Pick<Ruleset, 'steps'>,
  day: Day,
): void => {
  const missing = members
    .filter(({ birthDate }) => isOfAge(birthDate, day))
    .map(({ personId }) => personId)
    .filter(
      (id) =>
        !authorizations.some(({ personId, signedOn, validTo }) => personId === id && signedOn <= day && day <= validTo),
    )
  const { clause } = steps.economicCheck
  if (missing.length > 0) throw refuse('authorization-missing', { personIds: missing, day, clause })
}

/** How many claims of a person have named a case so far, and whether the last of them is held. */
export const claimsOn = (
  caseId: string,
  personId: string,
  { persons }: CaseContext,
): { count: number; isHeld: boolean } => {
  const person = persons.get(personId)
  const claims = person?.status === 'REGISTERED' ? person.claims.filter((claim) => claim.caseId === caseId) : []
  return { count: claims.length, isHeld: claims.some(isLive) }
}

/**
 * Refuses while a member's claim on the scheme does not name this case, or is one that was fenced off. A claim that the
 * caller holds but the person does not show yet is the one about to be taken.
 */
export const requireClaims = (
  caseId: string,
  personIds: readonly string[],
  { abandoned }: Pick<CaseFile, 'abandoned'>,
  context: CaseContext,
): void => {
  const missing = personIds.filter((personId) => !context.claimsHeld.includes(personId))
  if (missing.length > 0) throw refuse('claim-missing', { personIds: missing })
  const fenced = personIds.filter((id) => {
    const { count, isHeld } = claimsOn(caseId, id, context)
    const number = isHeld ? count : count + 1
    return abandoned.some(({ personId, claimNumber }) => personId === id && number <= claimNumber)
  })
  if (fenced.length > 0) throw refuse('claim-abandoned', { personIds: fenced })
}

/**
 * Refuses while a member holds a scheme by another case that excludes this one on the day of the decision: the matrix of
 * that day counts, whatever it said when the application was accepted.
 */
export const requireNoExclusion = (
  caseId: string,
  personIds: readonly string[],
  { scheme }: Pick<CaseFile, 'scheme'>,
  { persons, today }: CaseContext,
): void => {
  for (const personId of personIds) {
    const person = persons.get(personId)
    const rival = person?.status === 'REGISTERED' ? exclusionOf(person, { scheme, caseId }, today) : undefined
    if (rival) throw refusePerson('scheme-claimed', { personId, caseId: rival.caseId, scheme: rival.scheme })
  }
}
