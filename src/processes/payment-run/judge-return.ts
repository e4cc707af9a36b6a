import type { PaymentEvent } from '../../domain/payment/events.ts'
import { refuse } from '../../domain/payment/refusals.ts'
import { type Payment, paymentMoves } from '../../domain/payment/state.ts'
import type { Day } from '../../domain/shared/day.ts'
import type { ReturnLine } from './return-file.ts'

/** Why a line of a return file was not imported. */
export type ReturnException = { line: number; code: ReturnExceptionCode; paymentId: string | null }

/** The closed list of reasons. */
export type ReturnExceptionCode =
  | 'UNKNOWN_PAYMENT' // no payment of this run's file
  | 'DOUBLED_LINE' // the file names the payment twice; the first line counts
  | 'OTHER_AMOUNT' // not the amount that was instructed
  | 'OTHER_ACCOUNT' // not the account it was sent to
  | 'FUTURE_DAY' // a day that has not come yet
  | 'BEFORE_SENT' // a day before the bank had the file
  | 'PAID_AFTER_RETURNED' // it came back before, and a returned payment never becomes paid
  | 'ALREADY_ENDED' // another file has told its end
  | 'TRAILER_TOTALS' // the lines do not add up to what the trailer states

/** What a line is held against. */
export type LineQuestion = {
  /** The payment as it stands, if the run has one under this id. */
  payment: Payment | undefined
  /** The account it was sent to. */
  account: string | undefined
  /** True when an earlier line of the file names the same payment. */
  doubled: boolean
  /** The day on which the bank was first given the file. */
  sentOn: Day | null
  today: Day
}

/** Whether a line fits its payment; the reason where it does not. Nothing the bank says is dropped: what does not fit is kept. */
export const judgeLine = (line: ReturnLine, question: LineQuestion): ReturnExceptionCode | 'FITS' => {
  const { payment, account, doubled, sentOn, today } = question
  if (!payment) return 'UNKNOWN_PAYMENT'
  if (doubled) return 'DOUBLED_LINE'
  if (line.amountFen !== payment.amountFen) return 'OTHER_AMOUNT'
  if (line.account !== account) return 'OTHER_ACCOUNT'
  if (line.day > today) return 'FUTURE_DAY'
  if (paymentMoves[payment.status].includes(line.outcome))
    return sentOn !== null && line.day < sentOn ? 'BEFORE_SENT' : 'FITS'
  return payment.status === 'RETURNED' && line.outcome === 'PAID' ? 'PAID_AFTER_RETURNED' : 'ALREADY_ENDED'
}

/** The fact that a fitting line adds to its payment. */
export const factOf = (line: ReturnLine, returnFileSha256: string): PaymentEvent => {
  const { paymentId, day, bankReference } = line
  const reason = line.reason || 'NOT_STATED'
  switch (line.outcome) {
    case 'PAID':
      return { type: 'PaymentPaid', data: { paymentId, paidOn: day, returnFileSha256, line: line.line, bankReference } }
    case 'RETURNED':
      return {
        type: 'PaymentReturned',
        data: { paymentId, returnedOn: day, returnFileSha256, line: line.line, reason },
      }
    case 'FAILED':
      return { type: 'PaymentFailed', data: { paymentId, failedOn: day, reason } }
  }
}

/** A file with more of them was surely meant for another run; and each is answered by a person. */
const MOST_EXCEPTIONS = 2_000

/** Refuses a file of which so much does not fit that it cannot be meant for this run. */
export const requirePlausible = (exceptions: readonly ReturnException[]): void => {
  if (exceptions.length > MOST_EXCEPTIONS)
    throw refuse('return-file-unreadable', { line: exceptions[0]?.line ?? 0, problem: 'too-many-exceptions' })
}
