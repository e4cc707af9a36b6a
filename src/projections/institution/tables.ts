import type { DischargeReason, InstitutionKind } from '../../domain/institution/words.ts'

/** A home for supported people as it stands now. */
export type InstitutionTable = {
  institution_id: string
  name: string
  kind: InstitutionKind
  area: string
  beds: number
  credit_code: string | null
  bank: string | null
  /** All but the last four digits starred. */
  account_masked: string | null
  closed_on: string | null
  /** The newest move of all its residents; finished once `move_finished_on` says so. */
  move_into: string | null
  move_from_month: string | null
  move_residents: number | null
  move_finished_on: string | null
  /** Version of its stream, position of its newest event. */
  revision: number
  position: number
}

/** A stay: who had a bed from which day to which, by which case, and between which log positions that was known. */
export type InstitutionResidentTable = {
  institution_id: string
  case_id: string
  person_id: string
  from_day: string
  /** Null while nobody has said when it ends. */
  last_day: string | null
  reason: DischargeReason | null
  admitted_at: number
  discharged_at: number | null
}
