import { paymentDecider } from '../../domain/payment/decide.ts'
import { handle } from '../../log/handle.ts'
import { paymentStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import { giveOverpayment } from '../overpayments/give.ts'
import type { ClosedPayment } from './reissue-lines.ts'
import { stepOf } from './stream.ts'

/**
 * Closes payments that came back and are not to be paid again, and takes back what they had repaid of a debt. Closing one
 * twice changes nothing.
 */
export const closePayments = async (
  deps: Deps,
  call: CommandCall,
  runId: string,
  closed: readonly ClosedPayment[],
): Promise<void> => {
  for (const { payment, firstId, reason } of closed) {
    const { paymentId, month, offsets } = payment
    const stream = paymentStream(paymentId)
    const closedOn = deps.clock.today()
    await handle(deps, paymentDecider, {
      stream,
      command: {
        type: 'RecordPayment',
        event: { type: 'PaymentNoLongerDue', data: { paymentId, runId, closedOn, reason } },
      },
      context: null,
      envelope: {
        ...envelopeOf(stepOf(call, `close ${paymentId}`), stream, closedOn),
        causation: call.commandId,
      },
    })
    for (const { kind, source, fen: amountFen } of offsets)
      if (kind === 'RECOVERY' && source !== null)
        await giveOverpayment(deps, call, {
          type: 'UndoOffset',
          subject: source,
          data: { paymentId: firstId, month, amountFen },
        })
  }
}
