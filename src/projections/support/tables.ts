import type { SupportForm } from '../../domain/scheme/extreme-poverty-support/particulars.ts'
import type { SelfCareLevel } from '../../domain/scheme/extreme-poverty-support/self-care.ts'

/** How somebody is supported from a day on, as one event left it; the newest for a day counts. */
export type SupportArrangementTable = {
  case_id: string
  /** Log position of the event. */
  known_at: number
  from_day: string
  /** Null until it is known. */
  form: SupportForm | null
  level: SelfCareLevel | null
  institution_id: string | null
  /** Last day of the care agreement. */
  agreement_until: string | null
  /** An act of its own, or what a decision on the amount says. */
  source: 'ACT' | 'DECISION'
}

/** Which form somebody said they would like, and when. */
export type SupportWishTable = {
  case_id: string
  known_at: number
  stated_on: string
  wish: SupportForm
  stated_by: 'SELF' | 'GUARDIAN'
  occasion: 'SURVEY' | 'REVIEW' | 'OWN_REQUEST'
}
