import type { Actor } from '../../domain/shared/actor.ts'
import { NATION } from '../../domain/shared/area.ts'
import { idFrom } from '../../log/event-id.ts'
import { casesDueBy } from '../../projections/case-file/queries.ts'
import type { Deps } from '../deps.ts'
import { caseCommand } from './case-command.ts'

const calendar: Actor = { sub: 'system:calendar', roles: ['administrator'], office: 'system', area: NATION }

/** What is left over is done by the next round. */
const AT_ONCE = 500

/**
 * Writes down what has become true of cases by time alone and should not wait for their next command: a gradual exit has
 * run out or a validity is over, so that the members are free for another claim; another rate is paid. Payment months are
 * right without it. Returns how many cases it wrote to.
 */
export const recordDueFacts = async (deps: Deps): Promise<number> => {
  const due = await casesDueBy(deps.views, deps.clock.today(), AT_ONCE)
  for (const { caseId: subject, dueOn } of due) {
    const commandId = idFrom(`due ${subject}`, dueOn)
    await caseCommand(
      deps,
      { actor: calendar, commandId },
      { type: 'RecordDueFacts', subject, newId: commandId, data: {} },
    )
  }
  return due.length
}
