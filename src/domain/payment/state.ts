import { z } from 'zod'
import type { Month } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import type { Fen } from '../shared/fen.ts'
import type { PaymentEvent } from './events.ts'

/**
 * Where a payment stands. Nothing leaves FAILED, RETURNED or CANCELLED: a new payment names it in `reissueOf`, or it is closed
 * as no longer due.
 */
export const PaymentStatus = z.enum(['PLANNED', 'FILED', 'PAID', 'FAILED', 'RETURNED', 'CANCELLED'])
export type PaymentStatus = z.infer<typeof PaymentStatus>

/** What a payment is and where it stands. */
export type Payment = {
  status: PaymentStatus
  paymentId: string
  scheme: string
  personId: string
  caseId: string
  month: Month
  sequence: number
  amountFen: Fen
  runId: string
  /** It came back and will not be repeated; what is still due after all is paid like any other month. */
  noLongerDue: boolean
}

/** A payment, or nothing under this id yet. */
export type PaymentState = { status: 'NONE' } | Payment

/** The allowed moves, whole: what is not here is refused. PAID → RETURNED is the late return (T+n). */
export const paymentMoves: Readonly<Record<PaymentState['status'], readonly PaymentStatus[]>> = {
  NONE: ['PLANNED'],
  PLANNED: ['FILED', 'CANCELLED'],
  FILED: ['PAID', 'FAILED', 'RETURNED'],
  PAID: ['RETURNED'],
  FAILED: [],
  RETURNED: [],
  CANCELLED: [],
}

/** The status that an event leads to. That a payment is no longer due changes nothing of what the bank has told. */
export const statusAfter: Readonly<Record<Exclude<PaymentEvent['type'], 'PaymentNoLongerDue'>, PaymentStatus>> = {
  PaymentPlanned: 'PLANNED',
  PaymentFiled: 'FILED',
  PaymentPaid: 'PAID',
  PaymentFailed: 'FAILED',
  PaymentReturned: 'RETURNED',
  PaymentCancelled: 'CANCELLED',
}

/** Folds a payment; never refuses. */
export const evolvePayment: Decider<PaymentState, never, PaymentEvent, never>['evolve'] = (state, { type, data }) => {
  if (type === 'PaymentPlanned') {
    const { paymentId, scheme, personId, caseId, month, sequence, amountFen, runId } = data
    const noLongerDue = false
    return { status: 'PLANNED', paymentId, scheme, personId, caseId, month, sequence, amountFen, runId, noLongerDue }
  }
  if (state.status === 'NONE') return state
  return type === 'PaymentNoLongerDue' ? { ...state, noLongerDue: true } : { ...state, status: statusAfter[type] }
}
