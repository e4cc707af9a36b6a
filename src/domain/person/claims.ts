import { excludes } from '../scheme/exclusions.ts'
import type { Day, Month } from '../shared/day.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import { refuse } from './refusals.ts'
import { type Claim, isLive, type Person } from './state.ts'

/** A claim that a case wants. */
export type WantedClaim = { scheme: SchemeCode; caseId: string; fromMonth: Month; toMonth: Month | null }

/**
 * Whether a case may take a scheme for a person: no other live claim on the same scheme or on one that excludes it, and no
 * month that a released one has covered. Answers `held` where this very case holds it already.
 */
export const checkClaim = (person: Person, wanted: WantedClaim, today: Day): 'free' | 'held' => {
  if (wanted.toMonth !== null && wanted.toMonth < wanted.fromMonth) throw refuse('claim-months')
  const rivals = person.claims.filter((claim) => excludes(claim.scheme, wanted.scheme, today))
  if (rivals.some((claim) => isLive(claim) && claim.scheme === wanted.scheme && claim.caseId === wanted.caseId))
    return 'held'
  if (person.diedOn !== null) throw refuse('person-deceased', { personId: person.personId })
  const rival = rivals.find((claim) => isLive(claim) || coveredFrom(claim, wanted.fromMonth))
  if (rival)
    throw refuse('scheme-claimed', {
      personId: person.personId,
      caseId: rival.caseId,
      scheme: rival.scheme,
      lastMonth: rival.released?.lastMonth ?? null,
    })
  return 'free'
}

/** The live claim of another case beside which this one may not stand on a day; undefined where there is none. */
export const exclusionOf = (
  { claims }: Person,
  { scheme, caseId }: Pick<WantedClaim, 'scheme' | 'caseId'>,
  day: Day,
): Claim | undefined =>
  claims.find((claim) => isLive(claim) && claim.caseId !== caseId && excludes(claim.scheme, scheme, day))

const coveredFrom = ({ released }: Claim, fromMonth: Month): boolean =>
  released !== null && released.lastMonth !== null && released.lastMonth >= fromMonth
