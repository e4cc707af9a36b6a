import type { PaymentKind } from '../../domain/payment/events.ts'
import type { LineOffset } from '../../domain/payment/offset.ts'
import type { PaymentStatus } from '../../domain/payment/state.ts'
import type { PriceGroup } from '../../domain/price/groups.ts'
import type { Payee } from '../../domain/scheme/payee.ts'
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
  /** What is paid: gross less every offset. */
  amount_fen: number
  gross_fen: number
  offset_fen: number
  offsets: LineOffset[]
  /** Whose account it goes to. */
  payee: Payee
  /** The protected group of a price subsidy; null for every other scheme. */
  price_group: PriceGroup | null
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
  /** Since when what came back is not to be paid again, and why. */
  no_longer_due_on: string | null
  no_longer_due_at: number | null
  no_longer_due_event: string | null
  no_longer_due_reason: string | null
}
