import type { PaymentEvent } from '../../domain/payment/events.ts'
import { sumOfOffsets } from '../../domain/payment/offset.ts'
import { statusAfter } from '../../domain/payment/state.ts'
import type { Fact } from '../view.ts'
import type { LedgerPaymentTable } from './tables.ts'

/** Steps that have not been taken. */
const noSteps = {
  filed_on: null,
  filed_at: null,
  filed_event: null,
  file_id: null,
  paid_on: null,
  paid_at: null,
  paid_event: null,
  bank_reference: null,
  returned_on: null,
  returned_at: null,
  returned_event: null,
  failed_on: null,
  failed_at: null,
  failed_event: null,
  cancelled_on: null,
  cancelled_at: null,
  cancelled_event: null,
  reason: null,
  no_longer_due_on: null,
  no_longer_due_at: null,
  no_longer_due_event: null,
  no_longer_due_reason: null,
} as const

/** The row of a payment after one more event. A step is dated with its own day, known from its own position. */
export const foldPayment = (row: LedgerPaymentTable | undefined, fact: Fact<PaymentEvent>): LedgerPaymentTable => {
  const at = Number(fact.position)
  if (fact.type === 'PaymentPlanned') {
    if (row) throw new Error(`payment ${row.payment_id} is planned twice`)
    return planned(fact.data, { planned_on: fact.envelope.on, planned_at: at, planned_event: fact.id })
  }
  if (!row) throw new Error(`${fact.type} before PaymentPlanned: ${fact.data.paymentId}`)
  if (fact.type === 'PaymentNoLongerDue')
    return {
      ...row,
      no_longer_due_on: fact.data.closedOn,
      no_longer_due_at: at,
      no_longer_due_event: fact.id,
      no_longer_due_reason: fact.data.reason,
    }
  const status = statusAfter[fact.type]
  switch (fact.type) {
    case 'PaymentFiled':
      return {
        ...row,
        status,
        filed_on: fact.envelope.on,
        filed_at: at,
        filed_event: fact.id,
        file_id: fact.data.fileId,
      }
    case 'PaymentPaid':
      return {
        ...row,
        status,
        paid_on: fact.data.paidOn,
        paid_at: at,
        paid_event: fact.id,
        bank_reference: fact.data.bankReference,
      }
    case 'PaymentReturned':
      return {
        ...row,
        status,
        returned_on: fact.data.returnedOn,
        returned_at: at,
        returned_event: fact.id,
        reason: fact.data.reason,
      }
    case 'PaymentFailed':
      return {
        ...row,
        status,
        failed_on: fact.data.failedOn,
        failed_at: at,
        failed_event: fact.id,
        reason: fact.data.reason,
      }
    case 'PaymentCancelled':
      return {
        ...row,
        status,
        cancelled_on: fact.data.cancelledOn,
        cancelled_at: at,
        cancelled_event: fact.id,
        reason: fact.data.reason,
      }
  }
}

type Planned = Extract<PaymentEvent, { type: 'PaymentPlanned' }>['data']

const planned = (
  data: Planned,
  step: Pick<LedgerPaymentTable, 'planned_on' | 'planned_at' | 'planned_event'>,
): LedgerPaymentTable => ({
  payment_id: data.paymentId,
  scheme: data.scheme,
  month: data.month,
  kind: data.kind,
  sequence: data.sequence,
  person_id: data.personId,
  case_id: data.caseId,
  run_id: data.runId,
  area: data.area,
  area_kind: data.areaKind,
  members: data.members,
  amount_fen: data.amountFen,
  gross_fen: data.grossFen,
  offset_fen: sumOfOffsets(data.offsets),
  offsets: data.offsets,
  payee: data.payee,
  price_group: data.group,
  status: 'PLANNED',
  reissue_of: data.reissueOf,
  ...step,
  ...noSteps,
})
