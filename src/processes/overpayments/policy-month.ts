import type { PolicyFact } from '../../domain/policy/policy.ts'
import { rateEvents } from '../../domain/rerating/change.ts'
import { type AreaCode, withAncestors } from '../../domain/shared/area.ts'
import { type Month, monthOf } from '../../domain/shared/day.ts'
import type { Window } from '../../projections/roster/changes.ts'
import type { Deps } from '../deps.ts'
import { policyFactsOf } from '../policies.ts'

/** The first month for which something was published or taken back that may move what a month pays. */
export const policyMonth = async (deps: Deps, area: AreaCode, { since, until }: Window): Promise<Month | undefined> => {
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
