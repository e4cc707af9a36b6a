import type { Sex } from '../../domain/person/words.ts'

/** The register of persons. Personal data stays sealed text as it is in the log; readers open and mask it (`names.ts`). */
export type PersonTable = {
  person_id: string
  name_sealed: string
  id_number_sealed: string
  birth_date_sealed: string
  address_sealed: string
  /** Blind index of the ID number: what a search compares. */
  id_index: string | null
  sex: Sex
  area: string
  bank: string | null
  account_sealed: string | null
  account_holder_sealed: string | null
  /** The event that registered the account. */
  account_event: string | null
  died_on: string | null
  registered_on: string
  /** Version of the person's stream, position of its newest event. */
  revision: number
  position: number
}

/** A claim of a person on a scheme; live while `released_at` is null. */
export type PersonClaimTable = {
  person_id: string
  scheme: string
  case_id: string
  from_month: string
  to_month: string | null
  /** Log positions at which it was taken and released. */
  claimed_at: number
  released_at: number | null
  /** Last month it covered; null when it never paid. */
  last_month: string | null
  reason: string | null
}

/** Which ID number a person record bore between two log positions, by its blind index: how two records of one human are known. */
export type IdNumberBearerTable = {
  person_id: string
  id_index: string
  known_from: number
  known_to: number | null
}
