import type { Run } from '../../domain/payment/run-state.ts'
import { idFrom } from '../../log/event-id.ts'
import { runStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import { calculateAt } from './calculate.ts'
import { subjectIn } from './facts.ts'
import { movePayments, readPayments } from './payments.ts'

/** Why a payment is stopped whose case has since left the roll of the month altogether. */
const LEFT_ROLL = 'LEFT_ROLL'

/**
 * Cancels the payments of a regular month that would be held if it were calculated now: somebody of the household is known
 * by now to have died in an earlier month, a claim is gone, or the case has left the roll of the month. The approved lines
 * stay as they are; what is due after all is paid by the next run of the month. The bank file is the cut-off: once a payment
 * is in it, nothing is stopped any more.
 */
export const stopBeforeCutOff = async (deps: Deps, call: CommandCall, run: Run): Promise<void> => {
  if (run.purpose !== 'REGULAR') return
  const payments = await readPayments(deps, run)
  // A file begun is finished with the lines that it was begun with.
  if ([...payments.values()].some(({ payment }) => payment.status === 'FILED')) return
  const at = deps.log.positionOf(await deps.log.head())
  const { held, paid } = await calculateAt(deps, run, at)
  // What stands as it did is paid, or held as paid twice: by the very payment that is asked about.
  const subjectOf = subjectIn(run.scheme)
  const reasons = new Map(held.map((line) => [subjectOf(line), line.reason]))
  const envelope = envelopeOf(call, runStream(run.runId), deps.clock.today())
  await movePayments(deps, run, envelope, (found) =>
    [...found.values()].flatMap((on) => {
      const { status, paymentId } = on.payment
      const subject = subjectOf(on.payment)
      const reason = reasons.get(subject) ?? LEFT_ROLL
      if (status !== 'PLANNED' || paid.has(subject) || reason === 'DUPLICATE') return []
      const data = { paymentId, cancelledOn: deps.clock.today(), reason }
      const command = idFrom(paymentId, 'stopped before the bank file')
      return [{ on, command, event: { type: 'PaymentCancelled' as const, data } }]
    }),
  )
}
