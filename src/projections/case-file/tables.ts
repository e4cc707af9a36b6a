import type { Deadline } from '../../domain/case/clocks.ts'
import type { CaseState, CaseStatus } from '../../domain/case/state.ts'
import type { AreaKind } from '../../domain/shared/area.ts'
import type { HandColumns } from '../hand.ts'

/** The domain's own state of a case, folded from its events; personal fields in it are sealed text. */
export type CaseStateTable = { case_id: string; state: CaseState }

/** One row per case: where it stands now. Days and months are text, money is whole fen, positions are log positions. */
export type CaseFileTable = {
  case_id: string
  scheme: string
  status: CaseStatus
  area: string
  /** Null while the case is a lead. */
  area_kind: AreaKind | null
  /** Person id of the applicant; of the person named while the case is a lead. */
  applicant: string | null
  /** Person id of who receives the household's money, from the first decision on. */
  holder: string | null
  filing: 'HOUSEHOLD' | 'SINGLE' | null
  members: string[]
  opened_on: string
  accepted_on: string | null
  ruleset: string | null
  /** The newest limit of each clock. */
  deadlines: Deadline[]
  decision_number: string | null
  decided_on: string | null
  from_month: string | null
  to_month: string | null
  /** Monthly amount of the last decision. */
  amount_fen: number | null
  review_due: string | null
  /** Why the review that is open was opened, and what has joined it; empty where none is. */
  review_causes: string[]
  /** The day from which something is true by time alone that a round must write down. */
  due_on: string | null
  /** Entered from an existing roll instead of by the steps of a case. */
  taken_over: boolean
  close_relative: boolean
  poverty_register: boolean
  /** Version of the case's stream. */
  revision: number
  /** Position and recorded time of the newest event. */
  position: number
  recorded_at: string
}

/** Every event of every case, in order, with its envelope; personal fields in `data` are sealed text. */
export type CaseTimelineTable = HandColumns & {
  case_id: string
  version: number
  position: number
  event_id: string
  type: string
  command: string
  correlation: string
  causation: string
  reason: string | null
  basis: string | null
  delegation: string | null
  on_behalf_of: string | null
  /** The log position at which the context of the decision was read. */
  read_at: string | null
  corrects: string | null
  annuls: string | null
  data: unknown
}
