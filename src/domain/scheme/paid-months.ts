import type { Cited } from '../policy/ruleset.ts'
import type { Code } from '../shared/codes.ts'
import { addMonths, type Day, type Month, monthOf } from '../shared/day.ts'

/** Which month a grant pays first. */
export type FirstPaid = Cited<'MONTH_AFTER_CONFIRMATION' | 'MONTH_OF_CONFIRMATION' | 'MONTH_OF_APPLICATION'>

/**
 * Last paid month: so many months after the month of the decision to stop, of the death, or of what happened where the stop
 * is on one of the named grounds (a move, a prison sentence) and its day is known.
 */
export type LastPaid = {
  decision: Cited<number>
  death: Cited<number>
  event?: Cited<number> & { grounds: readonly Code[] }
}

/** The first month that a grant pays, by the day of its confirmation and the day on which the application was handed in. */
export const firstPaidMonth = (
  { firstPaid }: { firstPaid: FirstPaid },
  { confirmedOn, filedOn }: { confirmedOn: Day; filedOn: Day },
): Month =>
  ({
    MONTH_AFTER_CONFIRMATION: addMonths(monthOf(confirmedOn), 1),
    MONTH_OF_CONFIRMATION: monthOf(confirmedOn),
    MONTH_OF_APPLICATION: monthOf(filedOn),
  })[firstPaid.value]

/**
 * The last month that is paid when an entitlement ends. For the ground `DEATH` it follows the death, for others that the
 * scheme names the day they happened, not the decision: what was paid for later months has been overpaid.
 */
export const lastPaidMonth = (
  { lastPaid }: { lastPaid: LastPaid },
  ground: Code,
  decidedOn: Day,
  days: { diedOn?: Day | undefined; happenedOn?: Day | undefined } = {},
): Month => {
  const { diedOn, happenedOn } = days
  if (ground === 'DEATH' && diedOn !== undefined) return addMonths(monthOf(diedOn), lastPaid.death.value)
  if (happenedOn !== undefined && lastPaid.event?.grounds.includes(ground))
    return addMonths(monthOf(happenedOn), lastPaid.event.value)
  return addMonths(monthOf(decidedOn), lastPaid.decision.value)
}
