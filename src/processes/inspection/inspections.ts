import type { InspectionCommand, InspectionRequest } from '../../domain/inspection/commands.ts'
import { type InspectionContext, inspectionDecider } from '../../domain/inspection/decide.ts'
import type { InspectionEvent } from '../../domain/inspection/events.ts'
import { refuse } from '../../domain/inspection/refusals.ts'
import type { Inspection } from '../../domain/inspection/state.ts'
import { findScheme } from '../../domain/scheme/schemes.ts'
import { answerFromLog, type Handled, handle } from '../../log/handle.ts'
import { type Loaded, load } from '../../log/load.ts'
import { leafOf } from '../../log/proof.ts'
import { inspectionStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import { type DrawnCases, drawCases, drawInspectors } from './draw.ts'
import { leastSamplePercent } from './least-percent.ts'
import { handsOn, populationOf } from './population.ts'

/** Carries out a command on one inspection; drawing its sample reads the population first. */
export const inspectionCommand = async (
  deps: Deps,
  call: CommandCall,
  request: InspectionRequest,
): Promise<Handled<InspectionEvent>> => {
  const { subject } = request
  if (request.type !== 'DrawSample') {
    if (request.type === 'OpenInspection' && request.data.sample) findScheme(request.data.sample.scheme)
    return run(deps, call, request)
  }
  const loaded = await load(deps, inspectionDecider, inspectionStream(subject))
  const answer = answerFromLog(inspectionStream(subject), loaded.events, call.commandId)
  if (answer) return answer
  const { newId } = request
  return run(deps, call, { type: 'RecordSample', subject, newId, data: await drawnFor(deps, loaded, subject) })
}

const run = async (deps: Deps, call: CommandCall, command: InspectionCommand): Promise<Handled<InspectionEvent>> => {
  const stream = inspectionStream(command.subject)
  const today = deps.clock.today()
  const leastPercent =
    command.type === 'OpenInspection' && command.data.sample ? leastSamplePercent(command.data.sample, today) : null
  const context: InspectionContext = { actor: call.actor, today, leastPercent, hands: await handsFor(deps, command) }
  return handle(deps, inspectionDecider, {
    stream,
    command,
    context,
    envelope: envelopeOf(call, stream, today),
    seen: call.seen,
  })
}

/** Who has had a hand in a case by now, for the commands that say who checks it. */
const handsFor = async (deps: Deps, command: InspectionCommand): Promise<ReadonlySet<string>> => {
  if (command.type !== 'ReplaceInspector' && command.type !== 'RecordSpotCheck') return new Set()
  const { caseId } = command.data
  const at = deps.log.positionOf(await deps.log.head())
  return (await handsOn(deps, [caseId], at)).get(caseId) ?? new Set()
}

type LoadedInspection = Loaded<Parameters<typeof inspectionDecider.evolve>[0], InspectionEvent>

/**
 * The sample of an inspection: a function of the event that opened it. Its leaf hash is the key, its place in the log the
 * moment at which the population is known.
 */
const sampleOf = async (
  deps: Deps,
  { state, events }: LoadedInspection,
  inspectionId: string,
): Promise<DrawnCases & { inspection: Inspection; drawKey: string; position: bigint }> => {
  const [opened] = events
  if (state.status === 'NONE' || !opened) throw refuse('unknown-inspection', { inspectionId })
  if (state.plan === null) throw refuse('no-sample-planned')
  const { area, plan } = state
  const { position } = opened
  const drawKey = leafOf(opened.proof).toString('hex')
  const population = await populationOf(deps, { ...plan, area, knownAt: position })
  return { ...drawCases(drawKey, population, plan.percent), inspection: state, drawKey, position }
}

const drawnFor = async (deps: Deps, loaded: LoadedInspection, inspectionId: string) => {
  const { inspection, drawKey, position, populationSha256, strata, drawn } = await sampleOf(deps, loaded, inspectionId)
  const { plan } = inspection
  if (plan === null) throw refuse('no-sample-planned')
  const hands = await handsOn(
    deps,
    drawn.map(({ caseId }) => caseId),
    position,
  )
  return {
    drawKey,
    position: String(position),
    populationSha256,
    strata,
    drawn: drawInspectors(drawKey, drawn, plan, hands),
  }
}

/** A sample drawn again, and whether it is the one that was recorded. */
export type Redraw = {
  drawKey: string
  position: string
  populationSha256: string
  drawn: readonly string[]
  recorded: readonly string[]
  same: boolean
}

/** Draws the cases of an inspection again, from its key and the population as it was known then. */
export const redrawSample = async (deps: Deps, inspectionId: string): Promise<Redraw> => {
  const loaded = await load(deps, inspectionDecider, inspectionStream(inspectionId))
  const { drawKey, position, populationSha256, drawn } = await sampleOf(deps, loaded, inspectionId)
  const found = loaded.events.find(({ opened }) => opened.type === 'SampleDrawn')?.opened
  if (found?.type !== 'SampleDrawn') throw refuse('sample-not-drawn')
  const again = drawn.map(({ caseId }) => caseId)
  const recorded = found.data.drawn.map(({ caseId }) => caseId)
  const same =
    populationSha256 === found.data.populationSha256 &&
    drawKey === found.data.drawKey &&
    again.length === recorded.length &&
    again.every((caseId, index) => caseId === recorded[index])
  return { drawKey, position: String(position), populationSha256, drawn: again, recorded, same }
}
