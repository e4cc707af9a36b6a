import type { AssessmentPlace } from '../../../src/domain/scheme/assessment.ts'
import type { AssessedMember, Assessment } from '../../../src/domain/scheme/household.ts'
import { rulesetOn } from '../../../src/domain/scheme/scheme.ts'
import { assess as assessUnder } from '../../../src/domain/scheme/subsistence-allowance/assess.ts'
import { subsistenceAllowance } from '../../../src/domain/scheme/subsistence-allowance/subsistence-allowance.ts'

/** The allowance's assessment under the rules of its day. */
export const assess = (
  found: Assessment,
  members: readonly AssessedMember[],
  place: Omit<AssessmentPlace, 'ruleset' | 'held'>,
) => assessUnder(found, members, { ...place, ruleset: rulesetOn(subsistenceAllowance, place.day), held: [] })
