import type { PriceGroup } from '../../domain/price/groups.ts'
import type { PriceIndexKind } from '../../domain/price/index-kind.ts'
import type { JudgedIndex } from '../../domain/price/trigger.ts'

/** A published index, and the fact that corrected it where one did. */
export type PriceIndexTable = {
  index_id: string
  area: string
  month: string
  index: PriceIndexKind
  /** Hundredths of a per cent. */
  year_on_year: number
  released_on: string
  document_number: string
  document_title: string
  document_issuer: string
  corrects: string | null
  event_id: string
  published_at: number
  corrected_by: string | null
  corrected_at: number | null
}

/** What was decided about a month of an area; what only a met trigger has is null otherwise. */
export type PriceOutcomeTable = {
  trigger_id: string
  area: string
  month: string
  version: string
  met: boolean
  judged: JudgedIndex[]
  triggered_by: PriceIndexKind | null
  rise: number | null
  factor: number | null
  groups: PriceGroup[] | null
  floor_fen: number | null
  floor_clause: string | null
  pay_by: string | null
  /** The holiday calendar of a year was missing when the day was counted. */
  pay_by_provisional: boolean | null
  pay_by_clause: string | null
  /** For a month without a trigger: the month before, where that was the last one paid. */
  suspends_after: string | null
  replaces: string | null
  declared_on: string
  event_id: string
  decided_at: number
  /** The outcome of the same area and month that counts in its stead. */
  replaced_by: string | null
  replaced_at: number | null
}

/** An imported roster: of whom, and how many; the persons themselves are in the log. */
export type PriceRosterTable = {
  roster_id: string
  area: string
  price_group: PriceGroup
  month: string
  persons: number
  sha256: string
  replaces: string | null
  imported_on: string
  /** Of its newest part. */
  imported_at: number
  /** Its last part is here: until then it is not on any list. */
  complete: boolean
  replaced_by: string | null
  replaced_at: number | null
}
