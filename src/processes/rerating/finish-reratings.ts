import { reratingDecider } from '../../domain/rerating/decide.ts'
import type { Envelope } from '../../log/envelope.ts'
import { idFrom } from '../../log/event-id.ts'
import { load } from '../../log/load.ts'
import { reratingStream } from '../../log/streams.ts'
import { listReratings } from '../../projections/rerating/queries.ts'
import type { CommandCall } from '../call.ts'
import type { Deps } from '../deps.ts'
import { commandBehind, goOnWithEach, isBrokenOff } from '../go-on.ts'
import { applyRerating } from './apply.ts'

/** What is left over is done by the next round. */
const AT_ONCE = 20

/**
 * Carries out to the end what a program has begun to carry out and died over: half of the cases would have the new amount and
 * the others not, until somebody repeats the command. Returns how many re-ratings were finished.
 */
export const finishReratings = async (deps: Deps): Promise<number> => {
  const { rows } = await listReratings(deps.views, { status: 'APPLYING' }, { limit: AT_ONCE })
  return goOnWithEach(rows, async ({ rerating_id: reratingId }) => {
    const { state, events } = await load(deps, reratingDecider, reratingStream(reratingId))
    const begun = events.findLast(({ opened }) => opened.type === 'ReratingApplicationStarted')
    if (state.status !== 'APPLYING' || !begun || !isBrokenOff(deps, events.at(-1))) return false
    await applyRerating(deps, commandOf(begun.envelope), reratingId)
    return true
  })
}

/** Of an application begun before steps named their command, which is lost, another command in the same name. */
const commandOf = (envelope: Envelope): CommandCall => {
  const behind = commandBehind(envelope)
  const isNamed = behind.commandId !== envelope.command
  return isNamed ? behind : { ...behind, commandId: idFrom(envelope.command, 'gone on with') }
}
