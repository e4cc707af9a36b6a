import { Refused } from '../../domain/shared/refusal.ts'
import { idFrom } from '../../log/event-id.ts'
import { casesDueBy } from '../../projections/case-file/queries.ts'
import type { Deps } from '../deps.ts'
import { systemActor } from '../system-actor.ts'
import { caseCommands } from './case-commands.ts'

const calendar = systemActor('calendar', 'administrator')

/** What is left over is done by the next round. */
const AT_ONCE = 500

/**
 * Writes down what has become true of cases by time alone and should not wait for their next command: a gradual exit has
 * run out or a validity is over, so that the members are free for another claim; another rate is paid. Payment months are
 * right without it. Returns how many cases it wrote to.
 */
export const recordDueFacts = async (deps: Deps): Promise<number> => {
  const due = await casesDueBy(deps.views, deps.clock.today(), AT_ONCE)
  const answers = await caseCommands(
    deps,
    due.map(({ caseId: subject, dueOn }) => {
      const commandId = idFrom(`due ${subject}`, dueOn)
      return {
        call: { actor: calendar, commandId },
        command: { type: 'RecordDueFacts', subject, newId: commandId, data: {} },
      }
    }),
  )
  const refused = answers.find((answer) => answer instanceof Refused)
  if (refused) throw refused
  return due.length
}
