import type { PaymentRequest } from '../../domain/payment/commands.ts'
import { paymentDecider } from '../../domain/payment/decide.ts'
import type { PaymentEvent } from '../../domain/payment/events.ts'
import { refuse } from '../../domain/payment/refusals.ts'
import { requireStoppable } from '../../domain/payment/run-authority.ts'
import { linesOf, type Run } from '../../domain/payment/run-state.ts'
import { answerFromLog, type Handled, handle } from '../../log/handle.ts'
import { load } from '../../log/load.ts'
import { paymentStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import { giveBackOffsets } from '../overpayments/offsets.ts'
import { loadRun, runContext, stepOf } from './stream.ts'

/**
 * Stops one payment of an instructed run before the bank file, for a reason that no register has told yet. What it would have
 * repaid of a debt is owed again. It is not paid later by itself: the next run of the month calculates it anew, and brings it
 * before a reviewer and an approver. Whoever builds the file at the same moment wins, or begins again without it.
 */
export const cancelPayment = async (
  deps: Deps,
  call: CommandCall,
  { subject: paymentId, data: { reason, note } }: PaymentRequest,
): Promise<Handled<PaymentEvent>> => {
  const stream = paymentStream(paymentId)
  const { state, events } = await load(deps, paymentDecider, stream)
  if (state.status === 'NONE') throw refuse('unknown-payment', { paymentId })
  const { run } = await loadRun(deps, state.runId)
  const handled =
    answerFromLog(stream, events, call.commandId) ?? (await cancelled(deps, call, run, { paymentId, reason, note }))
  const own = linesOf(run).filter((line) => line.paymentId === paymentId)
  // Where this dies, whoever repeats it or builds the file gives back what is left.
  await giveBackOffsets(deps, stepOf(call, 'undo'), own)
  return handled
}

const cancelled = (
  deps: Deps,
  call: CommandCall,
  run: Run,
  data: PaymentRequest['data'] & { paymentId: string },
): Promise<Handled<PaymentEvent>> => {
  requireStoppable(run, runContext(deps, call))
  const stream = paymentStream(data.paymentId)
  const cancelledOn = deps.clock.today()
  return handle(deps, paymentDecider, {
    stream,
    command: { type: 'RecordPayment', event: { type: 'PaymentCancelled', data: { ...data, cancelledOn } } },
    context: null,
    envelope: envelopeOf(call, stream, cancelledOn),
    seen: call.seen,
  })
}
