import type { AreaKind } from '../../domain/shared/area.ts'

/** What a policy entry is. */
export type PolicyKind = 'STANDARD' | 'TIERS' | 'PARAMETER' | 'CALENDAR' | 'DELEGATION'

/** One row per published standard, tier table, parameter, holiday calendar or delegation, with the document it rests on. */
export type PolicyEntryTable = {
  entry_id: string
  kind: PolicyKind
  area: string
  scheme: string | null
  area_kind: AreaKind | null
  /** Name of a parameter. */
  key: string | null
  effective_from: string
  effective_until: string | null
  in_force_on: string
  document_number: string
  document_title: string
  document_issuer: string
  /** What it says, by kind: `{ monthlyFen }`, `{ tiers }`, `{ value }`, `{ year, daysOff, … }`, `{ to, capFen }`. */
  value: unknown
  event_id: string
  published_at: number
  /** Taken back: the day, the document and the log position. */
  withdrawn_on: string | null
  withdrawn_document: string | null
  withdrawn_at: number | null
}
