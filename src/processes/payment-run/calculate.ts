import { refuse } from '../../domain/payment/refusals.ts'
import type { RunRequest } from '../../domain/payment/run-commands.ts'
import { type RunCommand, runDecider } from '../../domain/payment/run-decide.ts'
import type { RunContent, RunEvent, RunLine } from '../../domain/payment/run-events.ts'
import type { Run, RunState } from '../../domain/payment/run-state.ts'
import { findScheme } from '../../domain/scheme/schemes.ts'
import { WrongExpectedVersion } from '../../log/errors.ts'
import { appendSurely, type Handled, load, prepare } from '../../log/handle.ts'
import type { Tip } from '../../log/port.ts'
import { runStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import { contributorsTo } from './contributors.ts'
import { contentOf, runIdOf } from './identity.ts'
import { type Calculation, regularLines, reissueLines } from './lines.ts'
import { monthFacts } from './month-facts.ts'
import { answerOf, handleRun, loadRunFor, runContext, stepOf } from './stream.ts'

type Opening = Extract<RunRequest, { type: 'OpenPaymentRun' }>['data']

/** Lines of one event: about 300 KiB, well inside what one commit may hold. */
const LINES_PER_CHUNK = 500

/** How long a calculation waits for the read models to pass its position. */
const PATIENCE_MS = 15_000

/** The read models that a calculation reads. */
const READ_MODELS = ['roster', 'person', 'payment-ledger']

/**
 * Opens the next run of a county, scheme and month, number 1 first. Refused while an earlier one of the month is not yet
 * instructed: its lines would be computed twice.
 */
export const openRun = async (deps: Deps, call: CommandCall, opening: Opening): Promise<Handled<RunEvent>> => {
  findScheme(opening.scheme)
  for (let number = 1; ; number += 1) {
    const runId = runIdOf({ ...opening, number })
    const command: RunCommand = { type: 'OpenPaymentRun', data: { ...opening, runId, number } }
    const { state, events } = await load(deps, runDecider, runStream(runId))
    const isMine = events.some(({ envelope }) => envelope.command === call.commandId)
    if (state.status === 'NONE' || isMine) return handleRun(deps, call, runId, command)
    if (isUnderWay(state)) throw refuse('run-exists', { runId, status: state.status })
  }
}

const isUnderWay = ({ status }: RunState): boolean =>
  status === 'OPEN' ||
  status === 'CALCULATED' ||
  status === 'REVIEWED' ||
  status === 'APPROVED' ||
  status === 'INSTRUCTING'

/**
 * Freezes roster, policy, accounts, deaths and earlier payments at the log's end and computes every line. The lines go into
 * the stream in chunks, then `PaymentRunCalculated` makes them count; a calculation that broke off on the way is left behind
 * by the next attempt. The same log position always gives the same lines.
 */
export const calculateRun = async (deps: Deps, call: CommandCall, runId: string): Promise<Handled<RunEvent>> => {
  const loaded = await loadRunFor(deps, call, runId)
  const answer = answerOf(loaded, call)
  if (answer) return answer
  const { run } = loaded
  const attempt = run.attempt + 1
  // Decided before anything is read or written: whoever may not calculate learns it at once.
  decideOn(deps, call, run, { type: 'RecordRunLines', data: { attempt, chunk: 0, lines: [] } })
  const at = deps.log.positionOf(await deps.log.head())
  const { lines, held } = await calculateAt(deps, run, at)
  const { tip, chunks } = await recordLines(deps, call, { run, tip: loaded.tip, attempt, lines })
  const data = { attempt, position: String(at), chunks, ...contentOf(runId, lines), held: [...held] }
  return appendTo(deps, call, { ...run, attempt }, tip, { type: 'CalculatePaymentRun', data })
}

/** The lines of a run as they are at a log position; waits until the read models have passed it. */
export const calculateAt = async (
  deps: Deps,
  run: Pick<Run, 'area' | 'scheme' | 'month' | 'purpose'>,
  at: bigint,
): Promise<Calculation> => {
  for (const view of READ_MODELS)
    if (!(await deps.waitFor(view, at, PATIENCE_MS))) throw refuse('read-model-behind', { view, position: String(at) })
  const facts = await monthFacts(deps, run, at)
  return run.purpose === 'REGULAR' ? regularLines(facts) : reissueLines(facts)
}

/** Records that a second person agrees with the content they have seen. */
export const reviewRun = (deps: Deps, call: CommandCall, runId: string, seen: RunContent): Promise<Handled<RunEvent>> =>
  handleRun(deps, call, runId, { type: 'ReviewPaymentRun', data: seen }, (run) => withContributors(deps, call, run))

/** Approves count, total and hash; by a third person who has had no hand in any line. */
export const approveRun = (
  deps: Deps,
  call: CommandCall,
  runId: string,
  seen: RunContent,
): Promise<Handled<RunEvent>> =>
  handleRun(deps, call, runId, { type: 'ApprovePaymentRun', data: seen }, (run) => withContributors(deps, call, run))

const withContributors = async (deps: Deps, call: CommandCall, run: Run) =>
  runContext(deps, call, await contributorsTo(deps, run))

const recordLines = async (
  deps: Deps,
  call: CommandCall,
  { run, tip, attempt, lines }: { run: Run; tip: Tip; attempt: number; lines: readonly RunLine[] },
): Promise<{ tip: Tip; chunks: number }> => {
  let at = tip
  let chunk = 0
  for (; chunk * LINES_PER_CHUNK < lines.length; chunk += 1) {
    const part = lines.slice(chunk * LINES_PER_CHUNK, (chunk + 1) * LINES_PER_CHUNK)
    const step = { ...stepOf(call, `lines ${attempt} ${chunk}`), cause: call.commandId }
    const handled = await appendTo(deps, step, run, at, {
      type: 'RecordRunLines',
      data: { attempt, chunk, lines: part },
    })
    at = handled.tip
  }
  return { tip: at, chunks: chunk }
}

const decideOn = (deps: Deps, call: CommandCall, run: Run, command: RunCommand) =>
  runDecider.decide(command, run, runContext(deps, call))

/** Decides on a run already loaded and appends at the tip known: whoever else has written meanwhile wins, and this stops. */
const appendTo = async (
  deps: Deps,
  call: CommandCall & { cause?: string },
  run: Run,
  tip: Tip,
  command: RunCommand,
): Promise<Handled<RunEvent> & { tip: Tip }> => {
  const stream = runStream(run.runId)
  const events = decideOn(deps, call, run, command)
  const envelope = envelopeOf(call, stream, deps.clock.today())
  const commit = await prepare(deps, runDecider.schemas, {
    stream,
    tip,
    events,
    envelope: call.cause === undefined ? envelope : { ...envelope, causation: call.cause },
  })
  try {
    const { tip: now, position, cursor } = await appendSurely(deps.log, commit)
    return { stream, version: now.version, position, cursor, events, repeated: false, tip: now }
  } catch (error) {
    if (error instanceof WrongExpectedVersion) throw refuse('run-calculation-stale', { attempt: run.attempt })
    throw error
  }
}
