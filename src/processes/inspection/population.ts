import type { SamplePlan } from '../../domain/inspection/events.ts'
import { refuse } from '../../domain/payment/refusals.ts'
import { type AreaCode, townshipOf } from '../../domain/shared/area.ts'
import { monthOf } from '../../domain/shared/day.ts'
import { handsOnCases } from '../../projections/case-file/hands.ts'
import { actsToCheck } from '../../projections/inspection/acts.ts'
import { wholeRoll } from '../../projections/roster/queries.ts'
import type { Deps } from '../deps.ts'
import type { Candidate } from './draw.ts'

/** How long a draw waits for the read models to pass its position. */
const PATIENCE_MS = 15_000

const passed = async (deps: Deps, view: string, at: bigint): Promise<void> => {
  if (!(await deps.waitFor(view, at, PATIENCE_MS))) throw refuse('read-model-behind', { view, position: String(at) })
}

type Question = Pick<SamplePlan, 'of' | 'scheme' | 'from' | 'until'> & { area: AreaCode; knownAt: bigint }

/** Every case that can be drawn, as known at a log position: what is recorded later changes nothing. */
export const populationOf = async (deps: Deps, question: Question): Promise<readonly Candidate[]> => {
  const { of, scheme, area, from, until, knownAt } = question
  if (of === 'ROLL') {
    await passed(deps, 'roster', knownAt)
    const roll = await wholeRoll(deps.views, { month: monthOf(from), scheme, area, knownAt })
    return roll.map((row) => ({ caseId: row.case_id, township: townshipOf(row.area) }))
  }
  await passed(deps, 'inspection', knownAt)
  const acts = await actsToCheck(deps.views, { kind: of, scheme, area, from, until, knownAt })
  return acts.map(({ case_id: caseId, township }) => ({ caseId, township }))
}

/** Who has had a hand in each of some cases by a log position: whoever recorded or surveyed. */
export const handsOn = async (
  deps: Deps,
  caseIds: readonly string[],
  knownAt: bigint,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  await passed(deps, 'case-file', knownAt)
  const hands = new Map<string, Set<string>>()
  for (const { case_id: caseId, hand } of await handsOnCases(deps.views, caseIds, knownAt))
    hands.set(caseId, (hands.get(caseId) ?? new Set()).add(hand))
  return hands
}
