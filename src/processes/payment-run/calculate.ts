import { refuse } from '../../domain/payment/refusals.ts'
import { type RunCommand, runDecider } from '../../domain/payment/run-decide.ts'
import type { RunEvent } from '../../domain/payment/run-events.ts'
import type { Run } from '../../domain/payment/run-state.ts'
import { PRICE_SUBSIDY } from '../../domain/price/terms.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { WrongExpectedVersion } from '../../log/errors.ts'
import type { Handled } from '../../log/handle.ts'
import type { Tip } from '../../log/port.ts'
import { appendSurely, prepare } from '../../log/prepare.ts'
import { runStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import { overpaidByLateFacts } from '../overpayments/late-facts.ts'
import { recordOverpayments } from '../overpayments/record.ts'
import { overpaidPricesByLateFacts } from '../price/late-facts.ts'
import type { OverpaidCase } from './arrears-lines.ts'
import { calculateAt } from './calculate-at.ts'
import { closePayments } from './close-payments.ts'
import type { Calculation } from './facts.ts'
import { contentOf } from './identity.ts'
import { cancelLeftBehind } from './instruct.ts'
import { answerOf, loadRunFor, runContext, stepOf } from './stream.ts'

/** Lines of one event, paid or held: about 300 KiB, well inside what one commit may hold. */
const LINES_PER_CHUNK = 500

/**
 * Freezes roster, policy, accounts, deaths and earlier payments at the log's end and computes every line. The lines, and
 * what is held back, go into the stream in chunks, then `PaymentRunCalculated` makes them count; a calculation that broke
 * off on the way is left behind by the next attempt. The same log position always gives the same lines.
 */
export const calculateRun = async (deps: Deps, call: CommandCall, runId: string): Promise<Handled<RunEvent>> => {
  const loaded = await loadRunFor(deps, call, runId)
  const answer = answerOf(loaded, call)
  if (answer) return answer
  const { run } = loaded
  const attempt = run.attempt + 1
  // Decided before anything is read or written: whoever may not calculate learns it at once.
  decideOn(deps, call, run, { type: 'RecordRunLines', data: { attempt, chunk: 0, lines: [] } })
  // What an instruction that died after the run was sent back has left would stand in the way of its own lines.
  await cancelLeftBehind(deps, call, loaded)
  const at = deps.log.positionOf(await deps.log.head())
  const { lines, held, overpaid, closed } = await calculateAt(deps, run, at)
  // Before the calculation counts: whoever repeats a calculation that broke off finds and writes the rest.
  for (const [scheme, found] of await overpaidByScheme(deps, run, at, overpaid))
    await recordOverpayments(deps, call, { run: { runId, scheme }, at }, found)
  await closePayments(deps, call, runId, closed)
  const steps = stepsOf(attempt, lines, held)
  const tip = await recordSteps(deps, call, { run, tip: loaded.tip, steps })
  const chunks = steps.filter(({ command }) => command.type === 'RecordRunLines').length
  const content = contentOf(runId, lines)
  const data = { attempt, position: String(at), chunks, ...content, heldCount: held.length }
  return appendTo(deps, call, { ...run, attempt }, tip, { type: 'CalculatePaymentRun', data })
}

/** By scheme: what the lines have shown to be paid too much, and of a regular run what late facts have made too much. */
const overpaidByScheme = async (
  deps: Deps,
  run: Run,
  at: bigint,
  overpaid: readonly OverpaidCase[],
): Promise<ReadonlyMap<SchemeCode, readonly OverpaidCase[]>> => {
  if (run.purpose !== 'REGULAR') return new Map([[run.scheme, overpaid]])
  const prices = await overpaidPricesByLateFacts(deps, run.area, at)
  if (run.scheme !== PRICE_SUBSIDY)
    return new Map([
      [run.scheme, await overpaidByLateFacts(deps, run, at)],
      [PRICE_SUBSIDY, prices],
    ])
  // At its own month it has looked as a whole.
  return new Map([[PRICE_SUBSIDY, [...overpaid, ...prices.filter(({ month }) => month !== run.month)]]])
}

/** One event of a calculation, under a name that tells it from the others of its attempt. */
type Step = { name: string; command: RunCommand }

const stepsOf = (attempt: number, lines: Calculation['lines'], held: Calculation['held']): readonly Step[] => [
  ...chunksOf(lines).map(
    (part, chunk): Step => ({
      name: `lines ${attempt} ${chunk}`,
      command: { type: 'RecordRunLines', data: { attempt, chunk, lines: part } },
    }),
  ),
  ...chunksOf(held).map(
    (part, chunk): Step => ({
      name: `held ${attempt} ${chunk}`,
      command: { type: 'RecordHeldLines', data: { attempt, chunk, held: part } },
    }),
  ),
]

const chunksOf = <Line>(lines: readonly Line[]): Line[][] =>
  Array.from({ length: Math.ceil(lines.length / LINES_PER_CHUNK) }, (_, chunk) =>
    lines.slice(chunk * LINES_PER_CHUNK, (chunk + 1) * LINES_PER_CHUNK),
  )

const recordSteps = async (
  deps: Deps,
  call: CommandCall,
  { run, tip, steps }: { run: Run; tip: Tip; steps: readonly Step[] },
): Promise<Tip> => {
  let at = tip
  for (const { name, command } of steps)
    at = (await appendTo(deps, { ...stepOf(call, name), cause: call.commandId }, run, at, command)).tip
  return at
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
