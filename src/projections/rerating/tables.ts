import type { KnownChange } from '../../domain/rerating/change.ts'
import type { DoneCase, MovedRate, ReratingTotal } from '../../domain/rerating/events.ts'
import type { Outcome, Reason } from '../../domain/rerating/outcome.ts'
import type { ReratingStatus } from '../../domain/rerating/state.ts'
import type { AreaKind } from '../../domain/shared/area.ts'

/** A re-rating as it was known from one event to the next: one row per event. */
export type ReratingTable = {
  rerating_id: string
  area: string
  scheme: string
  change: KnownChange
  from_month: string
  status: ReratingStatus
  opened_on: string
  opened_by: string
  /** Number of the calculation that counts or is under way; 0 before the first. */
  attempt: number
  hash: string | null
  /** The log position at which roll and policy were read. */
  read_at: number | null
  totals: ReratingTotal[]
  rates: MovedRate[]
  calculated_on: string | null
  calculated_by: string | null
  approved_on: string | null
  approved_by: string | null
  /** How far the application has come. */
  adjusted: number
  reviews_opened: number
  left_to_case: number
  applied_on: string | null
  applied_by: string | null
  closed_on: string | null
  summary: string | null
  revision: number
  position: number
  known_from: number
  known_to: number | null
}

/** One case of a calculation, also of those that another one has replaced, and what was done to it. */
export type ReratingLineTable = {
  rerating_id: string
  attempt: number
  case_id: string
  person_id: string
  area: string
  area_kind: AreaKind
  outcome: Outcome
  reason: Reason
  month: string
  before_fen: number | null
  after_fen: number | null
  decided_from: string
  decided_fen: number
  past_fen: number
  result: DoneCase['result'] | null
  code: string | null
  /** Log position at which the result was recorded. */
  done_at: number | null
}
