import type { Run } from '../../domain/payment/run-state.ts'
import { idFrom } from '../../log/event-id.ts'
import { runStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import { calculateAt } from './calculate-at.ts'
import { subjectIn } from './facts.ts'
import { movePayments, readPayments } from './payments.ts'

/** Why a payment is stopped whose case has since left the roll of the month altogether. */
const LEFT_ROLL = 'LEFT_ROLL'

/**
 * Cancels the payments that would not be made if the run were calculated now, without its own: somebody of the household is
 * known by now to have died in an earlier month, a claim is gone, a scheme that excludes it has been granted, another run
 * has paid the month, or the case has left the roll. The approved lines stay as they are; what is due after all is paid by
 * the next run. The bank file is the cut-off: once a payment is in it, nothing is stopped any more.
 */
export const stopBeforeCutOff = async (deps: Deps, call: CommandCall, run: Run): Promise<void> => {
  const payments = await readPayments(deps, run)
  // A file begun is finished with the lines that it was begun with.
  if ([...payments.values()].some(({ payment }) => payment.status === 'FILED')) return
  const at = deps.log.positionOf(await deps.log.head())
  const { lines, held, paid } = await calculateAt(deps, run, at, run.runId)
  const subjectOf = subjectIn(run.scheme)
  const keyOf = (of: { caseId: string; personId: string; month: string }) => `${subjectOf(of)} ${of.month}`
  const due = new Map(lines.map((line) => [keyOf(line), line.amountFen]))
  const reasons = new Map(held.map((line) => [keyOf(line), line.reason]))
  const envelope = envelopeOf(call, runStream(run.runId), deps.clock.today())
  await movePayments(deps, run, envelope, (found) =>
    [...found.values()].flatMap((on) => {
      const { status, paymentId, amountFen } = on.payment
      // A regular line stays as it was approved; arrears must not come to more than is still owed.
      const leastFen = run.purpose === 'ARREARS' ? amountFen : 1
      if (status !== 'PLANNED' || (due.get(keyOf(on.payment)) ?? 0) >= leastFen) return []
      const isPaid = paid.has(subjectOf(on.payment))
      const reason = isPaid ? 'DUPLICATE' : (reasons.get(keyOf(on.payment)) ?? LEFT_ROLL)
      const data = { paymentId, cancelledOn: deps.clock.today(), reason }
      const command = idFrom(paymentId, 'stopped before the bank file')
      return [{ on, command, event: { type: 'PaymentCancelled' as const, data } }]
    }),
  )
}
