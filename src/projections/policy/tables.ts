import type { RateAreaKind } from '../../domain/policy/rate.ts'

/** What a policy entry is. */
export const policyKinds = ['STANDARD', 'LINK', 'FIGURE', 'TIERS', 'PARAMETER', 'CALENDAR', 'DELEGATION'] as const
export type PolicyKind = (typeof policyKinds)[number]

/** One row per published standard, link, figure, tier table, parameter, holiday calendar or delegation, with the document it rests on. */
export type PolicyEntryTable = {
  entry_id: string
  kind: PolicyKind
  area: string
  scheme: string | null
  area_kind: RateAreaKind | null
  /** Name of a parameter or rate. */
  key: string | null
  effective_from: string
  effective_until: string | null
  in_force_on: string
  document_number: string
  document_title: string
  document_issuer: string
  /** What it says, by kind: `{ figure }`, `{ use, factor, base }`, `{ tiers }`, `{ value }`, `{ year, … }`, `{ to, capFen }`. */
  value: unknown
  event_id: string
  published_at: number
  /** Taken back: the day, the document and the log position. */
  withdrawn_on: string | null
  withdrawn_document: string | null
  withdrawn_at: number | null
}
