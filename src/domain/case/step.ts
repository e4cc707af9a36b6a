import type { Decided } from '../shared/command.ts'
import type { Day } from '../shared/day.ts'
import type { CaseCommand, CommandNamed } from './commands.ts'
import type { CaseContext } from './context.ts'
import type { CaseEvent } from './events.ts'
import { refuse } from './refusals.ts'
import type { StateIn } from './state.ts'
import type { transitions } from './transitions.ts'

/** Facts decided on a case. */
export type CaseFacts = readonly Decided<CaseEvent>[]

/** One command carried out in the states that are open to it: facts, or a refusal. */
type Step<Type extends CaseCommand['type']> = (
  command: CommandNamed<Type>,
  state: StateIn<(typeof transitions)[Type][number]>,
  context: CaseContext,
) => CaseFacts

/** A step per command. */
export type StepTable = { [Type in CaseCommand['type']]: Step<Type> }

/** The day an act happened and, when that was before today, what the envelope says about the late entry. */
export type ActDay = { day: Day; entry: { on?: Day; reason?: string } }

/**
 * The day of an act that is not a decision: today, or an earlier day with the reason for entering it late; never in the
 * future and never before the step it follows.
 */
export const actDay = (
  { on, lateReason }: { on?: Day | undefined; lateReason?: string | undefined },
  today: Day,
  earliest?: Day | null,
): ActDay => {
  const day = on ?? today
  if (day > today) throw refuse('future-day', { day, today })
  if (earliest && day < earliest) throw refuse('before-earlier-step', { day, earliest })
  if (day === today) return { day, entry: {} }
  if (lateReason === undefined) throw refuse('late-without-reason', { day, today })
  return { day, entry: { on: day, reason: lateReason } }
}

/** Refuses a day that has not come yet. */
export const notFuture = (day: Day, today: Day): void => {
  if (day > today) throw refuse('future-day', { day, today })
}

/** The latest of some days; undefined where there is none. */
export const latest = (...days: readonly (Day | null | undefined)[]): Day | undefined =>
  days
    .filter((day): day is Day => day !== null && day !== undefined)
    .sort()
    .at(-1)
