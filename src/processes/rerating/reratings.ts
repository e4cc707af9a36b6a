import type { reratingCommands } from '../../domain/rerating/commands.ts'
import { checkActor, reratingDecider } from '../../domain/rerating/decide.ts'
import type { ReratingEvent, ReratingLine } from '../../domain/rerating/events.ts'
import { linesOf } from '../../domain/rerating/state.ts'
import { findScheme } from '../../domain/scheme/schemes.ts'
import type { CommandOf } from '../../domain/shared/command.ts'
import { expectSeen } from '../../log/errors.ts'
import type { Handled } from '../../log/handle.ts'
import { reratingStream } from '../../log/streams.ts'
import type { CommandCall } from '../call.ts'
import type { Deps } from '../deps.ts'
import { applyRerating } from './apply.ts'
import { documentsSince, knownChange, reratingAt } from './calculate-at.ts'
import { hashOfLines, totalsOf } from './lines.ts'
import { handleRerating, loadRerating, stepOf } from './stream.ts'

/** A command as the outside sends it. */
export type ReratingRequest = CommandOf<(typeof reratingCommands)[number]>

/** Carries out a command on a mass re-rating. */
export const reratingCommand = async (
  deps: Deps,
  call: CommandCall,
  request: ReratingRequest,
): Promise<Handled<ReratingEvent>> => {
  const { subject } = request
  switch (request.type) {
    case 'OpenRerating': {
      const { area, scheme, change, fromMonth } = request.data
      checkActor(call.actor, area, 'OpenRerating')
      findScheme(scheme)
      const data = { reratingId: subject, area, scheme, change: await knownChange(deps, area, change), fromMonth }
      return handleRerating(deps, call, subject, { type: 'OpenRerating', data })
    }
    case 'CalculateRerating':
      return calculate(deps, call, subject)
    case 'ApproveRerating':
      return approve(deps, call, subject, request.data.hash)
    case 'ApplyRerating':
      return applyRerating(deps, call, subject)
    case 'CloseRerating':
      return handleRerating(deps, call, subject, { type: 'CloseRerating', data: request.data })
  }
}

/** Lines of one event: about 150 KiB, well inside what one commit may hold. */
const LINES_PER_CHUNK = 500

const chunksOf = <Line>(lines: readonly Line[], size: number): Line[][] =>
  Array.from({ length: Math.ceil(lines.length / size) }, (_, chunk) => lines.slice(chunk * size, (chunk + 1) * size))

/**
 * The dry run: looks at every case at the log's end and keeps what would become of it. The lines go into the stream in
 * chunks, then `ReratingCalculated` makes them count; nothing is written on any case.
 */
const calculate = async (deps: Deps, call: CommandCall, subject: string): Promise<Handled<ReratingEvent>> => {
  const { rerating, version, answer } = await loadRerating(deps, subject, call.commandId)
  if (answer) return answer
  expectSeen(reratingStream(subject), call.seen, version)
  const attempt = rerating.attempt + 1
  // Decided before anything is read: whoever may not calculate learns it at once.
  const asked = { type: 'RecordReratingLines' as const, data: { attempt, chunk: 0, lines: [] } }
  reratingDecider.decide(asked, rerating, { actor: call.actor, today: deps.clock.today() })
  const at = deps.log.positionOf(await deps.log.head())
  const { lines, rates } = await reratingAt(deps, rerating, at)
  const chunks = chunksOf(lines, LINES_PER_CHUNK)
  for (const [chunk, part] of chunks.entries()) {
    const step = stepOf(call, call.commandId, `lines ${attempt} ${chunk}`)
    const data = { attempt, chunk, lines: part }
    await handleRerating(deps, step, subject, { type: 'RecordReratingLines', data })
  }
  const content = { position: String(at), hash: hashOfLines(lines), totals: totalsOf(lines), rates }
  const data = { attempt, chunks: chunks.length, ...content }
  return handleRerating(deps, { ...call, seen: undefined }, subject, { type: 'CalculateRerating', data })
}

/** An approval asks first whether the lines would still be the same. */
const approve = async (
  deps: Deps,
  call: CommandCall,
  subject: string,
  hash: string,
): Promise<Handled<ReratingEvent>> => {
  const { rerating, answer } = await loadRerating(deps, subject, call.commandId)
  if (answer) return answer
  const command = (since: { documents: readonly string[]; caseIds: readonly string[] }) => ({
    type: 'ApproveRerating' as const,
    data: { hash, since },
  })
  const context = { actor: call.actor, today: deps.clock.today() }
  reratingDecider.decide(command({ documents: [], caseIds: [] }), rerating, context)
  const documents = await documentsSince(deps, rerating.area, rerating.content?.readAt ?? 0n)
  const at = deps.log.positionOf(await deps.log.head())
  const caseIds = documents.length > 0 ? [] : differing(linesOf(rerating), (await reratingAt(deps, rerating, at)).lines)
  return handleRerating(deps, call, subject, command({ documents, caseIds }))
}

/** The cases whose line is another one, is gone, or is new. */
const differing = (then: readonly ReratingLine[], now: readonly ReratingLine[]): readonly string[] => {
  const before = new Map(then.map((line) => [line.caseId, JSON.stringify(line)]))
  const after = new Map(now.map((line) => [line.caseId, JSON.stringify(line)]))
  return [...new Set([...before.keys(), ...after.keys()])].filter((id) => before.get(id) !== after.get(id))
}
