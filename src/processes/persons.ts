import type { PersonCommand } from '../domain/person/commands.ts'
import { idNumberDecider, type PersonContext, personDecider } from '../domain/person/decide.ts'
import type { PersonState } from '../domain/person/state.ts'
import { expectSeen } from '../log/errors.ts'
import { idFrom } from '../log/event-id.ts'
import { type Handled, handle } from '../log/handle.ts'
import { load } from '../log/load.ts'
import { idNumberStream, personStream } from '../log/streams.ts'
import { type CommandCall, envelopeOf } from './call.ts'
import type { Deps } from './deps.ts'

/**
 * Carries out a command on one person. Registering one with an ID number first claims the number: of two records racing
 * for one number the first wins, and the other is refused with the id of the record that has it.
 */
export const personCommand = async (deps: Deps, call: CommandCall, command: PersonCommand): Promise<Handled> => {
  const stream = personStream(command.subject)
  const context = { actor: call.actor, today: deps.clock.today(), idIndex: indexIn(deps, command) }
  if (context.idIndex !== null) await claimIdNumber(deps, call, command, { ...context, idIndex: context.idIndex })
  return handle(deps, personDecider, {
    stream,
    command,
    context,
    envelope: envelopeOf(call, stream, context.today),
    seen: call.seen,
  })
}

const indexIn = ({ vault }: Deps, command: PersonCommand): string | null => {
  if (command.type !== 'RegisterPerson' && command.type !== 'CorrectPerson') return null
  return command.data.idNumber === null ? null : vault.blindIndex(command.data.idNumber)
}

/** The command is decided once before the claim, so that one which will be refused anyway, or is stale, claims nothing. */
const claimIdNumber = async (
  deps: Deps,
  call: CommandCall,
  command: PersonCommand,
  context: PersonContext & { idIndex: string },
): Promise<void> => {
  const { state, tip, events } = await load(deps, personDecider, personStream(command.subject))
  if (events.some(({ envelope }) => envelope.command === call.commandId)) return
  expectSeen(personStream(command.subject), call.seen, tip.version)
  personDecider.decide(command, state, context)
  const stream = idNumberStream(context.idIndex)
  const commandId = idFrom(call.commandId, 'claim the ID number')
  await handle(deps, idNumberDecider, {
    stream,
    command: { type: 'ClaimIdNumber', personId: command.subject },
    context: null,
    envelope: envelopeOf({ ...call, commandId }, stream, context.today),
  })
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
