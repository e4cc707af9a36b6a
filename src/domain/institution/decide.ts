import { type Actor, holdsOneOf } from '../shared/actor.ts'
import { isWithin } from '../shared/area.ts'
import type { Decided } from '../shared/command.ts'
import { type Day, monthOf } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import type { InstitutionCommand, InstitutionCommandNamed } from './commands.ts'
import { checkCreditCode } from './credit-code.ts'
import { type InstitutionEvent, institutionEvents } from './events.ts'
import { refuse } from './refusals.ts'
import { admit, discharge } from './residents.ts'
import { rolesFor } from './roles.ts'
import { evolveInstitution, freeBeds, type Institution, type InstitutionState, present } from './state.ts'

/** What a decision on an institution rests on beside its stream. */
export type InstitutionContext = {
  actor: Actor
  today: Day
  /** The institution that residents are to be moved into; null for every other command. */
  into: InstitutionState | null
}

type Facts = readonly Decided<InstitutionEvent>[]

const decide = (command: InstitutionCommand, state: InstitutionState, context: InstitutionContext): Facts => {
  const needed = rolesFor[command.type]
  if (needed !== 'PROCESS' && !holdsOneOf(context.actor, needed)) throw refuse('institution-role-needed', { needed })
  if (command.type === 'RegisterInstitution') return register(command, state, context)
  if (state.status === 'NONE') throw refuse('unknown-institution', { institutionId: command.subject })
  if (needed !== 'PROCESS' && !isWithin(state.area, context.actor.area))
    throw refuse('institution-outside-area', { institutionId: state.institutionId, area: state.area })
  // A bed may be given back whatever has become of the home.
  if (state.status === 'CLOSED' && command.type !== 'DischargeResident')
    throw refuse('institution-closed', { institutionId: state.institutionId })
  return decideOn(state, command, context)
}

const register = (
  { subject, data }: InstitutionCommandNamed<'RegisterInstitution'>,
  state: InstitutionState,
  { actor }: InstitutionContext,
): Facts => {
  if (!isWithin(data.area, actor.area)) throw refuse('institution-outside-area', { area: data.area })
  if (data.creditCode !== null) checkCreditCode(data.creditCode)
  if (state.status !== 'NONE') throw refuse('institution-exists', { institutionId: subject })
  return [{ type: 'InstitutionRegistered', data: { institutionId: subject, ...data } }]
}

const decideOn = (
  institution: Institution,
  command: Exclude<InstitutionCommand, { type: 'RegisterInstitution' }>,
  context: InstitutionContext,
): Facts => {
  const { institutionId } = institution
  switch (command.type) {
    case 'ChangeInstitution': {
      const residents = present(institution).length
      if (command.data.beds < residents) throw refuse('beds-below-residents', { beds: command.data.beds, residents })
      return [{ type: 'InstitutionChanged', data: { institutionId, ...command.data } }]
    }
    case 'RegisterInstitutionAccount':
      if (command.data.accountHolder !== institution.name)
        throw refuse('institution-account-holder', { name: institution.name })
      return [{ type: 'InstitutionAccountRegistered', data: { institutionId, ...command.data } }]
    case 'MoveResidents':
      return startMove(institution, command, context)
    case 'CloseInstitution': {
      const residents = present(institution).length
      if (residents > 0) throw refuse('institution-has-residents', { residents })
      return [{ type: 'InstitutionClosed', data: { institutionId, closedOn: context.today, ...command.data } }]
    }
    case 'AdmitResident':
      return admit(institution, command)
    case 'DischargeResident':
      return discharge(institution, command)
    case 'FinishMove': {
      const { move } = institution
      if (move?.moveId !== command.data.moveId) throw refuse('no-such-move', { moveId: command.data.moveId })
      const residents = present(institution).length
      if (residents > 0) throw refuse('institution-has-residents', { residents })
      return [{ type: 'ResidentsMoveFinished', data: { institutionId, moveId: move.moveId, moved: move.residents } }]
    }
  }
}

/** The same move again is the wish to go on with it: nothing new is recorded. */
const startMove = (
  institution: Institution,
  { data, newId }: InstitutionCommandNamed<'MoveResidents'>,
  { today, into }: InstitutionContext,
): Facts => {
  const { institutionId, move } = institution
  if (move) {
    if (move.into === data.into && move.fromMonth === data.fromMonth) return []
    throw refuse('move-under-way', { institutionId, into: move.into, fromMonth: move.fromMonth })
  }
  if (data.into === institutionId) throw refuse('same-institution')
  if (into === null || into.status === 'NONE') throw refuse('unknown-institution', { institutionId: data.into })
  if (into.status === 'CLOSED') throw refuse('institution-closed', { institutionId: data.into })
  if (into.account === null) throw refuse('institution-without-account', { institutionId: data.into })
  if (data.fromMonth < monthOf(today)) throw refuse('move-month-past', { fromMonth: data.fromMonth })
  const residents = present(institution).length
  if (residents === 0) throw refuse('no-residents', { institutionId })
  const free = freeBeds(into, `${data.fromMonth}-01`)
  if (free < residents) throw refuse('no-free-bed', { institutionId: data.into, free, residents })
  return [{ type: 'ResidentsMoveStarted', data: { institutionId, moveId: newId, ...data, residents } }]
}

/** An institution as a decider: stream `institution-<uuid>`. */
export const institutionDecider: Decider<InstitutionState, InstitutionCommand, InstitutionEvent, InstitutionContext> = {
  schemas: institutionEvents,
  initial: { status: 'NONE' },
  evolve: evolveInstitution,
  decide,
}
