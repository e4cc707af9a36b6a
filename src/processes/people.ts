import type { PersonCommand } from '../domain/person/commands.ts'
import { idNumberDecider, personDecider } from '../domain/person/decide.ts'
import type { PersonState } from '../domain/person/state.ts'
import { eventIdOf } from '../log/event-id.ts'
import { type Handled, handle, load } from '../log/handle.ts'
import { type CommandCall, envelopeOf } from './call.ts'
import type { Deps } from './deps.ts'

/** The stream of a person. */
export const personStream = (personId: string): string => `person-${personId}`

/** The stream that says which person record an ID number belongs to; the blind index carries its key version. */
export const idNumberStream = (idIndex: string): string => `idno-${idIndex}`

/**
 * Carries out a command on one person. Registering one with an ID number first claims the number: of two records racing
 * for one number the first wins, and the other is refused with the id of the record that has it.
 */
export const personCommand = async (deps: Deps, call: CommandCall, command: PersonCommand): Promise<Handled> => {
  const idIndex = await claimIdNumber(deps, call, command)
  const stream = personStream(command.subject)
  return handle(deps, personDecider, {
    stream,
    command,
    context: { actor: call.actor, today: deps.clock.today(), idIndex },
    envelope: envelopeOf(call, stream, deps.clock.today()),
    seen: call.seen,
  })
}

const claimIdNumber = async (deps: Deps, call: CommandCall, command: PersonCommand): Promise<string | null> => {
  if (command.type !== 'RegisterPerson' && command.type !== 'CorrectPerson') return null
  const { idNumber } = command.data
  if (idNumber === null || idNumber === undefined) return null
  const idIndex = deps.vault.blindIndex(idNumber)
  const stream = idNumberStream(idIndex)
  await handle(deps, idNumberDecider, {
    stream,
    command: { type: 'ClaimIdNumber', personId: command.subject },
    context: null,
    envelope: envelopeOf({ ...call, commandId: eventIdOf(call.commandId, stream, 0) }, stream, deps.clock.today()),
  })
  return idIndex
}

/** The person that an ID number belongs to, if anybody. */
export const findPersonByIdNumber = async (deps: Deps, idNumber: string): Promise<string | undefined> => {
  const { state } = await load(deps, idNumberDecider, idNumberStream(deps.vault.blindIndex(idNumber)))
  return state ?? undefined
}

/** The states of some persons, by id; persons that do not exist are in their initial state. */
export const loadPersons = async (
  deps: Deps,
  personIds: Iterable<string>,
): Promise<ReadonlyMap<string, PersonState>> => {
  const ids = [...new Set(personIds)]
  const states = await Promise.all(
    ids.map(async (id) => [id, (await load(deps, personDecider, personStream(id))).state] as const),
  )
  return new Map(states)
}
