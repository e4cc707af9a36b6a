import type { Actor } from '../../domain/shared/actor.ts'
import { NATION } from '../../domain/shared/area.ts'
import { monthOf } from '../../domain/shared/day.ts'
import { idFrom } from '../../log/event-id.ts'
import type { Deps } from '../deps.ts'
import { caseCommand } from './case-command.ts'

const calendar: Actor = { sub: 'system:calendar', roles: ['administrator'], office: 'system', area: NATION }

/**
 * Writes down the end of gradual exits whose last month is over, so that their members are free for another claim. Payment
 * months are right without it: what becomes true by time alone is otherwise appended by the next command on the case.
 * Returns how many ended.
 */
export const endGradualExits = async (deps: Deps): Promise<number> => {
  const month = monthOf(deps.clock.today())
  const over = await deps.views
    .selectFrom('case_file')
    .select(['case_id', 'to_month'])
    .where('status', '=', 'GRADUAL_EXIT')
    .where('to_month', '<', month)
    .limit(500)
    .execute()
  for (const { case_id: subject, to_month: last } of over) {
    const commandId = idFrom(`gradual exit ${subject}`, String(last))
    await caseCommand(
      deps,
      { actor: calendar, commandId },
      { type: 'RecordDueFacts', subject, newId: commandId, data: {} },
    )
  }
  return over.length
}
