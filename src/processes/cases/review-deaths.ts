import { Refused } from '../../domain/shared/refusal.ts'
import { idFrom } from '../../log/event-id.ts'
import { casesOfTheDead } from '../../projections/case-file/reviews-due.ts'
import type { Deps } from '../deps.ts'
import { systemActor } from '../system-actor.ts'
import { caseCommand } from './case-command.ts'

const matcher = systemActor('deaths', 'caseWorker')

/** It has ended, somebody else has opened the review, or the death was annulled. */
const goneOn = ['wrong-state', 'review-open', 'nobody-died']

/** What is left over is done by the next round. */
const AT_ONCE = 500

/**
 * Opens the review of every case on whose file somebody stands who has died, whether it is paid, paused, leaving or not paid
 * yet, with the clock that runs from the death [2022-83]: nobody has to notice it first. Returns how many were opened.
 * @throws AggregateError of the refusals that nobody expected, once every other case has its review
 */
export const reviewDeaths = async (deps: Deps): Promise<number> => {
  const refused: Refused[] = []
  let opened = 0
  for (const { caseId: subject, revision } of await casesOfTheDead(deps.views, AT_ONCE)) {
    const commandId = idFrom(`death on file ${subject}`, String(revision))
    const command = { type: 'OpenReview', subject, newId: commandId, data: { cause: 'DEATH' } } as const
    try {
      const { repeated } = await caseCommand(deps, { actor: matcher, commandId }, command)
      opened += repeated ? 0 : 1
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      // Else the case has gone on since the read model saw it.
      if (!goneOn.includes(error.code)) refused.push(error)
    }
  }
  if (refused.length > 0)
    throw new AggregateError(refused, `deaths not reviewed: ${refused.map(({ code }) => code).join(', ')}`)
  return opened
}
