import { refuse as refusePolicy } from '../policy/refusals.ts'
import type { Actor } from '../shared/actor.ts'
import { AreaCode, isBelowCounty, isWithin } from '../shared/area.ts'
import type { Decided } from '../shared/command.ts'
import type { Decider } from '../shared/decider.ts'
import type { CrisisCommand } from './commands.ts'
import { type CrisisEvent, crisisEvents } from './events.ts'
import { type CrisisMeasure, evolveMeasures } from './measures.ts'
import { refuse } from './refusals.ts'

type Facts = readonly Decided<CrisisEvent>[]
type On<Type extends CrisisCommand['type']> = Extract<CrisisCommand, { type: Type }>

const decide = (command: CrisisCommand, measures: readonly CrisisMeasure[], { actor }: { actor: Actor }): Facts => {
  const { subject: area } = command
  if (!actor.roles.includes('policyPublisher'))
    throw refusePolicy('not-policy-publisher', { needed: 'policyPublisher' })
  if (!AreaCode.safeParse(area).success) throw refusePolicy('unknown-area', { area })
  if (isBelowCounty(area)) throw refuse('crisis-below-county', { area })
  if (!isWithin(area, actor.area)) throw refusePolicy('policy-outside-area', { area, actorArea: actor.area })
  return command.type === 'DeclareCrisisMeasure' ? declare(command, measures) : end(command, measures)
}

const declare = (
  { subject: area, newId: measureId, data }: On<'DeclareCrisisMeasure'>,
  measures: readonly CrisisMeasure[],
): Facts => {
  const { from, until, pausesExits, reviewMonthsLonger, document } = data
  if (!pausesExits && reviewMonthsLonger === null) throw refuse('crisis-without-effect')
  if (until !== null && until < from) throw refuse('crisis-dates', { from, until })
  if (measures.some((measure) => measure.document.number === document.number))
    throw refuse('crisis-twice', { document: document.number })
  return [{ type: 'CrisisMeasureDeclared', data: { measureId, area, ...data } }]
}

const end = ({ subject: area, data }: On<'EndCrisisMeasure'>, measures: readonly CrisisMeasure[]): Facts => {
  const { measureId, lastDay } = data
  const measure = measures.find((one) => one.measureId === measureId)
  if (!measure) throw refuse('unknown-crisis-measure', { measureId })
  const { from, until } = measure
  if (lastDay < from || (until !== null && lastDay > until)) throw refuse('crisis-dates', { from, until, lastDay })
  return [{ type: 'CrisisMeasureEnded', data: { area, ...data } }]
}

/** The crisis measures of an area as a decider: stream `crisis-<area>`. */
export const crisisDecider: Decider<readonly CrisisMeasure[], CrisisCommand, CrisisEvent, { actor: Actor }> = {
  schemas: crisisEvents,
  initial: [],
  evolve: evolveMeasures,
  decide,
}
