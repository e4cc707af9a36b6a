import { caseDecider } from '../../domain/case/decide.ts'
import type { ReserveCommand, ReserveCommandNamed } from '../../domain/reserve/commands.ts'
import { reserveDecider } from '../../domain/reserve/decide.ts'
import type { ReserveEvent } from '../../domain/reserve/events.ts'
import { refuse } from '../../domain/reserve/refusals.ts'
import { WrongExpectedVersion } from '../../log/errors.ts'
import { type Handled, handle } from '../../log/handle.ts'
import { load } from '../../log/load.ts'
import { caseStream, reserveStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'

/** Whoever loses a race for the purse waits for at most so many others; `handle` has tried a few times before each. */
const MOST_WINNERS = 100

/**
 * Carries out a command on the reserve of a township (`command.subject` is its code). Two draws that race for the same cash
 * meet at the stream's version: the second is decided again on what the first has left. A lost race means that somebody
 * else got through, and nobody in need is sent away because others were helped at the same moment: it is tried again.
 */
export const reserveCommand = async (
  deps: Deps,
  call: CommandCall,
  command: ReserveCommand,
): Promise<Handled<ReserveEvent>> => {
  const stream = reserveStream(command.subject)
  const today = deps.clock.today()
  if (command.type === 'ReturnDraw') await requireAid(deps, command)
  for (let winners = 0; ; winners += 1) {
    try {
      return await handle(deps, reserveDecider, {
        stream,
        command,
        context: { actor: call.actor, today },
        envelope: envelopeOf(call, stream, today),
        seen: call.seen,
      })
    } catch (error) {
      if (!(error instanceof WrongExpectedVersion) || winners >= MOST_WINNERS) throw error
    }
  }
}

/** Refuses the return of cash that was never handed out: the draw stands, and the aid that it was made for does not. */
const requireAid = async (
  deps: Pick<Deps, 'log' | 'vault'>,
  { subject, data: { drawId } }: ReserveCommandNamed<'ReturnDraw'>,
): Promise<void> => {
  const { state } = await load(deps, reserveDecider, reserveStream(subject))
  const draw = state.draws.find((one) => one.drawId === drawId)
  if (draw && !draw.annulled && !(await restsOn(deps, draw))) throw refuse('draw-without-aid', { drawId })
}

/** Whether a case has rested an aid on a draw, also one that has been closed since. */
export const restsOn = async (
  deps: Pick<Deps, 'log' | 'vault'>,
  { caseId, drawId }: { caseId: string; drawId: string },
): Promise<boolean> => {
  const { events } = await load(deps, caseDecider, caseStream(caseId))
  return events.some(({ opened: { type, data } }) => type === 'EmergencyAidGranted' && data.drawId === drawId)
}
