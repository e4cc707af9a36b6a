import type { FundSource } from '../../domain/reserve/events.ts'

/** What a row of a reserve's book is. */
export const reserveMovementKinds = [
  'ALLOCATED',
  'REPLENISHED',
  'SETTLED',
  'DRAWN',
  'DRAW_RETURNED',
  'ANNULLED',
  'COUNTED',
] as const
export type ReserveMovementKind = (typeof reserveMovementKinds)[number]

/** One row per fact of a reserve. `moved_on` is the day it concerns, `position` when it was known. */
export type ReserveMovementTable = {
  /** The transfer, draw, return or count; for an annulment its event. */
  movement_id: string
  kind: ReserveMovementKind
  area: string
  moved_on: string
  /** What the fact says; for a count the cash counted. */
  amount_fen: number
  /** What it does to the balance: in, out (negative), or nothing. */
  effect_fen: number
  /** The balance after it, in the order of the log. */
  balance_fen: number
  source: FundSource | null
  budget_year: number | null
  document_number: string | null
  /** The draw that a return or an annulment is about; of a draw itself its own id. */
  draw_id: string | null
  case_id: string | null
  person_id: string | null
  hardship_sealed: string | null
  /** Of a count: what the book said, and counted less book. */
  book_fen: number | null
  difference_fen: number | null
  explanation: string | null
  recorded_by: string
  event_id: string
  position: number
}

/** One row per aid that was handed out before the procedure, and what has become of its paperwork. */
export type EmergencyAidTable = {
  draw_id: string
  case_id: string
  /** The township whose reserve paid. */
  area: string
  /** The recipient. */
  person_id: string
  amount_fen: number
  form: 'CASH' | 'GOODS'
  decision_number: string
  decided_on: string
  /** Decided by the township under a delegation: to be filed with the county. */
  delegated: boolean
  /** Whether the law left a choice. */
  aid_first: 'MAY' | 'MUST'
  paperwork_due: string
  granted_by: string
  granted_at: number
  completed_on: string | null
  completed_at: number | null
  outcome: 'BORNE_OUT' | 'NOT_BORNE_OUT' | null
  filed_on: string | null
  filed_at: number | null
}
