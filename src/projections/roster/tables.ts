import type { AmountFacts } from '../../domain/scheme/calculation.ts'
import type { Payee } from '../../domain/scheme/payee.ts'
import type { AreaKind } from '../../domain/shared/area.ts'

/**
 * One stretch of months of one household under unchanged facts, as known between two log positions. At any position the
 * stretches of a case do not overlap, so "on roll for month M as known at N" is at most one row per case.
 */
export type RosterEntryTable = {
  case_id: string
  scheme: string
  /** First and last month of the stretch; null while no decision has set an end. */
  from_month: string
  to_month: string | null
  /** Known from this position on, until before this one; null while it is what is known. */
  known_from: number
  known_to: number | null
  area: string
  area_kind: AreaKind
  /** Person id of who receives the household's money. */
  holder: string
  members: string[]
  member_count: number
  facts: AmountFacts
  /** Monthly amount under the standard on which it was decided; a month's line is computed from `facts` again. */
  amount_fen: number
  poverty_register: boolean
  close_relative: boolean
  /** Whose account the money goes to. */
  payee: Payee
  /** Last day of what ends by itself; null where only a decision ends it. */
  ends_on: string | null
  /** Rests on an old decision taken over from an existing roll. */
  taken_over: boolean
  /** Months of a pause: not in force, and not paid. */
  suspended: boolean
  /** Months of a gradual exit (渐退期) inside the stretch. */
  gradual_exit_from: string | null
  gradual_exit_to: string | null
  /** The decision that it rests on; the old one where the household was taken over. */
  decision_number: string
  /** The event that made these facts. */
  event_id: string
}

/** A recorded death, bitemporal: it marks the rows of its person without changing their months. */
export type RosterDeathTable = {
  person_id: string
  died_on: string
  known_from: number
  known_to: number | null
}
