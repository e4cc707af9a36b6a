import type { StepName } from '../policy/ruleset.ts'
import { procedureOn } from '../scheme/scheme.ts'
import type { CaseContext } from './context.ts'
import type { Acceptance, CaseFile } from './file.ts'
import { particularsSoFar } from './particulars.ts'
import { isDemanded, procedureOf, schemeOf } from './procedure.ts'
import { refuse } from './refusals.ts'

/**
 * Refuses a grant whose facts, as found since the acceptance and on the day of the decision, belong to a procedure that
 * demands more than the one that was followed: nobody is let in by the door of an emergency and granted something else, nor
 * by a status that has run out meanwhile.
 */
export const requireLaneKept = (file: CaseFile, acceptance: Acceptance, context: CaseContext): void => {
  const scheme = schemeOf(file, context)
  const particulars = particularsSoFar(scheme, file)
  if (!scheme.lanes || particulars === undefined) return
  const lane = scheme.lanes.of(particulars, context.today)
  if (lane === acceptance.lane) return
  const followed = procedureOf(file, acceptance, context)
  const now = procedureOn(scheme, acceptance.acceptedOn, lane)
  const steps = (Object.keys(now.steps) as StepName[]).filter(
    (step) => isDemanded(now, step) && !isDemanded(followed, step),
  )
  if (steps.length > 0) throw refuse('lane-demands-more', { lane, accepted: acceptance.lane, steps })
}
