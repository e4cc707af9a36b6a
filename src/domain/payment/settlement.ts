import type { Fen } from '../shared/fen.ts'
import { refuse } from './refusals.ts'
import type { Run } from './run-state.ts'
import type { PaymentStatus } from './state.ts'

/** Number and sum of some payments. */
export type Tally = { count: number; fen: Fen }

/** How the payments of a run have ended: every one has exactly one end, or is still open. */
export type Settlement = Record<'paid' | 'returned' | 'failed' | 'cancelled' | 'open', Tally>

const endOf: Readonly<Record<PaymentStatus, keyof Settlement>> = {
  PLANNED: 'open',
  FILED: 'open',
  PAID: 'paid',
  RETURNED: 'returned',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
}

/** Adds up payments by their end. */
export const settle = (payments: Iterable<{ status: PaymentStatus; amountFen: Fen }>): Settlement => {
  const zero = (): Tally => ({ count: 0, fen: 0 })
  const sums: Settlement = { paid: zero(), returned: zero(), failed: zero(), cancelled: zero(), open: zero() }
  for (const { status, amountFen } of payments) {
    const tally = sums[endOf[status]]
    tally.count += 1
    tally.fen += amountFen
  }
  return sums
}

const sum = (...tallies: readonly Tally[]): Tally => ({
  count: tallies.reduce((count, tally) => count + tally.count, 0),
  fen: tallies.reduce((fen, tally) => fen + tally.fen, 0),
})

/**
 * The month closes at zero differences only: no exception without an answer, no payment without an end, and lines =
 * ledger = bank file = receipts + returned, in count and to the fen.
 */
export const requireReconciled = (run: Run, { paid, returned, failed, cancelled, open }: Settlement): void => {
  if (run.exceptions.length > 0) throw refuse('run-exceptions-open', { count: run.exceptions.length })
  const ended = sum(paid, returned, failed)
  const ledger = sum(ended, cancelled, open)
  const differences = {
    open: open.count,
    linesLessLedger: (run.content?.count ?? 0) - ledger.count,
    linesLessLedgerFen: (run.content?.totalFen ?? 0) - ledger.fen,
    fileLessReceipts: (run.file?.count ?? 0) - ended.count,
    fileLessReceiptsFen: (run.file?.totalFen ?? 0) - ended.fen,
  }
  if (Object.values(differences).some((difference) => difference !== 0)) throw refuse('run-not-reconciled', differences)
}
