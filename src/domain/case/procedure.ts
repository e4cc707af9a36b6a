import type { Ruleset, StepName } from '../policy/ruleset.ts'
import { procedureOn, type Scheme } from '../scheme/scheme.ts'
import { schemeIn } from '../scheme/schemes.ts'
import type { CaseContext } from './context.ts'
import type { Acceptance, CaseFile, Investigation } from './file.ts'
import { refuse } from './refusals.ts'

/** The scheme of a case. */
export const schemeOf = ({ scheme }: Pick<CaseFile, 'scheme'>, { schemes }: Pick<CaseContext, 'schemes'>): Scheme =>
  schemeIn(schemes, scheme)

/** The steps and clocks of an accepted case: the ruleset of its acceptance, in its lane. */
export const procedureOf = (
  file: Pick<CaseFile, 'scheme'>,
  { acceptedOn, lane }: Pick<Acceptance, 'acceptedOn' | 'lane'>,
  context: Pick<CaseContext, 'schemes'>,
): Ruleset => procedureOn(schemeOf(file, context), acceptedOn, lane)

/** Whether nobody goes on without a step. */
export const isDemanded = ({ steps }: Pick<Ruleset, 'steps'>, step: StepName): boolean =>
  steps[step].value === 'DEMANDED'

/** Whether nobody goes on without a step: the rules demand it, or whoever sent the dossier back does. */
export const isDue = (
  ruleset: Pick<Ruleset, 'steps'>,
  { returned }: Pick<Investigation, 'returned'>,
  step: StepName,
): boolean => isDemanded(ruleset, step) || (returned?.redo ?? []).some((redone) => redone === step)

/** Refuses a step that the rules of the case do not know. */
export const requireStep = ({ id, steps }: Ruleset, step: StepName): void => {
  const { value, clause } = steps[step]
  if (value === 'NONE') throw refuse('step-unknown', { step, ruleset: id, clause })
}
