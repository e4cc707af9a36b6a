import { type DelegatedDecision, type FilingDue, filingDue } from '../../domain/inspection/filing.ts'
import type { Day } from '../../domain/shared/day.ts'
import {
  type DecisionDay,
  decisionDays,
  type FilingFilter,
  type Lateness,
  listFilings,
} from '../../projections/inspection/acts.ts'
import type { InspectionActTable } from '../../projections/inspection/tables.ts'
import type { AskedPage, ListPage } from '../../projections/page.ts'
import type { Deps } from '../deps.ts'
import { policiesReadOnce } from '../policies.ts'

type FilingDueOf = (decision: DelegatedDecision) => Promise<FilingDue>

/** By when decisions of townships are to be filed, by the policy of each township. */
const filingsDueOn = (deps: Deps, today: Day): FilingDueOf => {
  const policyOf = policiesReadOnce(deps)
  return async (decision) => filingDue(await policyOf(decision.township), decision, today)
}

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
  const filingDueOf = filingsDueOn(deps, today)
  const lateness =
    overdue === undefined
      ? undefined
      : { overdue, on: today, days: await lastDaysOf(await decisionDays(deps.views, filter), filingDueOf) }
  const { rows, next } = await listFilings(deps.views, { ...filter, lateness }, page)
  const due = rows.map(async (row) => {
    const { scheme, township, on_day: decidedOn, filed_on: filedOn } = row
    return { ...row, ...(await filingDueOf({ scheme, township, decidedOn, filedOn })) }
  })
  return { rows: await Promise.all(due), next }
}

/** The last day of filing goes by each township's policy of the day of the decision, which no table knows. */
const lastDaysOf = (decided: readonly DecisionDay[], filingDueOf: FilingDueOf): Promise<Lateness['days']> =>
  Promise.all(
    decided.map(async (day) => {
      const { scheme, township, on_day: decidedOn } = day
      return { ...day, fileBy: (await filingDueOf({ scheme, township, decidedOn, filedOn: null })).fileBy }
    }),
  )
