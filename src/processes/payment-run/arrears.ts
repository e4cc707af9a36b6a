import type { Run } from '../../domain/payment/run-state.ts'
import { addMonths, type Month } from '../../domain/shared/day.ts'
import { monthsPaid } from '../../projections/payment-ledger/queries.ts'
import { firstMonthOnRoll } from '../../projections/roster/queries.ts'
import type { Deps } from '../deps.ts'
import { claimsOf, type KnownClaims } from '../overpayments/claims.ts'
import { overpaymentsAt } from '../overpayments/known.ts'
import { type ArrearsOfMonth, arrearsOfMonth, type OverpaidCase } from './arrears-lines.ts'
import type { Calculation, MonthFacts } from './facts.ts'
import { byPaymentId } from './identity.ts'
import { monthFacts } from './month-facts.ts'
import type { ClosedPayment } from './reissue-lines.ts'

/** What a run comes to: lines and holds, what was paid too much, and what came back and is not to be paid again. */
export type RunCalculation = Calculation & {
  overpaid: readonly OverpaidCase[]
  closed: readonly ClosedPayment[]
}

/** A calculation that has nothing to tell but its lines and holds, or also some of the rest. */
export const calculated = (found: Calculation & Partial<RunCalculation>): RunCalculation => ({
  overpaid: [],
  closed: [],
  ...found,
})

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
): Promise<RunCalculation> => {
  const known = { area, scheme, knownAt: at }
  const first = earliest([await firstMonthOnRoll(deps.views, known), (await monthsPaid(deps.views, known))?.first])
  const claims = claimsOf(await overpaymentsAt(deps, at), scheme)
  return gatherArrears({ area, month, first, claims }, (past) =>
    monthFacts(deps, { area, scheme, month: past, purpose: 'ARREARS' }, at, { exceptRun }),
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
): Promise<RunCalculation> => {
  const found: ArrearsOfMonth[] = []
  for (let past = first ?? month; past < month; past = addMonths(past, 1))
    found.push(arrearsOfMonth(await factsOf(past), area, claims))
  return calculated({
    lines: found.flatMap(({ lines }) => lines).sort(byPaymentId),
    held: found.flatMap(({ held }) => held),
    paid: new Set(),
    overpaid: found.flatMap(({ overpaid }) => overpaid),
  })
}
