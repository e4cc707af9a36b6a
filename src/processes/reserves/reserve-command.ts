import type { ReserveCommand } from '../../domain/reserve/commands.ts'
import { reserveDecider } from '../../domain/reserve/decide.ts'
import type { ReserveEvent } from '../../domain/reserve/events.ts'
import { WrongExpectedVersion } from '../../log/errors.ts'
import { type Handled, handle } from '../../log/handle.ts'
import { reserveStream } from '../../log/streams.ts'
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
