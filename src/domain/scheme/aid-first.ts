import type { Policy } from '../policy/policy.ts'
import type { Cited, Limit } from '../policy/ruleset.ts'
import type { AreaCode, AreaKind } from '../shared/area.ts'
import type { Day } from '../shared/day.ts'
import type { Hardship, HardshipCause } from '../shared/hardship.ts'

/** Where and when somebody is in need at once. */
export type AidQuestion<Facts = unknown> = {
  policy: Policy
  area: AreaCode
  areaKind: AreaKind
  day: Day
  memberCount: number
  particulars: Facts
}

/**
 * Aid before the procedure (先行救助): cash from the township's reserve at once, the paperwork after it. A scheme that has
 * this opens the fast lane of a case.
 */
export type AidFirst<Facts = unknown> = {
  /** Whether these facts may, or must, be helped before anything is looked into. */
  may: (question: AidQuestion<Facts>) => Cited<'NO' | 'MAY' | 'MUST'>
  /** From the aid: until when the paperwork is complete. */
  paperwork: (question: AidQuestion<Facts>) => Limit
  /** From which day on an aid for the same cause stands in the way of this one; null where none does. */
  onceSince: (question: AidQuestion<Facts>) => Day | null
  /** For what the reserve is drawn on. */
  hardship: (particulars: Facts) => Hardship
}

/** Something granted before to one of the members, whichever way. */
export type EarlierGrant = { caseId: string; grantedOn: Day; cause: HardshipCause }

/** What decides whether a grant repeats an earlier one. */
export type RepeatQuestion<Facts = unknown> = {
  policy: Policy
  area: AreaCode
  day: Day
  particulars: Facts
  earlier: readonly EarlierGrant[]
}
