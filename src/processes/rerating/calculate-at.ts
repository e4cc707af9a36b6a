import { changedRates } from '../../domain/policy/changed-rates.ts'
import { foldPolicy, type PolicyFact } from '../../domain/policy/policy.ts'
import { type ChangeOfRates, findChange, type KnownChange, rateEvents } from '../../domain/rerating/change.ts'
import type { MovedRate, ReratingLine } from '../../domain/rerating/events.ts'
import { refuse } from '../../domain/rerating/refusals.ts'
import type { Rerating } from '../../domain/rerating/state.ts'
import { type AreaCode, withAncestors } from '../../domain/shared/area.ts'
import { addMonths, monthOf } from '../../domain/shared/day.ts'
import { standingsOf } from '../../projections/case-file/standings.ts'
import { deathsOf } from '../../projections/roster/queries.ts'
import { stretchesFrom } from '../../projections/roster/stretches.ts'
import type { Deps } from '../deps.ts'
import { policyFactsOf } from '../policies.ts'
import { waitForReadModels } from '../read-models.ts'
import { movedRatesOf, reratingLines } from './lines.ts'

const factsAbove = async (deps: Deps, area: AreaCode, upTo?: bigint): Promise<readonly PolicyFact[]> => {
  const all = await Promise.all(withAncestors(area).map((one) => policyFactsOf(deps, one)))
  return all.flat().filter(({ position }) => upTo === undefined || position <= upTo)
}

/** What a re-rating is opened for, as published for the county; refused where nobody published it. */
export const knownChange = async (deps: Deps, area: AreaCode, change: ChangeOfRates): Promise<KnownChange> => {
  const found = findChange(await factsAbove(deps, area), change)
  if (!found) throw refuse('unknown-change', { kind: change.kind, id: change.id })
  return found.change
}

/** The numbers of the documents that have moved rates, or a parameter of them, since a log position. */
export const documentsSince = async (deps: Deps, area: AreaCode, since: bigint): Promise<readonly string[]> => {
  const facts = await factsAbove(deps, area)
  const later = facts.filter(({ type, position }) => position > since && rateEvents.includes(type))
  return later.flatMap(({ data }) => ('document' in data ? [data.document.number] : []))
}

/** Every case that a re-rating looks at, as known at a log position; waits until the read models have passed it. */
export const reratingAt = async (
  deps: Deps,
  { area, scheme, change, fromMonth }: Pick<Rerating, 'area' | 'scheme' | 'change' | 'fromMonth'>,
  at: bigint,
): Promise<{ lines: readonly ReratingLine[]; rates: MovedRate[] }> => {
  await waitForReadModels(deps, ['roster', 'case-file'], at)
  const facts = await factsAbove(deps, area, at)
  const found = findChange(facts, change)
  if (!found) throw refuse('unknown-change', { kind: change.kind, id: change.id })
  const [before, after] = [foldPolicy(found.others), foldPolicy(facts)]
  const stretches = await stretchesFrom(deps.views, { area, scheme, fromMonth, knownAt: at })
  const standings = await standingsOf(deps.views, [...new Set(stretches.map(({ case_id }) => case_id))], at)
  const members = [...new Set(stretches.flatMap((stretch) => stretch.members))]
  const today = deps.clock.today()
  const until = addMonths(monthOf(today), 1)
  return {
    lines: reratingLines({
      fromMonth,
      today,
      before,
      after,
      stretches,
      standings: new Map(
        standings.map(({ case_id, status, review_due: reviewDue }) => [case_id, { status, reviewDue }]),
      ),
      dead: new Set((await deathsOf(deps.views, members, at)).map(({ person_id }) => person_id)),
    }),
    rates: movedRatesOf(scheme, changedRates(before, after, { area, months: { from: fromMonth, until } })),
  }
}
