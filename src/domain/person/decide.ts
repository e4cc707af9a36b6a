import { type Actor, holdsOneOf } from '../shared/actor.ts'
import { type AreaCode, isWithin } from '../shared/area.ts'
import type { Decided } from '../shared/command.ts'
import type { Day } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import { ERASED } from '../shared/personal.ts'
import { checkClaim } from './claims.ts'
import type { PersonCommand } from './commands.ts'
import { type IdNumberEvent, idNumberEvents, type PersonEvent, personEvents } from './events.ts'
import { checkIdentity } from './identity.ts'
import { refuse } from './refusals.ts'
import { rolesFor } from './roles.ts'
import { evolvePerson, isLive, isPaidTo, type Person, type PersonState } from './state.ts'

/** What a decision on a person rests on beside the person's stream. */
export type PersonContext = {
  actor: Actor
  today: Day
  /** Blind index of the ID number in the command, claimed for this person; null where there is none. */
  idIndex: string | null
  /** Where live cases of the person lie that the actor may know of; nowhere where absent. */
  caseAreas?: readonly AreaCode[]
  /** Whether a payment to the person has come back and waits for an account that is confirmed anew. */
  moneyCameBack?: boolean
}

type Facts = readonly Decided<PersonEvent>[]

const decide = (command: PersonCommand, state: PersonState, context: PersonContext): Facts => {
  checkRole(command, context.actor)
  if (command.type === 'RegisterPerson') {
    if (state.status === 'REGISTERED') throw refuse('person-exists', { personId: command.subject })
    checkIdentity(command.data, context.today)
    return [{ type: 'PersonRegistered', data: identityOf(command.subject, command.data, context) }]
  }
  if (state.status === 'NONE') throw refuse('unknown-person', { personId: command.subject })
  const areas = [state.area, ...(context.caseAreas ?? [])]
  if (rolesFor[command.type] !== 'PROCESS' && !areas.some((area) => isWithin(area, context.actor.area)))
    throw refuse('person-outside-area', { personId: state.personId, area: state.area })
  return decideOn(state, command, context)
}

const decideOn = (
  person: Person,
  { type, data }: Exclude<PersonCommand, { type: 'RegisterPerson' }>,
  context: PersonContext,
): Facts => {
  const { personId } = person
  switch (type) {
    case 'CorrectPerson':
      checkIdentity(data, context.today)
      return [{ type: 'PersonCorrected', data: identityOf(personId, data, context), corrects: person.identityEvent }]
    case 'RegisterPayeeAccount':
      // The same account again is no change; only where money came back from it does that say that it is right all the same.
      if (isPaidTo(person, data) && context.moneyCameBack !== true) return []
      return [{ type: 'PayeeAccountRegistered', data: { personId, ...data } }]
    case 'RecordDisability':
      if (data.certifiedOn > context.today || isBeforeBirth(data.certifiedOn, person))
        throw refuse('certificate-date', { certifiedOn: data.certifiedOn })
      return [{ type: 'DisabilityRecorded', data: { personId, ...data } }]
    case 'RecordDeath':
      if (person.diedOn !== null) throw refuse('death-recorded', { diedOn: person.diedOn })
      if (data.diedOn > context.today) throw refuse('death-in-future', { diedOn: data.diedOn })
      if (isBeforeBirth(data.diedOn, person)) throw refuse('death-before-birth', { diedOn: data.diedOn })
      return [{ type: 'DeathRecorded', data: { personId, ...data }, on: data.diedOn }]
    case 'AnnulDeath':
      if (person.deathEvent === null) throw refuse('no-death-recorded', { personId })
      return [{ type: 'DeathAnnulled', data: { personId, ...data }, annuls: person.deathEvent }]
    case 'ClaimScheme':
      return checkClaim(person, data, context.today) === 'held'
        ? []
        : [{ type: 'SchemeClaimed', data: { personId, ...data } }]
    case 'ReleaseSchemeClaim': {
      const held = person.claims.findLast(({ scheme, caseId }) => scheme === data.scheme && caseId === data.caseId)
      if (!held) throw refuse('claim-not-held', { personId, caseId: data.caseId, scheme: data.scheme })
      // Released before: the same wish again, e.g. by the sweeper, changes nothing.
      return isLive(held) ? [{ type: 'SchemeClaimReleased', data: { personId, ...data } }] : []
    }
  }
}

const checkRole = ({ type }: PersonCommand, actor: Actor): void => {
  const needed = rolesFor[type]
  if (needed !== 'PROCESS' && !holdsOneOf(actor, needed)) throw refuse('person-role-needed', { needed })
}

const identityOf = (
  personId: string,
  data: Extract<PersonCommand, { type: 'RegisterPerson' }>['data'],
  { idIndex }: PersonContext,
) => {
  // An ID number without its index could belong to two records.
  if ((data.idNumber === null) !== (idIndex === null)) throw new Error('an ID number comes with its blind index')
  return { personId, ...data, idIndex }
}

const isBeforeBirth = (day: Day, { birthDate }: Person): boolean => birthDate !== ERASED && day < birthDate

/** A person as a decider: stream `person-<uuid>`. */
export const personDecider: Decider<PersonState, PersonCommand, PersonEvent, PersonContext> = {
  schemas: personEvents,
  initial: { status: 'NONE' },
  evolve: evolvePerson,
  decide,
}

/** Claims an ID number for a person record. */
export type IdNumberCommand = { type: 'ClaimIdNumber'; personId: string }

/**
 * An ID number as a decider: stream `idno-<key version>-<blind index>`, its state the person it belongs to. First append
 * wins; the same person again changes nothing.
 */
export const idNumberDecider: Decider<string | null, IdNumberCommand, IdNumberEvent, null> = {
  schemas: idNumberEvents,
  initial: null,
  evolve: (_owner, { data }) => data.personId,
  decide: ({ personId }, owner) => {
    if (owner === personId) return []
    if (owner !== null) throw refuse('id-number-taken', { personId: owner })
    return [{ type: 'IdNumberClaimed', data: { personId } }]
  },
}
