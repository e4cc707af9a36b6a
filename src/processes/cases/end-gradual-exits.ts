import type { Actor } from '../../domain/shared/actor.ts'
import { NATION } from '../../domain/shared/area.ts'
import { monthOf } from '../../domain/shared/day.ts'
import { idFrom } from '../../log/event-id.ts'
import { gradualExitsOver } from '../../projections/case-file/queries.ts'
import type { Deps } from '../deps.ts'
import { caseCommand } from './case-command.ts'

const calendar: Actor = { sub: 'system:calendar', roles: ['administrator'], office: 'system', area: NATION }

/** What is left over is done by the next round. */
const AT_ONCE = 500

/**
 * Writes down the end of gradual exits whose last month is over, so that their members are free for another claim. Payment
 * months are right without it: what becomes true by time alone is otherwise appended by the next command on the case.
 * Returns how many ended.
 */
export const endGradualExits = async (deps: Deps): Promise<number> => {
  const month = monthOf(deps.clock.today())
  const over = await gradualExitsOver(deps.views, month, AT_ONCE)
  for (const { caseId: subject, lastMonth } of over) {
    const commandId = idFrom(`gradual exit ${subject}`, lastMonth)
    await caseCommand(
      deps,
      { actor: calendar, commandId },
      { type: 'RecordDueFacts', subject, newId: commandId, data: {} },
    )
  }
  return over.length
}
