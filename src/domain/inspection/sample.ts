import type { Cited } from '../policy/ruleset.ts'
import type { Day } from '../shared/day.ts'
import type { InspectionCommand } from './commands.ts'
import { CASES_PER_PART, type InspectionEvent, MOST_STRATA, type SamplePlan } from './events.ts'
import { refuse } from './refusals.ts'
import type { Inspection } from './state.ts'

type Draw = Extract<InspectionCommand, { type: 'RecordSample' }>['data']

/** How many events a sample takes; one of nothing is one event too. */
export const partsOf = (drawn: Draw['drawn']): number => Math.max(1, Math.ceil(drawn.length / CASES_PER_PART))

/**
 * How many cases of a township are drawn: the share rounded up, so that every township with a case is seen and no share
 * falls below the one asked for [2021-43 Art.16; 2012-220 Art.26].
 */
export const drawnOf = (population: number, percent: number): number => Math.ceil((population * percent) / 100)

/** Refuses a plan that nobody could draw from, or that draws less than the rules of the day ask for. */
export const checkPlan = (plan: SamplePlan, least: Cited<number> | null, today: Day): void => {
  const { from, until, percent, inspectors, inspectorsPerCase } = plan
  if (until < from || from > today) throw refuse('sample-period', { from, until, today })
  if (new Set(inspectors).size < inspectors.length) throw refuse('inspector-twice')
  if (inspectors.length < inspectorsPerCase)
    throw refuse('too-few-inspectors', { listed: inspectors.length, perCase: inspectorsPerCase })
  if (least && percent < least.value)
    throw refuse('sample-too-small', { percent, leastPercent: least.value, clause: least.clause })
}

/** Refuses a second draw, too large a one, and one that does not follow its plan. */
const checkDraw = ({ plan, status, coming }: Inspection, { strata, drawn, drawnSha256, part }: Draw): void => {
  if (plan === null) throw refuse('no-sample-planned')
  if (status !== 'OPEN') throw refuse('sample-drawn')
  if (strata.length > MOST_STRATA) throw refuse('sample-too-large', { townships: strata.length, most: MOST_STRATA })
  const { inspectorsPerCase } = plan
  const few = drawn.filter(({ inspectors }) => inspectors.length < inspectorsPerCase)
  if (few[0])
    throw refuse('too-few-inspectors', { cases: few.length, caseId: few[0].caseId, perCase: inspectorsPerCase })
  const isNext = coming?.drawnSha256 === drawnSha256 && coming.parts.length === part
  if (part > 0 && !isNext) throw refuse('sample-overtaken')
  // What the process hands over was drawn by rule; a difference here is a fault of the program, not of its caller.
  const counts = Map.groupBy(drawn, ({ township }) => township)
  for (const { township, population, drawn: count } of strata) {
    const own = counts.get(township)?.length ?? 0
    if (count !== own || count !== drawnOf(population, plan.percent))
      throw new Error(`the draw of ${township} does not follow its plan: ${own} of ${population}`)
  }
}

/**
 * One part of a sample. The last one makes it count and says what it was drawn from; where there was nothing to draw from,
 * that is what it says, with the hash of nothing.
 */
export const recordSample = (state: Inspection, data: Draw, today: Day): InspectionEvent => {
  checkDraw(state, data)
  const { inspectionId } = state
  const { drawnSha256, part, drawn: all, ...draw } = data
  const drawn = all.slice(part * CASES_PER_PART, (part + 1) * CASES_PER_PART)
  if (part < partsOf(all) - 1) return { type: 'SamplePartDrawn', data: { inspectionId, drawnSha256, part, drawn } }
  return {
    type: 'SampleDrawn',
    data: { inspectionId, drawnOn: today, method: 'SHA256_ORDER_BY_TOWNSHIP', ...draw, drawn },
  }
}
