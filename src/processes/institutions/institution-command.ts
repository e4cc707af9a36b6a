import type { InstitutionCommand } from '../../domain/institution/commands.ts'
import { institutionDecider } from '../../domain/institution/decide.ts'
import type { InstitutionEvent } from '../../domain/institution/events.ts'
import type { InstitutionState } from '../../domain/institution/state.ts'
import { idFrom } from '../../log/event-id.ts'
import { type Handled, handle } from '../../log/handle.ts'
import { load } from '../../log/load.ts'
import { institutionStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'

/** An institution as its stream tells it now. */
export const loadInstitution = async (deps: Deps, institutionId: string): Promise<InstitutionState> =>
  (await load(deps, institutionDecider, institutionStream(institutionId))).state

/**
 * Carries out a command on one institution. One with a credit code is registered under an id made from that code, so that
 * the first registration wins and a second is refused, whoever sends it: the answer's stream says the id.
 */
export const institutionCommand = async (
  deps: Deps,
  call: CommandCall,
  command: InstitutionCommand,
): Promise<Handled<InstitutionEvent>> => {
  const subject = subjectOf(command)
  const stream = institutionStream(subject)
  const today = deps.clock.today()
  return handle(deps, institutionDecider, {
    stream,
    command: { ...command, subject },
    context: async () => ({
      actor: call.actor,
      today,
      into: command.type === 'MoveResidents' ? await loadInstitution(deps, command.data.into) : null,
    }),
    envelope: envelopeOf(call, stream, today),
    seen: call.seen,
  })
}

const subjectOf = (command: InstitutionCommand): string =>
  command.type === 'RegisterInstitution' && command.data.creditCode !== null
    ? idFrom('institution', command.data.creditCode)
    : command.subject
