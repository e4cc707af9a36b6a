import type { Sex } from '../domain/person/words.ts'
import type { AreaKind } from '../domain/shared/area.ts'
import type { Day } from '../domain/shared/day.ts'
import type { Disability } from '../domain/shared/disability.ts'
import type { Fen } from '../domain/shared/fen.ts'
import type { LeadGroup, NewFate, RollFate } from './fates.ts'
import type { Place } from './places.ts'

/** A made-up person. */
export type DemoPerson = {
  name: string
  relation: 'SELF' | 'SPOUSE' | 'CHILD' | 'PARENT'
  sex: Sex
  birthDate: Day
  idNumber: string
  disability: Disability | null
  seriousIllness: boolean
  canWork: boolean
}

/** A made-up household with what 2023 has in store for it. The first member is the applicant and holds the account. */
export type DemoHousehold = {
  /** R… and C… were on the rural and urban roll before 2023, N… applied in 2023. */
  number: string
  place: Place
  areaKind: AreaKind
  povertyRegister: boolean
  members: readonly [DemoPerson, ...DemoPerson[]]
  /** A child that the story brings. */
  newborn: DemoPerson | null
  /** Countable monthly income of the household, whole yuan in fen. */
  incomeFen: Fen
  account: string
  fate: { roll: RollFate } | { fresh: NewFate; lead: LeadGroup | null }
}
