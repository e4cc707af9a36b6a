import type { Run } from '../../domain/payment/run-state.ts'
import { addMonths, later, monthsFrom } from '../../domain/shared/day.ts'
import { monthsPaid } from '../../projections/payment-ledger/queries.ts'
import { lastLook } from '../../projections/payment-run/last-look.ts'
import type { Deps } from '../deps.ts'
import { arrearsOfMonth, type OverpaidCase } from '../payment-run/arrears-lines.ts'
import { monthFacts } from '../payment-run/month-facts.ts'
import { waitForReadModels } from '../read-models.ts'
import { claimsOf } from './claims.ts'
import { overpaymentsAt } from './known.ts'
import { policyMonth } from './policy-month.ts'
import { casesTouched } from './touched-cases.ts'

type Roll = Pick<Run, 'area' | 'scheme'>

/**
 * What paid months of a roll were paid too much by facts that came in since they were last looked at: a death told late, an
 * exit dated back, a decision that reaches back, here or under another scheme or in another county that bears on it, a
 * standard published or taken back for months that were paid. Only the cases that such a fact concerns are looked at, and only
 * from the month on that it changes.
 */
export const overpaidByLateFacts = async (
  deps: Deps,
  { area, scheme }: Roll,
  at: bigint,
): Promise<readonly OverpaidCase[]> => {
  const roll = { area, scheme }
  // It remembers which facts were looked at.
  await waitForReadModels(deps, ['payment-run'], at)
  const since = await lastLook(deps.views, roll)
  if (since === null) return []
  const paid = await monthsPaid(deps.views, { ...roll, knownAt: at })
  if (!paid) return []
  const allFrom = await policyMonth(deps, area, { since, until: at })
  const cases = await casesTouched(deps, roll, { since, until: at, paid })
  const months = [...cases.values(), ...(allFrom === undefined ? [] : [later(allFrom, paid.first)])]
  const claims = claimsOf(months.length > 0 ? await overpaymentsAt(deps, at) : [], scheme)
  const overpaid: OverpaidCase[] = []
  for (const month of monthsFrom(months.sort()[0] ?? addMonths(paid.last, 1), paid.last)) {
    const isAll = allFrom !== undefined && allFrom <= month
    const only = [...cases].flatMap(([caseId, from]) => (from <= month ? [caseId] : []))
    const facts = await monthFacts(deps, { ...roll, month, purpose: 'ARREARS' }, at, isAll ? {} : { only })
    overpaid.push(...arrearsOfMonth(facts, roll.area, claims).overpaid)
  }
  return overpaid
}
