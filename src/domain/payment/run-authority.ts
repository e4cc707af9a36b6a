import { type Actor, holdsOneOf, type Role } from '../shared/actor.ts'
import { type AreaCode, isWithin } from '../shared/area.ts'
import type { Day } from '../shared/day.ts'
import { refuse } from './refusals.ts'
import type { Run, RunStatus } from './run-state.ts'

/** What deciding about a run needs beside its stream. */
export type RunContext = {
  actor: Actor
  today: Day
  /**
   * Who changed a payee account, an amount or an eligibility of a line in it since the last paid month, gathered from the
   * streams of persons, cases and policy. Asked for by review and approval alone.
   */
  contributors: ReadonlySet<string>
}

/** Refuses an actor without one of the roles, or from another area. */
export const authorize = ({ actor }: RunContext, area: AreaCode, ...roles: readonly Role[]): void => {
  if (!holdsOneOf(actor, roles)) throw refuse('run-role-needed', { roles })
  if (!isWithin(area, actor.area)) throw refuse('run-outside-area', { area })
}

/** Refuses a run in any other state. */
export const requireStatus = (run: Run, ...allowed: readonly RunStatus[]): void => {
  if (!allowed.includes(run.status)) throw refuse('run-not-in-state', { status: run.status, allowed })
}

/**
 * Refuses to stop a single payment of a run to whoever may not send the run back, and before its payments are there or after
 * its file is. One person is enough: nothing is paid by it, and what takes its place goes through a run of its own.
 */
export const requireStoppable = (run: Run, context: RunContext): void => {
  authorize(context, run.area, 'paymentReviewer', 'paymentApprover')
  requireStatus(run, 'INSTRUCTED')
}

/**
 * Maker, reviewer and approver are three persons, and none of the last two has contributed to a line: no one approves what
 * they have had a hand in, be it through the run or through the case.
 */
export const requireFreshEyes = (run: Run, { actor, contributors }: RunContext): void => {
  if (run.makers.includes(actor.sub)) throw refuse('run-own-work', { by: actor.sub })
  if (contributors.has(actor.sub)) throw refuse('run-contributor', { by: actor.sub })
}
