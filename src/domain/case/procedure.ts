import type { Ruleset, StepName } from '../policy/ruleset.ts'
import { procedureOn, rulesetOn, type Scheme } from '../scheme/scheme.ts'
import { schemeIn } from '../scheme/schemes.ts'
import type { Code } from '../shared/codes.ts'
import { given } from '../shared/given.ts'
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

/** What a case that is decided follows: the ruleset of today, whatever that of its acceptance was. */
export const procedureToday = (
  file: Pick<CaseFile, 'scheme'>,
  context: Pick<CaseContext, 'schemes' | 'today'>,
): Ruleset => rulesetOn(schemeOf(file, context), context.today)

/** The clause of what another county's window takes in for this scheme, as a part of a refusal's facts; nothing where no text says it. */
export const clauseOfElsewhere = (file: CaseFile, context: Pick<CaseContext, 'schemes'>): { clause?: string } => {
  const day = file.elsewhere?.acceptedOn ?? file.filedOn
  const { crossProvince } = rulesetOn(schemeOf(file, context), day).clocks
  return given({ clause: crossProvince?.clause })
}

/**
 * The clause of a refusal that rests on what was assessed, as a part of its facts: that of the first ground which the scheme
 * itself finds; nothing where it finds none of them.
 */
export const clauseOfGrounds = ({ grounds }: Pick<Scheme, 'grounds'>, found: readonly Code[]): { clause?: string } => {
  const [clause] = found.flatMap((ground) => grounds[ground]?.clause ?? [])
  return given({ clause })
}

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
