import { idFrom } from '../../log/event-id.ts'
import { reserveStream } from '../../log/streams.ts'
import { drawsWithoutAid } from '../../projections/reserve/queries.ts'
import { caseCommand } from '../cases/case-command.ts'
import type { Deps } from '../deps.ts'
import { isLeftBehind } from '../go-on.ts'
import { systemActor } from '../system-actor.ts'
import { giveUpDraw } from './draw-for-aid.ts'
import { restsOn } from './reserve-command.ts'

const sweeper = systemActor('draw-sweeper', 'administrator')

/** What is left over is done by the next round. */
const AT_ONCE = 500

/**
 * Puts cash back that was drawn for an aid which never came to be: left over by a crash between the draw and the aid.
 * Returns how many draws were annulled.
 */
export const sweepDraws = async (deps: Deps): Promise<number> => {
  let annulled = 0
  for (const { draw_id: drawId, case_id: caseId, area: township, position } of await drawsWithoutAid(
    deps.views,
    AT_ONCE,
  )) {
    // Asked of the case itself: a read model may be behind.
    if (
      !(await isLeftBehind(deps, reserveStream(township), BigInt(position))) ||
      (await restsOn(deps, { caseId, drawId }))
    )
      continue
    const call = { actor: sweeper, commandId: idFrom(drawId, 'sweep') }
    const fence = (own: typeof call, command: Parameters<typeof caseCommand>[2]) => caseCommand(deps, own, command)
    if (await giveUpDraw(deps, call, { drawId, caseId, township }, fence)) annulled += 1
  }
  return annulled
}
