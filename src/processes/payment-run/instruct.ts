import type { PaymentEvent } from '../../domain/payment/events.ts'
import type { RunLine } from '../../domain/payment/line.ts'
import { refuse } from '../../domain/payment/refusals.ts'
import type { RunRequest } from '../../domain/payment/run-commands.ts'
import { type RunCommand, runDecider } from '../../domain/payment/run-decide.ts'
import type { RunEvent } from '../../domain/payment/run-events.ts'
import { linesOf, type Run } from '../../domain/payment/run-state.ts'
import { idFrom } from '../../log/event-id.ts'
import type { Handled } from '../../log/handle.ts'
import { runStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import { giveBackOffsets, requireOwed, takeOffsets } from '../overpayments/offsets.ts'
import { createPayments, movePayments, readPayments } from './payments.ts'
import { answerOf, handleRun, type LoadedRun, loadRun, loadRunFor, runContext, stepOf } from './stream.ts'

/** Payments of one call of the bulk path: some 30 MiB. */
const PAYMENTS_PER_CALL = 20_000
/** As many ids as a refusal names. */
const NAMED = 20

/**
 * Creates the payments of an approved run. Every payment id follows from whom it pays for what, and every event id from run
 * and content: instructing again, after a crash or from a second machine, creates what is missing and doubles nothing. A
 * line whose payment exists for another run is reported, and the run does not say that it was instructed.
 */
export const instructRun = async (deps: Deps, call: CommandCall, runId: string): Promise<Handled<RunEvent>> => {
  const loaded = await loadRunFor(deps, call, runId)
  const answer = answerOf(loaded, call)
  if (answer) return answer
  // Decided before anything is read: whoever may not instruct learns nothing of what is owed.
  runDecider.decide({ type: 'StartInstruction' }, loaded.run, runContext(deps, call))
  await cancelLeftBehind(deps, call, loaded)
  await requireOwed(deps, loaded.run)
  // Of this calculation: asked again with the same key after the run was sent back, the same steps are to be taken anew.
  const start = stepOf(call, `start ${loaded.run.attempt}`)
  await handleRun(deps, start, runId, { type: 'StartInstruction' })
  const { run } = await loadRun(deps, runId)
  try {
    await takeOffsets(deps, start, run)
    const conflicts = await plan(deps, call, run)
    if (conflicts.length > 0) throw inConflict(conflicts)
    const instructed: RunCommand = { type: 'InstructPaymentRun', data: { attempt: run.attempt } }
    return await handleRun(deps, { ...call, seen: undefined }, runId, instructed)
  } catch (error) {
    // Sent back while its payments were being created: those that came after the cancelling are cancelled here.
    await cancelLeftBehind(deps, call, await loadRun(deps, runId))
    throw error
  }
}

const plan = async (deps: Deps, call: CommandCall, run: Run): Promise<readonly string[]> => {
  const lines = linesOf(run)
  const stream = runStream(run.runId)
  const envelope = {
    ...envelopeOf(call, stream, deps.clock.today()),
    command: idFrom(run.runId, `plan ${run.content?.hash}`),
    causation: call.commandId,
  }
  const conflicts: string[] = []
  for (let from = 0; from < lines.length; from += PAYMENTS_PER_CALL) {
    const planned = lines.slice(from, from + PAYMENTS_PER_CALL).map((line) => plannedOf(run, line))
    const created = await createPayments(deps, planned, envelope)
    for (const { paymentId, verdict } of created)
      if (verdict.is === 'conflict' || verdict.is === 'partly-repeated') conflicts.push(paymentId)
  }
  return conflicts
}

const plannedOf = (run: Run, line: RunLine): Extract<PaymentEvent, { type: 'PaymentPlanned' }> => {
  const { standardFen: _standard, standardDocument: _document, account: _account, ...payment } = line
  const { scheme, runId } = run
  return { type: 'PaymentPlanned', data: { ...payment, scheme, runId } }
}

const inConflict = (conflicts: readonly string[]) =>
  refuse('run-lines-in-conflict', { count: conflicts.length, payments: conflicts.slice(0, NAMED) })

/**
 * Sends a run back to its preparer. Where the instruction had begun and met a conflict, the payments it had created are
 * cancelled first; the next calculation replaces them at the next sequence.
 */
export const sendBackRun = async (
  deps: Deps,
  call: CommandCall,
  runId: string,
  back: Extract<RunRequest, { type: 'SendBackPaymentRun' }>['data'],
): Promise<Handled<RunEvent>> => {
  const handled = await handleRun(deps, call, runId, { type: 'SendBackPaymentRun', data: back })
  await cancelLeftBehind(deps, call, await loadRun(deps, runId))
  return handled
}

/**
 * Cancels the payments that an instruction has made for lines that the run does not hold by now: it was sent back, or has
 * been calculated anew since while the instruction still ran. Repeated, it finds what a crash has left.
 */
export const cancelLeftBehind = async (deps: Deps, call: CommandCall, { run, events }: LoadedRun): Promise<void> => {
  if (run.instructedFrom === null) return
  const lines = linesLeftBehind(run, events)
  if (lines.size === 0) return
  const envelope = envelopeOf(call, runStream(run.runId), deps.clock.today())
  const made = await readPayments(deps, run, new Set(lines.keys()))
  await movePayments(deps, { run, payments: made, envelope }, (payments) =>
    [...payments.values()]
      .filter(({ payment }) => payment.status === 'PLANNED')
      .map((on) => ({
        on,
        command: idFrom(on.payment.paymentId, 'cancelled with its run'),
        event: {
          type: 'PaymentCancelled',
          data: { paymentId: on.payment.paymentId, cancelledOn: deps.clock.today(), reason: 'RUN_SENT_BACK', note: '' },
        },
      })),
  )
  await giveBackOffsets(deps, stepOf(call, `undo ${run.attempt}`), [...lines.values()])
}

/** By payment: the lines of every calculation but those that count; a run that is with its preparer again has none of these. */
const linesLeftBehind = (run: Run, events: LoadedRun['events']): ReadonlyMap<string, RunLine> => {
  const lines = new Map<string, RunLine>()
  for (const { opened } of events)
    if (opened.type === 'PaymentLinesCalculated') for (const line of opened.data.lines) lines.set(line.paymentId, line)
  if (run.status !== 'OPEN') for (const { paymentId } of linesOf(run)) lines.delete(paymentId)
  return lines
}
