import type { Run } from '../../domain/payment/run-state.ts'
import { addMonths, type Month } from '../../domain/shared/day.ts'
import { firstMonthPaid } from '../../projections/payment-ledger/queries.ts'
import { firstMonthOnRoll } from '../../projections/roster/queries.ts'
import type { Deps } from '../deps.ts'
import { claimsOf, type KnownClaims } from '../overpayments/claims.ts'
import { overpaymentsAt } from '../overpayments/known.ts'
import { type ArrearsOfMonth, arrearsOfMonth, type OverpaidCase } from './arrears-lines.ts'
import type { Calculation, MonthFacts } from './facts.ts'
import { byPaymentId } from './identity.ts'
import { monthFacts } from './month-facts.ts'

/** What a run of arrears comes to: lines and holds of every earlier month, and what was paid too much. */
export type ArrearsCalculation = Calculation & { overpaid: readonly OverpaidCase[] }

type ArrearsQuestion = Pick<Run, 'area' | 'scheme' | 'month'>

/**
 * What every month before that of the run is still owed in an area under a scheme, as known at a log position. It begins
 * with the first month that anybody there was on the roll or paid for.
 */
export const arrearsAt = async (
  deps: Deps,
  { area, scheme, month }: ArrearsQuestion,
  at: bigint,
  exceptRun?: string,
): Promise<ArrearsCalculation> => {
  const known = { area, scheme, knownAt: at }
  const first = earliest([await firstMonthOnRoll(deps.views, known), await firstMonthPaid(deps.views, known)])
  const claims = claimsOf(await overpaymentsAt(deps, at))
  return gatherArrears({ area, month, first, claims }, (past) =>
    monthFacts(deps, { area, scheme, month: past, purpose: 'ARREARS' }, at, exceptRun),
  )
}

/** The earliest of some months; undefined where there is none. */
export const earliest = (months: readonly (Month | null | undefined)[]): Month | undefined =>
  months.reduce<Month | undefined>(
    (first, month) => (month && (first === undefined || month < first) ? month : first),
    undefined,
  )

/** Puts together what each past month is owed; month by month, so that memory is what one month needs. */
export const gatherArrears = async (
  { area, month, first, claims }: { area: string; month: Month; first: Month | undefined; claims: KnownClaims },
  factsOf: (past: Month) => Promise<MonthFacts>,
): Promise<ArrearsCalculation> => {
  const found: ArrearsOfMonth[] = []
  for (let past = first ?? month; past < month; past = addMonths(past, 1))
    found.push(arrearsOfMonth(await factsOf(past), area, claims))
  return {
    lines: found.flatMap(({ lines }) => lines).sort(byPaymentId),
    held: found.flatMap(({ held }) => held),
    paid: new Set(),
    overpaid: found.flatMap(({ overpaid }) => overpaid),
  }
}
