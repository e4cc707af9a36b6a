import { type DelegatedDecision, type FilingDue, filingDue } from '../../domain/inspection/filing.ts'
import type { Day } from '../../domain/shared/day.ts'
import { decisionDays, type FilingFilter, type Lateness, listFilings } from '../../projections/inspection/acts.ts'
import type { InspectionActTable } from '../../projections/inspection/tables.ts'
import type { AskedPage, ListPage } from '../../projections/page.ts'
import type { Deps } from '../deps.ts'
import { policyFor } from '../policies.ts'

/** By when a decision of a township is to be filed, by the policy of that township. */
const filingDueOf = async (deps: Deps, decision: DelegatedDecision, today: Day): Promise<FilingDue> =>
  filingDue(await policyFor(deps, decision.township), decision, today)

/** A decision that is to be filed with the county, and by when. */
export type Filing = InspectionActTable & FilingDue

/**
 * The decisions of townships under a delegation with the last day of their filing, a page at a time; `overdue` leaves only
 * those that were not filed by it, or those that were or still can be.
 */
export const filingsDue = async (
  deps: Deps,
  { overdue, ...filter }: FilingFilter & { overdue?: boolean },
  page: AskedPage,
  today: Day,
): Promise<ListPage<Filing>> => {
  const lateness = overdue === undefined ? undefined : await latenessOf(deps, overdue, filter, today)
  const { rows, next } = await listFilings(deps.views, { ...filter, lateness }, page)
  const due = rows.map(async (row) => {
    const { scheme, township, on_day: decidedOn, filed_on: filedOn } = row
    return { ...row, ...(await filingDueOf(deps, { scheme, township, decidedOn, filedOn }, today)) }
  })
  return { rows: await Promise.all(due), next }
}

/** The last day of filing goes by each township's policy of the day of the decision, which no table knows. */
const latenessOf = async (deps: Deps, overdue: boolean, filter: FilingFilter, on: Day): Promise<Lateness> => {
  const decided = await decisionDays(deps.views, filter)
  const days = decided.map(async (day) => {
    const { scheme, township, on_day: decidedOn } = day
    return { ...day, fileBy: (await filingDueOf(deps, { scheme, township, decidedOn, filedOn: null }, on)).fileBy }
  })
  return { overdue, on, days: await Promise.all(days) }
}
