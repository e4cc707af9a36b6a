import { sumOfOffsets } from '../../domain/payment/offset.ts'
import { linesOf, type Run } from '../../domain/payment/run-state.ts'
import type { CommandCall } from '../call.ts'
import type { Deps } from '../deps.ts'
import { readPayments } from '../payment-run/payments.ts'
import { giveOverpayment } from './give.ts'

/**
 * Counts what the payments of an instructed run repay, and takes it back for those that were cancelled. Each payment counts
 * once, however often this is asked.
 */
export const countOffsets = async (deps: Deps, call: CommandCall, run: Run): Promise<void> => {
  const repaying = linesOf(run).filter(
    ({ kind, offsets }) => kind === 'regular' && sumOfOffsets(offsets, 'RECOVERY') > 0,
  )
  if (repaying.length === 0) return
  const payments = await readPayments(deps, run)
  for (const { paymentId, month, offsets } of repaying) {
    const status = payments.get(paymentId)?.payment.status
    if (status === undefined) continue
    for (const { kind, source, fen: amountFen } of offsets) {
      if (kind !== 'RECOVERY' || source === null) continue
      const type = status === 'CANCELLED' ? 'UndoOffset' : 'RecordOffset'
      await giveOverpayment(deps, call, { type, subject: source, data: { paymentId, month, amountFen } })
    }
  }
}
