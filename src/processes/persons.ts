import type { PersonCommand } from '../domain/person/commands.ts'
import { idNumberDecider, type PersonContext, personDecider } from '../domain/person/decide.ts'
import { refuse } from '../domain/person/refusals.ts'
import { isPaidTo, type PersonState } from '../domain/person/state.ts'
import { Refused } from '../domain/shared/refusal.ts'
import { expectSeen } from '../log/errors.ts'
import { idFrom } from '../log/event-id.ts'
import { type Handled, handle } from '../log/handle.ts'
import { load, loadMany } from '../log/load.ts'
import { idNumberStream, personStream } from '../log/streams.ts'
import { hasMoneyBack } from '../projections/payment-ledger/money-back.ts'
import { recordRead } from './access.ts'
import { type CommandCall, envelopeOf, wasCarriedOut } from './call.ts'
import { areasOfLiveCases } from './case-holders.ts'
import type { Deps } from './deps.ts'
import { waitForReadModels } from './read-models.ts'

/**
 * Carries out a command on one person. Registering one with an ID number first claims the number: of two records racing
 * for one number the first wins, and the other is refused with the id of the record that has it. Where that record was
 * never written, because its registration died after the claim, this one is written in its place and under its id: the
 * answer's stream says whose it is.
 */
export const personCommand = async (deps: Deps, call: CommandCall, command: PersonCommand): Promise<Handled> => {
  const context = { actor: call.actor, today: deps.clock.today(), idIndex: indexIn(deps, command) }
  const { idIndex } = context
  if (idIndex === null) return writePerson(deps, call, command, context)
  try {
    const subject = await claimIdNumber(deps, call, command, { ...context, idIndex })
    return await writePerson(deps, call, { ...command, subject }, context).catch(asTaken)
  } catch (error) {
    if (error instanceof Refused && error.code === 'id-number-taken') await recordWhoseItIs(deps, call, idIndex, error)
    throw error
  }
}

const writePerson = (
  deps: Deps,
  call: CommandCall,
  command: PersonCommand,
  context: PersonContext,
): Promise<Handled> => {
  const stream = personStream(command.subject)
  return handle(deps, personDecider, {
    stream,
    command,
    context: async (state) => ({
      ...context,
      caseAreas: await areasOfLiveCases(deps, call.actor, state),
      moneyCameBack: await moneyCameBack(deps, command, state),
    }),
    envelope: envelopeOf(call, stream, context.today),
    seen: call.seen,
  })
}

/** Whoever is told whose an ID number is has found somebody by it, as by a search. */
const recordWhoseItIs = (deps: Deps, call: CommandCall, idIndex: string, { facts }: Refused): Promise<void> => {
  const personId = typeof facts.personId === 'string' ? facts.personId : null
  // The same command may come again with another number, as long as it is refused: each number is a search.
  const commandId = idFrom(call.commandId, `whose is ${idIndex}`)
  return recordRead(deps, { ...call, commandId }, { type: 'IdNumberSearched', data: { idIndex, personId } })
}

/** Whether the account that is registered once more is one that money has come back from; not asked of any other. */
const moneyCameBack = async (deps: Deps, command: PersonCommand, state: PersonState): Promise<boolean> => {
  if (command.type !== 'RegisterPayeeAccount' || state.status === 'NONE' || !isPaidTo(state, command.data)) return false
  await waitForReadModels(deps, ['payment-ledger'], deps.log.positionOf(await deps.log.head()))
  return hasMoneyBack(deps.views, state.personId)
}

/** Another registration for the same number has just written the record. */
const asTaken = (error: unknown): never => {
  if (error instanceof Refused && error.code === 'person-exists') throw refuse('id-number-taken', error.facts)
  throw error
}

const indexIn = ({ vault }: Deps, command: PersonCommand): string | null => {
  if (command.type !== 'RegisterPerson' && command.type !== 'CorrectPerson') return null
  return command.data.idNumber === null ? null : vault.blindIndex(command.data.idNumber)
}

/**
 * Answers the person that the command is about from here on. The command is decided once before the claim, so that one
 * which will be refused anyway, or is stale, claims nothing.
 */
const claimIdNumber = async (
  deps: Deps,
  call: CommandCall,
  command: PersonCommand,
  context: PersonContext & { idIndex: string },
): Promise<string> => {
  const { state, tip, events } = await load(deps, personDecider, personStream(command.subject))
  if (wasCarriedOut(events, call)) return command.subject
  expectSeen(personStream(command.subject), call.seen, tip.version)
  personDecider.decide(command, state, { ...context, caseAreas: await areasOfLiveCases(deps, call.actor, state) })
  const stream = idNumberStream(context.idIndex)
  const commandId = idFrom(call.commandId, 'claim the ID number')
  try {
    await handle(deps, idNumberDecider, {
      stream,
      command: { type: 'ClaimIdNumber', personId: command.subject },
      context: null,
      envelope: envelopeOf({ ...call, commandId }, stream, context.today),
    })
    return command.subject
  } catch (error) {
    const heir = command.type === 'RegisterPerson' ? await unwrittenOwner(deps, call, error) : undefined
    if (heir === undefined) throw error
    return heir
  }
}

/** Who has the number, where nobody has been registered for it but by this very command. */
const unwrittenOwner = async (deps: Deps, call: CommandCall, error: unknown): Promise<string | undefined> => {
  if (!(error instanceof Refused) || error.code !== 'id-number-taken') return undefined
  const { personId } = error.facts
  if (typeof personId !== 'string') return undefined
  const { state, events } = await load(deps, personDecider, personStream(personId))
  return state.status === 'NONE' || wasCarriedOut(events, call) ? personId : undefined
}

/** The person that an ID number belongs to, if anybody. */
export const findPersonByIdNumber = async (deps: Deps, idNumber: string): Promise<string | undefined> => {
  const { state } = await load(deps, idNumberDecider, idNumberStream(deps.vault.blindIndex(idNumber)))
  return state ?? undefined
}

/** The states of some persons, by id; persons that do not exist are in their initial state. */
export const loadPersons = async (
  deps: Pick<Deps, 'log' | 'vault'>,
  personIds: Iterable<string>,
): Promise<ReadonlyMap<string, PersonState>> => {
  const ids = [...new Set(personIds)]
  const loaded = await loadMany(deps, personDecider, ids.map(personStream))
  return new Map(loaded.map(({ state }, index) => [ids[index] ?? '', state]))
}
