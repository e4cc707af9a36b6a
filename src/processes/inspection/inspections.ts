import type { InspectionCommand, InspectionRequest } from '../../domain/inspection/commands.ts'
import { type InspectionContext, inspectionDecider } from '../../domain/inspection/decide.ts'
import type { InspectionEvent } from '../../domain/inspection/events.ts'
import { refuse } from '../../domain/inspection/refusals.ts'
import { partsOf } from '../../domain/inspection/sample.ts'
import type { Inspection } from '../../domain/inspection/state.ts'
import { findScheme } from '../../domain/scheme/schemes.ts'
import { expectSeen } from '../../log/errors.ts'
import { idFrom } from '../../log/event-id.ts'
import { answerFromLog, type Handled, handle } from '../../log/handle.ts'
import { type Loaded, load } from '../../log/load.ts'
import { leafOf } from '../../log/proof.ts'
import { inspectionStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import { type DrawnCases, drawCases, drawInspectors, hashOfDrawn } from './draw.ts'
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
  expectSeen(inspectionStream(subject), call.seen, loaded.tip.version)
  const { newId } = request
  const data = await drawnFor(deps, loaded, subject)
  const lastPart = partsOf(data.drawn) - 1
  const record = (by: CommandCall, part: number) =>
    run(deps, by, { type: 'RecordSample', subject, newId, data: { ...data, part } })
  // Parts are commands of their own, named by what was drawn: whoever draws after a crash goes on where it broke off.
  for (let part = 0; part < lastPart; part += 1)
    await record({ ...call, commandId: idFrom(subject, `${data.drawnSha256} ${part}`), seen: undefined }, part)
  return record(lastPart === 0 ? call : { ...call, seen: undefined }, lastPart)
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
  const added = inspection.inspectors.slice(plan.inspectors.length)
  const hands = await handsOn(
    deps,
    drawn.map(({ caseId }) => caseId),
    position,
  )
  const checked = drawInspectors(drawKey, drawn, { ...plan, added }, hands)
  const drawnSha256 = hashOfDrawn(checked)
  return { drawKey, position: String(position), populationSha256, strata, drawn: checked, drawnSha256 }
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
  const { inspection, drawKey, position, populationSha256, drawn } = await sampleOf(deps, loaded, inspectionId)
  const found = inspection.sample
  if (found === null) throw refuse('sample-not-drawn')
  const again = drawn.map(({ caseId }) => caseId)
  const recorded = found.caseIds
  const same =
    populationSha256 === found.populationSha256 &&
    drawKey === found.drawKey &&
    again.length === recorded.length &&
    again.every((caseId, index) => caseId === recorded[index])
  return { drawKey, position: String(position), populationSha256, drawn: again, recorded, same }
}
