import type { Decider } from '../shared/decider.ts'
import { type PaymentEvent, paymentEvents } from './events.ts'
import { refuse } from './refusals.ts'
import { evolvePayment, type PaymentState, paymentMoves, statusAfter } from './state.ts'

/**
 * What can be asked of a payment: to record one of its facts. Payments are moved only by the run that planned them, by its
 * bank file and by the bank's return file, which bring every fact with them.
 */
export type PaymentCommand = { type: 'RecordPayment'; event: PaymentEvent }

const decide = ({ event }: PaymentCommand, state: PaymentState): readonly PaymentEvent[] => {
  if (event.type === 'PaymentNoLongerDue') return close(event, state)
  const to = statusAfter[event.type]
  if (state.status !== 'NONE' && to === 'PLANNED') throw refuse('payment-exists', { paymentId: state.paymentId })
  if (state.status === 'NONE' && to !== 'PLANNED') throw refuse('unknown-payment', { paymentId: event.data.paymentId })
  if (!paymentMoves[state.status].includes(to)) throw refuse('payment-cannot-move', { from: state.status, to })
  return [event]
}

/** Only what came back, or never arrived, is closed; once. */
const close = (
  event: Extract<PaymentEvent, { type: 'PaymentNoLongerDue' }>,
  state: PaymentState,
): readonly PaymentEvent[] => {
  if (state.status === 'NONE') throw refuse('unknown-payment', { paymentId: event.data.paymentId })
  if (state.status !== 'RETURNED' && state.status !== 'FAILED')
    throw refuse('payment-cannot-move', { from: state.status, to: 'NO_LONGER_DUE' })
  return state.noLongerDue ? [] : [event]
}

/** `payment-<uuid>`: one instruction, whose every allowed move is a row of `paymentMoves`. */
export const paymentDecider: Decider<PaymentState, PaymentCommand, PaymentEvent, null> = {
  schemas: paymentEvents,
  initial: { status: 'NONE' },
  evolve: evolvePayment,
  decide,
}
