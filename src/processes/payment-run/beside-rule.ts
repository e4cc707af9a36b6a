import { effectBeside } from '../../domain/scheme/exclusions.ts'
import type { Day } from '../../domain/shared/day.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'

/** What one human holds in a month by a case, in whichever county and under whichever person record. */
export type Holding = {
  caseId: string
  scheme: SchemeCode
  /** Log position of its claim: tells which of two was there first. */
  claimedAt: bigint
  /** What it gives per head in the month; null where no standard says. */
  perHeadFen: Fen | null
}

/** What another holding of the same human does to one: `UNKNOWN` where it takes a standard to say, and none is in force. */
export type BesideFound = { effect: 'EXCLUDES' | 'TOP_UP' | 'UNKNOWN'; clause: string }

/** The cell of the exclusion matrix for two holdings of one human on a day, with the sums compared where it asks for them. */
export const effectOn = (own: Holding, other: Holding, day: Day): BesideFound | undefined => {
  const later = other.claimedAt < own.claimedAt
  const found = effectBeside({ scheme: own.scheme, other: other.scheme, later, day })
  if (!found) return undefined
  const { effect, clause } = found
  if (effect === 'EXCLUDES') return { effect, clause }
  if (other.perHeadFen === null) return { effect: 'UNKNOWN', clause }
  if (effect === 'TOP_UP') return { effect, clause }
  const ownFen = own.perHeadFen ?? 0
  const isHigher = other.perHeadFen > ownFen || (other.perHeadFen === ownFen && later)
  return isHigher ? { effect: 'EXCLUDES', clause } : undefined
}
