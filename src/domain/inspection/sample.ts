import type { Cited } from '../policy/ruleset.ts'
import type { Day } from '../shared/day.ts'
import type { InspectionCommand } from './commands.ts'
import type { SamplePlan } from './events.ts'
import { refuse } from './refusals.ts'
import type { Inspection } from './state.ts'

type Draw = Extract<InspectionCommand, { type: 'RecordSample' }>['data']

/** Most cases of one draw: more do not fit into one event. */
const MOST_DRAWN = 4000

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

/**
 * Refuses a second draw, too large a one, and one that does not follow its plan. Where there is nothing to draw from, that is
 * what the sample says, with the hash of nothing.
 */
export const checkDraw = ({ plan, status }: Inspection, { strata, drawn }: Draw): void => {
  if (plan === null) throw refuse('no-sample-planned')
  if (status !== 'OPEN') throw refuse('sample-drawn')
  if (drawn.length > MOST_DRAWN) throw refuse('sample-too-large', { drawn: drawn.length, most: MOST_DRAWN })
  const few = drawn.find(({ inspectors }) => inspectors.length < plan.inspectorsPerCase)
  if (few) throw refuse('too-few-inspectors', { caseId: few.caseId, perCase: plan.inspectorsPerCase })
  // What the process hands over was drawn by rule; a difference here is a fault of the program, not of its caller.
  for (const { township, population, drawn: count } of strata) {
    const own = drawn.filter((one) => one.township === township).length
    if (count !== own || count !== drawnOf(population, plan.percent))
      throw new Error(`the draw of ${township} does not follow its plan: ${own} of ${population}`)
  }
}
