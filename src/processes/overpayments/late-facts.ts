import type { Run } from '../../domain/payment/run-state.ts'
import type { PolicyFact } from '../../domain/policy/policy.ts'
import { rateEvents } from '../../domain/rerating/change.ts'
import { withAncestors } from '../../domain/shared/area.ts'
import { addMonths, later, type Month, monthOf } from '../../domain/shared/day.ts'
import { monthsPaid } from '../../projections/payment-ledger/queries.ts'
import { lastLook } from '../../projections/payment-run/last-look.ts'
import type { Window } from '../../projections/roster/changes.ts'
import type { Deps } from '../deps.ts'
import { arrearsOfMonth, type OverpaidCase } from '../payment-run/arrears-lines.ts'
import { monthFacts } from '../payment-run/month-facts.ts'
import { policyFactsOf } from '../policies.ts'
import { waitForReadModels } from '../read-models.ts'
import { claimsOf } from './claims.ts'
import { overpaymentsAt } from './known.ts'
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
  const allFrom = await policyMonth(deps, roll, { since, until: at })
  const cases = await casesTouched(deps, roll, { since, until: at, paid })
  const months = [...cases.values(), ...(allFrom === undefined ? [] : [later(allFrom, paid.first)])]
  const claims = claimsOf(months.length > 0 ? await overpaymentsAt(deps, at) : [])
  const overpaid: OverpaidCase[] = []
  for (let month = months.sort()[0] ?? addMonths(paid.last, 1); month <= paid.last; month = addMonths(month, 1)) {
    const isAll = allFrom !== undefined && allFrom <= month
    const only = [...cases].flatMap(([caseId, from]) => (from <= month ? [caseId] : []))
    const facts = await monthFacts(deps, { ...roll, month, purpose: 'ARREARS' }, at, isAll ? {} : { only })
    overpaid.push(...arrearsOfMonth(facts, roll.area, claims).overpaid)
  }
  return overpaid
}

/** The first month for which something was published or taken back that may move what a month pays. */
const policyMonth = async (deps: Deps, { area }: Roll, { since, until }: Window): Promise<Month | undefined> => {
  const all = (await Promise.all(withAncestors(area).map((one) => policyFactsOf(deps, one)))).flat()
  const effective = new Map(all.flatMap((fact) => effectiveOf(fact)))
  const months = all.flatMap((fact): Month[] => {
    if (fact.position <= since || fact.position > until || !rateEvents.includes(fact.type)) return []
    if (fact.type === 'StandardWithdrawn') return [effective.get(fact.data.standardId) ?? '']
    return 'effectiveFrom' in fact.data ? [monthOf(fact.data.effectiveFrom)] : []
  })
  return months.sort()[0]
}

const effectiveOf = ({ data }: PolicyFact): (readonly [string, Month])[] => {
  if (!('effectiveFrom' in data)) return []
  const id = 'tiersId' in data ? data.tiersId : 'parameterId' in data ? data.parameterId : data.standardId
  return [[id, monthOf(data.effectiveFrom)]]
}
