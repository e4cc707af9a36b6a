import type { PaymentKind } from '../../domain/payment/events.ts'
import type { PaymentStatus } from '../../domain/payment/state.ts'
import type { AreaKind } from '../../domain/shared/area.ts'

/**
 * One row per payment. Each step it can take has its day, its log position and its event, so the status at any past
 * position is read from the row itself.
 */
export type LedgerPaymentTable = {
  payment_id: string
  scheme: string
  month: string
  kind: PaymentKind
  sequence: number
  /** The holder who receives the money. */
  person_id: string
  case_id: string
  run_id: string
  area: string
  area_kind: AreaKind
  members: number
  amount_fen: number
  status: PaymentStatus
  reissue_of: string | null
  planned_on: string
  planned_at: number
  planned_event: string
  filed_on: string | null
  filed_at: number | null
  filed_event: string | null
  file_id: string | null
  paid_on: string | null
  paid_at: number | null
  paid_event: string | null
  bank_reference: string | null
  returned_on: string | null
  returned_at: number | null
  returned_event: string | null
  failed_on: string | null
  failed_at: number | null
  failed_event: string | null
  cancelled_on: string | null
  cancelled_at: number | null
  cancelled_event: string | null
  /** Why it was returned, failed or was cancelled. */
  reason: string | null
}
