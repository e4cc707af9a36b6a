import type { SamplePlan } from '../../domain/inspection/events.ts'
import { type AreaCode, townshipOf } from '../../domain/shared/area.ts'
import { monthOf } from '../../domain/shared/day.ts'
import { handsOnCases } from '../../projections/case-file/hands.ts'
import { actsToCheck } from '../../projections/inspection/acts.ts'
import { wholeRoll } from '../../projections/roster/queries.ts'
import type { Deps } from '../deps.ts'
import { waitForReadModels } from '../read-models.ts'
import type { Candidate } from './draw.ts'

type Question = Pick<SamplePlan, 'of' | 'scheme' | 'from' | 'until'> & { area: AreaCode; knownAt: bigint }

/** Every case that can be drawn, as known at a log position: what is recorded later changes nothing. */
export const populationOf = async (deps: Deps, question: Question): Promise<readonly Candidate[]> => {
  const { of, scheme, area, from, until, knownAt } = question
  if (of === 'ROLL') {
    await waitForReadModels(deps, ['roster'], knownAt)
    const roll = await wholeRoll(deps.views, { month: monthOf(from), scheme, area, knownAt })
    return roll.map((row) => ({ caseId: row.case_id, township: townshipOf(row.area) }))
  }
  await waitForReadModels(deps, ['inspection'], knownAt)
  const acts = await actsToCheck(deps.views, { kind: of, scheme, area, from, until, knownAt })
  return acts.map(({ case_id: caseId, township }) => ({ caseId, township }))
}

/** Who has had a hand in each of some cases by a log position: whoever recorded or surveyed. */
export const handsOn = async (
  deps: Deps,
  caseIds: readonly string[],
  knownAt: bigint,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  await waitForReadModels(deps, ['case-file'], knownAt)
  const hands = new Map<string, Set<string>>()
  for (const { case_id: caseId, hand } of await handsOnCases(deps.views, caseIds, knownAt))
    hands.set(caseId, (hands.get(caseId) ?? new Set()).add(hand))
  return hands
}
