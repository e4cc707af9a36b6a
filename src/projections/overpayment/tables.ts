import type { OverpaidMonth } from '../../domain/overpayment/events.ts'
import type { PriceGroup } from '../../domain/price/groups.ts'
import type { AreaKind } from '../../domain/shared/area.ts'

/** An overpayment as it was found; what became of it are its movements. */
export type OverpaymentTable = {
  overpayment_id: string
  scheme: string
  person_id: string
  case_id: string
  area: string
  area_kind: AreaKind
  number: number
  months: OverpaidMonth[]
  run_id: string
  /** The roll that a price subsidy was paid for; null where it was none, and for every other scheme. */
  price_group: PriceGroup | null
  detected_on: string
  /** Log position at which it was recorded. */
  detected_at: number
}

/** What a fact does to an overpayment. */
export type MovementKind =
  | 'DETECTED'
  | 'REDUCED'
  | 'NOTIFIED'
  | 'INSTALMENTS_AGREED'
  | 'RECOVERED'
  | 'OFFSET_AGREED'
  | 'OFFSET'
  | 'OFFSET_UNDONE'
  | 'WAIVER_PROPOSED'
  | 'WAIVER_REJECTED'
  | 'WAIVED'
  | 'TRANSFERRED'
  | 'REFERRED'

/** One fact about an overpayment, with its sum where it moves one: enough to tell where it stood on any day. */
export type OverpaymentMovementTable = {
  event_id: string
  overpayment_id: string
  kind: MovementKind
  moved_on: string
  fen: number
  /** What the fact says beyond its sum: document, reference, ground, days. */
  details: unknown
  recorded_by: string
  position: number
  /** Version of the stream. */
  revision: number
}
