import type { PaymentKind } from '../../domain/payment/events.ts'
import type { LineOffset } from '../../domain/payment/offset.ts'
import type { RunPurpose } from '../../domain/payment/run-events.ts'
import type { RunStatus } from '../../domain/payment/run-state.ts'
import type { PriceGroup } from '../../domain/price/groups.ts'
import type { Payee } from '../../domain/scheme/payee.ts'
import type { AreaKind } from '../../domain/shared/area.ts'

/** One row per payment run: content, totals and who did which step. */
export type PaymentRunTable = {
  run_id: string
  area: string
  scheme: string
  month: string
  number: number
  purpose: RunPurpose
  status: RunStatus
  opened_on: string
  opened_by: string
  /** The last day on which it may be paid, where the law sets one, and the clause. */
  due: string | null
  due_provisional: boolean | null
  due_clause: string | null
  /** Number of the calculation that counts; 0 before the first. */
  attempt: number
  /** The log position at which roster and policy were read. */
  read_at: number | null
  /** The same of the newest calculation that ever counted, also after the run was sent back; null before the first. */
  last_read_at: number | null
  /** Log position of the newest return file that was imported. */
  imported_at: number | null
  line_count: number
  total_fen: number
  held_count: number
  hash: string | null
  calculated_on: string | null
  calculated_by: string | null
  reviewed_on: string | null
  reviewed_by: string | null
  approved_on: string | null
  approved_by: string | null
  /** Why it was sent back last. */
  sent_back_reason: string | null
  instructed_on: string | null
  paid_count: number
  paid_fen: number
  returned_count: number
  returned_fen: number
  /** Return lines without an answer; the run cannot close while there are any. */
  open_exceptions: number
  reconciled_on: string | null
  closed_on: string | null
  revision: number
  position: number
}

/** One line of a calculation, also of those that were sent back. */
export type PaymentRunLineTable = {
  run_id: string
  attempt: number
  payment_id: string
  case_id: string
  person_id: string
  /** The month that is paid for. */
  month: string
  kind: PaymentKind
  sequence: number
  /** What is paid: gross less every offset. */
  amount_fen: number
  gross_fen: number
  offset_fen: number
  offsets: LineOffset[]
  /** Whose account it goes to. */
  payee: Payee
  /** The protected group of a price subsidy; null for every other scheme. */
  price_group: PriceGroup | null
  area: string
  area_kind: AreaKind
  members: number
  standard_fen: number
  standard_document: string
  /** SHA-256 of the payee's sealed account. */
  account: string
  reissue_of: string | null
}

/** A household held back from a calculation, and why. */
export type PaymentRunHeldTable = {
  run_id: string
  attempt: number
  case_id: string
  person_id: string
  month: string
  reason: string
  /** The case that stands in the way, its scheme, and the clause; null where none does. */
  other_case_id: string | null
  other_scheme: string | null
  clause: string | null
}

/** A bank file of a run. */
export type PaymentRunFileTable = {
  run_id: string
  file_id: string
  part: number
  sha256: string
  size: number
  line_count: number
  total_fen: number
  built_on: string
  built_by: string
  sent_on: string | null
  sent_by: string | null
}

/** A line of a return file that did not fit, and the answer it was given. */
export type PaymentRunExceptionTable = {
  run_id: string
  sha256: string
  line: number
  code: string
  payment_id: string | null
  settled_on: string | null
  settled_by: string | null
  answer: string | null
}
