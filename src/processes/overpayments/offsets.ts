import { overpaymentDecider } from '../../domain/overpayment/decide.ts'
import { outstandingFen } from '../../domain/overpayment/state.ts'
import { sumOfOffsets } from '../../domain/payment/offset.ts'
import { refuse } from '../../domain/payment/refusals.ts'
import { linesOf, type Run } from '../../domain/payment/run-state.ts'
import { load } from '../../log/load.ts'
import { overpaymentStream } from '../../log/streams.ts'
import type { CommandCall } from '../call.ts'
import type { Deps } from '../deps.ts'
import { readPayments } from '../payment-run/payments.ts'
import { giveOverpayment } from './give.ts'

/** As many payments as a refusal names. */
const NAMED = 20

/**
 * Refuses to instruct lines that would repay more than is owed by now: two months calculated side by side have each taken
 * off the same rest, or it was brought back in cash meanwhile. Such a run is sent back and calculated anew.
 */
export const requireOwed = async (deps: Deps, run: Run): Promise<void> => {
  const repaid = linesOf(run).flatMap(({ kind, paymentId, offsets }) =>
    kind === 'regular'
      ? offsets.flatMap((offset) => (offset.kind === 'RECOVERY' ? [{ paymentId, ...offset }] : []))
      : [],
  )
  const tooMuch: string[] = []
  for (const [source, parts] of Map.groupBy(repaid, (part) => part.source ?? '')) {
    const { state } = await load(deps, overpaymentDecider, overpaymentStream(source))
    if (state.status === 'NONE') continue
    const fresh = parts.filter(({ paymentId }) => !state.offsets.has(paymentId))
    const wantedFen = fresh.reduce((sum, { fen }) => sum + fen, 0)
    if (wantedFen > outstandingFen(state)) tooMuch.push(...fresh.map(({ paymentId }) => paymentId))
  }
  if (tooMuch.length > 0)
    throw refuse('run-repays-too-much', { count: tooMuch.length, payments: tooMuch.slice(0, NAMED) })
}

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
