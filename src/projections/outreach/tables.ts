import type { AlertOutcome, AlertSource, AlertStatus, VisitFinding } from '../../domain/alert/words.ts'
import type {
  Department,
  EnquiryChannel,
  EnquiryKind,
  EnquiryStatus,
  ReferralOutcome,
} from '../../domain/enquiry/words.ts'

/** One row per warning: by when it is visited, and how it ended. */
export type AlertTable = {
  alert_id: string
  person_id: string
  area: string
  source: AlertSource
  status: AlertStatus
  raised_on: string
  visit_by: string
  visit_by_provisional: boolean
  visit_clause: string
  /** The day of the last visit at which somebody was met; null while there was none. */
  visited_on: string | null
  finding: VisitFinding | null
  closed_on: string | null
  outcome: AlertOutcome | null
  case_ids: string[]
  enquiry_id: string | null
  revision: number
  position: number
}

/** One row per enquiry at the one window. */
export type EnquiryTable = {
  enquiry_id: string
  person_id: string
  area: string
  channel: EnquiryChannel
  kind: EnquiryKind
  hotline: string | null
  ticket: string | null
  status: EnquiryStatus
  received_on: string
  answer_by: string
  answer_clause: string
  closed_on: string | null
  referrals: number
  open_referrals: number
  revision: number
  position: number
}

/** One row per referral, to a scheme or to another department. */
export type ReferralTable = {
  referral_id: string
  enquiry_id: string
  person_id: string
  area: string
  scheme: string | null
  case_id: string | null
  department: Department | null
  office: string | null
  matter: string
  sent_on: string
  answer_by: string | null
  answered_on: string | null
  outcome: ReferralOutcome | null
  answer: string | null
}
