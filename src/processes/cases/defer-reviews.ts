import { monthOf } from '../../domain/shared/day.ts'
import { Refused } from '../../domain/shared/refusal.ts'
import { idFrom } from '../../log/event-id.ts'
import { exitsInLastMonth, reviewsToDefer } from '../../projections/case-file/reviews-due.ts'
import { measuresOnReviews, pausesOn } from '../../projections/crisis-measure/queries.ts'
import type { Deps } from '../deps.ts'
import { systemActor } from '../system-actor.ts'
import { caseCommand } from './case-command.ts'

const crisis = systemActor('crisis', 'administrator')

/** What is left over is done by the next round. */
const AT_ONCE = 500

/**
 * Puts off the reviews that fall due under a crisis measure in force, each once by each measure and with the document on
 * its file [2021-57 Art.31]. Returns how many were put off.
 */
export const deferReviews = async (deps: Deps): Promise<number> => {
  let deferred = 0
  for (const measure of await measuresOnReviews(deps.views, deps.clock.today())) {
    const { area, schemes, from_day: from, until_day: until, document_number: document } = measure
    const due = await reviewsToDefer(deps.views, { area, schemes, from, until, document }, AT_ONCE - deferred)
    for (const { caseId: subject, reviewDue } of due) {
      const commandId = idFrom(`defer ${subject} ${measure.measure_id}`, reviewDue)
      const { events } = await caseCommand(
        deps,
        { actor: crisis, commandId },
        { type: 'DeferReview', subject, newId: commandId, data: {} },
      ).catch(ended)
      deferred += events.some(({ type }) => type === 'ReviewDeferred') ? 1 : 0
    }
  }
  return deferred
}

/**
 * Lets gradual exits run on that would end this month while exits are paused [luliang-2020]. Returns how many it wrote to.
 */
export const deferExits = async (deps: Deps): Promise<number> => {
  const today = deps.clock.today()
  let deferred = 0
  for (const measure of await pausesOn(deps.views, today)) {
    const { area, schemes, measure_id: measureId } = measure
    for (const caseId of await exitsInLastMonth(deps.views, { area, schemes, month: monthOf(today) }, AT_ONCE)) {
      const commandId = idFrom(`defer exit ${caseId} ${measureId}`, monthOf(today))
      const { events } = await caseCommand(
        deps,
        { actor: crisis, commandId },
        { type: 'DeferExit', subject: caseId, newId: commandId, data: {} },
      ).catch(ended)
      deferred += events.some(({ type }) => type === 'GradualExitExtended') ? 1 : 0
    }
  }
  return deferred
}

/** A case that has ended since the read model saw it has no review to put off. */
const ended = (error: unknown): { events: readonly { type: string }[] } => {
  if (error instanceof Refused && error.code === 'wrong-state') return { events: [] }
  throw error
}
