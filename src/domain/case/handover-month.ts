import { addMonths, later, type Month, monthOf } from '../shared/day.ts'
import type { CaseContext } from './context.ts'
import type { Entitlement } from './entitlement.ts'
import { refuse } from './refusals.ts'

/**
 * Refuses a month from which somebody else is to be paid, or another area is to pay: one that has been instructed, one before
 * `earliest` or outside the entitlement, and one that lies behind the next month that nobody has instructed. Who is to be
 * paid later than that is decided when it comes.
 */
export const checkHandoverMonth = (
  fromMonth: Month,
  { entitlement, earliest }: { entitlement: Pick<Entitlement, 'toMonth'>; earliest: Month },
  { today, lastInstructedMonth = null }: Pick<CaseContext, 'today' | 'lastInstructedMonth'>,
): void => {
  if (lastInstructedMonth !== null && fromMonth <= lastInstructedMonth)
    throw refuse('month-instructed', { fromMonth, lastInstructedMonth })
  const thisMonth = monthOf(today)
  const next = later(earliest, addMonths(later(thisMonth, lastInstructedMonth ?? thisMonth), 1))
  const latest = entitlement.toMonth !== null && entitlement.toMonth < next ? entitlement.toMonth : next
  if (fromMonth < earliest || fromMonth > latest)
    throw refuse('month-out-of-range', { fromMonth, from: earliest, to: latest })
}
