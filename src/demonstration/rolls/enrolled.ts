import type { AmountFacts } from '../../domain/scheme/calculation.ts'
import type { AreaKind } from '../../domain/shared/area.ts'
import type { Day, Month } from '../../domain/shared/day.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import type { DemoHousehold, DemoPerson } from '../household.ts'
import type { Place } from '../places.ts'

/** Somebody of another roll: registered with it, or known already from the allowance roll or an earlier one. */
export type Who =
  | { known: false; person: DemoPerson }
  | { known: 'HOUSEHOLD'; household: DemoHousehold; index: number; person: DemoPerson }
  | { known: 'ROLL'; number: string; person: DemoPerson }

/** What becomes in 2023 of somebody on another roll than the allowance's. */
export type EnrolledFate = 'STEADY' | 'DIES' | 'DIES_UNREPORTED' | 'SELF_CARE_FALLS'

/** One person on the roll of a scheme that is one person's, with what 2023 has in store. */
export type Enrolled = {
  /** Unique in the county: a letter for the roll, and a running number. */
  number: string
  scheme: SchemeCode
  who: Who
  place: Place
  areaKind: AreaKind
  povertyRegister: boolean
  /** Receives the money for a child. */
  guardian: DemoPerson | null
  /** The home in which the person lives, by its key. */
  home: string | null
  particulars: unknown
  facts: AmountFacts
  /** What is paid for the first month. */
  amountFen: Fen
  fromMonth: Month
  decidedOn: Day
  reviewDue: Day
  account: string
  fate: EnrolledFate
}

/** A roll that is handed over as a whole on one day. */
export type SchemeRoll = { scheme: SchemeCode; enrolled: readonly Enrolled[] }

/** Those on the roll of a scheme for whom 2023 has the same in store. */
export const enrolledIn = (
  rolls: readonly SchemeRoll[],
  code: SchemeCode,
  fate: EnrolledFate = 'STEADY',
): readonly Enrolled[] =>
  rolls.flatMap(({ scheme, enrolled }) => (scheme === code ? enrolled.filter((one) => one.fate === fate) : []))
