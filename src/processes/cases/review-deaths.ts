import type { Actor } from '../../domain/shared/actor.ts'
import { NATION } from '../../domain/shared/area.ts'
import { Refused } from '../../domain/shared/refusal.ts'
import { idFrom } from '../../log/event-id.ts'
import { casesOfTheDead } from '../../projections/case-file/reviews-due.ts'
import type { Deps } from '../deps.ts'
import { caseCommand } from './case-command.ts'

const matcher: Actor = { sub: 'system:deaths', roles: ['caseWorker'], office: 'system', area: NATION }

/** It has ended, or somebody else has opened the review. */
const goneOn = ['wrong-state', 'review-open']

/** What is left over is done by the next round. */
const AT_ONCE = 500

/**
 * Opens the review of every case on whose file somebody stands who has died, whether it is paid, paused, leaving or not paid
 * yet, with the clock that runs from the death [2022-83]: nobody has to notice it first. Returns how many were opened.
 */
export const reviewDeaths = async (deps: Deps): Promise<number> => {
  let opened = 0
  for (const { caseId: subject, revision } of await casesOfTheDead(deps.views, AT_ONCE)) {
    const commandId = idFrom(`death on file ${subject}`, String(revision))
    const command = { type: 'OpenReview', subject, newId: commandId, data: { cause: 'DEATH' } } as const
    try {
      const { repeated } = await caseCommand(deps, { actor: matcher, commandId }, command)
      opened += repeated ? 0 : 1
    } catch (error) {
      // The case has gone on since the read model saw it.
      if (!(error instanceof Refused && goneOn.includes(error.code))) throw error
    }
  }
  return opened
}
