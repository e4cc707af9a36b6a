import type { CrisisMeasure } from '../crisis/measures.ts'
import type { PersonState } from '../person/state.ts'
import type { WorkingCalendar } from '../policy/calendar.ts'
import type { Policy } from '../policy/policy.ts'
import type { EarlierGrant } from '../scheme/aid-first.ts'
import type { Scheme } from '../scheme/scheme.ts'
import type { Actor } from '../shared/actor.ts'
import type { Day, Month } from '../shared/day.ts'
import type { Fen } from '../shared/fen.ts'

/** Everything a case must know beside its own stream, read by the caller at one log position. */
export type CaseContext = {
  actor: Actor
  /** The day it is for the law. */
  today: Day
  /** The schemes that there are. */
  schemes: readonly Scheme[]
  policy: Policy
  calendar: WorkingCalendar
  /** The crisis measures of the area and of those above it; none where absent. */
  crisis?: readonly CrisisMeasure[]
  /** Members, holder, and whoever the command names. */
  persons: ReadonlyMap<string, PersonState>
  /** Persons whose live claim on the scheme names this case. */
  claimsHeld: readonly string[]
  /** Registered institutions among those that the command names. */
  institutions?: ReadonlySet<string>
  /** Those of them in which this case has a bed. */
  bedsHeld?: ReadonlySet<string>
  /** The last month for which this case's money has been instructed; absent or null where none has. */
  lastInstructedMonth?: Month | null
  /** What was granted to the members before under the same scheme, by other cases. */
  earlierGrants?: readonly EarlierGrant[]
  /** The draw on the reserve that an aid is to rest on. */
  draw?: { drawId: string; amountFen: Fen } | undefined
}
