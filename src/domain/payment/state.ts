import { z } from 'zod'
import type { Month } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import type { Fen } from '../shared/fen.ts'
import type { PaymentEvent } from './events.ts'

/** Where a payment stands. Nothing leaves FAILED, RETURNED or CANCELLED: a new payment names it in `reissueOf`. */
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

/** The state an event leads to. */
export const statusAfter: Readonly<Record<PaymentEvent['type'], PaymentStatus>> = {
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
    return { status: 'PLANNED', paymentId, scheme, personId, caseId, month, sequence, amountFen, runId }
  }
  return state.status === 'NONE' ? state : { ...state, status: statusAfter[type] }
}
