import type { SamplePlan, Stratum } from '../../domain/inspection/events.ts'
import type {
  CheckMode,
  CheckResult,
  FindingCode,
  FindingStatus,
  InspectionStatus,
  SampleOf,
} from '../../domain/inspection/words.ts'

/** Where a case lies, as its own events have said so far. */
export type InspectionPlaceTable = { case_id: string; scheme: string; area: string }

/** An act that can be checked: a dossier handed to the county, or a decision that a township made under a delegation. */
export type InspectionActTable = {
  event_id: string
  case_id: string
  kind: Exclude<SampleOf, 'ROLL'>
  /** The event type: `DossierSubmitted`, `GrantDecided` … */
  act: string
  scheme: string
  township: string
  /** The day of the act. */
  on_day: string
  decision_number: string | null
  delegation_id: string | null
  position: number
  /** The day on which a delegated decision was filed with the county; null while it was not. */
  filed_on: string | null
}

/** One row per inspection. */
export type InspectionTable = {
  inspection_id: string
  area: string
  title: string
  document_number: string | null
  status: InspectionStatus
  opened_on: string
  closed_on: string | null
  sample: SamplePlan | null
  draw_key: string | null
  population_sha256: string | null
  /** The log position at which the population was known. */
  drawn_from: string | null
  strata: Stratum[]
  /** Who was added to the list of the plan. */
  added_inspectors: string[]
  population: number
  drawn: number
  checked: number
  discrepant: number
  findings: number
  open_findings: number
  revision: number
  position: number
}

/** A drawn case and its check. */
export type InspectionCheckTable = {
  inspection_id: string
  case_id: string
  of: SampleOf
  scheme: string
  township: string
  inspectors: string[]
  checked_on: string | null
  mode: CheckMode | null
  result: CheckResult | null
  note: string | null
}

/** A finding and what became of it. */
export type InspectionFindingTable = {
  finding_id: string
  inspection_id: string
  area: string
  case_id: string | null
  code: FindingCode
  what: string
  found_on: string
  rectify_by: string
  status: FindingStatus
  measures: string | null
  reported_on: string | null
  verified_on: string | null
  note: string | null
}
