import { type ReratingCommand, reratingDecider } from '../../domain/rerating/decide.ts'
import type { ReratingEvent } from '../../domain/rerating/events.ts'
import { refuse } from '../../domain/rerating/refusals.ts'
import type { Rerating } from '../../domain/rerating/state.ts'
import { idFrom } from '../../log/event-id.ts'
import { answerFromLog, type Handled, handle } from '../../log/handle.ts'
import { load } from '../../log/load.ts'
import { reratingStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'

/** A re-rating as it stands, and the answer that this command was given before where it was carried out to its end. */
export const loadRerating = async (
  deps: Deps,
  reratingId: string,
  commandId: string,
): Promise<{ rerating: Rerating; version: number; answer: Handled<ReratingEvent> | undefined }> => {
  const stream = reratingStream(reratingId)
  const { state, tip, events } = await load(deps, reratingDecider, stream)
  if (state.status === 'NONE') throw refuse('unknown-rerating', { reratingId })
  return { rerating: state, version: tip.version, answer: answerFromLog(stream, events, commandId) }
}

/** Carries out one command on a re-rating. */
export const handleRerating = (
  deps: Deps,
  call: CommandCall & { cause?: string },
  reratingId: string,
  command: ReratingCommand,
): Promise<Handled<ReratingEvent>> => {
  const stream = reratingStream(reratingId)
  const today = deps.clock.today()
  return handle(deps, reratingDecider, {
    stream,
    command,
    context: { actor: call.actor, today },
    envelope: { ...envelopeOf(call, stream, today), causation: call.cause ?? call.commandId },
    seen: call.seen,
  })
}

/** A step of a command, under an id of its own so that repeating the command repeats the step; it names the command. */
export const stepOf = (call: CommandCall, of: string, name: string): CommandCall & { cause: string } => ({
  ...call,
  cause: call.commandId,
  commandId: idFrom(of, name),
  seen: undefined,
})
