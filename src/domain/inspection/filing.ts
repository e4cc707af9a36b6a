import { caseParameter } from '../case/parameters.ts'
import { addWorkingDays, type WorkingCalendar } from '../policy/calendar.ts'
import type { Policy } from '../policy/policy.ts'
import type { AreaCode } from '../shared/area.ts'
import type { Day } from '../shared/day.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'

/** A decision of a township under a delegation (委托确认). */
export type DelegatedDecision = { scheme: SchemeCode; township: AreaCode; decidedOn: Day; filedOn: Day | null }

/** By when it is to be filed with the county (报县级备案), by which document, and whether that day has gone by unfiled. */
export type FilingDue = { fileBy: Day; fileByProvisional: boolean; fileByClause: string; overdue: boolean }

/**
 * The last day of filing, by the parameter as it was known on the day of the decision. What was filed after it stays overdue:
 * the ledger shows it to whoever supervises.
 */
export const filingDue = (
  { policy, calendar }: { policy: Policy; calendar: WorkingCalendar },
  { scheme, township: area, decidedOn, filedOn }: DelegatedDecision,
  today: Day,
): FilingDue => {
  const { value, clause } = caseParameter('filingWorkingDays', { scheme, area }, { policy, today: decidedOn })
  const { due, provisional } = addWorkingDays(calendar, decidedOn, value)
  return { fileBy: due, fileByProvisional: provisional, fileByClause: clause, overdue: (filedOn ?? today) > due }
}
