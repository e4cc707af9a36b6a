import { procedureOn } from '../../scheme/scheme.ts'
import { actDay } from '../../shared/act-day.ts'
import { latest } from '../../shared/day.ts'
import { requireNoAidFirst } from '../aid.ts'
import { heldBy } from '../amount.ts'
import { acceptanceDeadlines } from '../deadlines.ts'
import { idsOf, requireAlive, requireAuthorizations, requireClaims } from '../guards.ts'
import { particularsSoFar } from '../particulars.ts'
import { clauseOfElsewhere, isDemanded, schemeOf } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import type { StepTable } from '../step.ts'

/** Acceptance (受理): what must be on file, then ruleset and lane are fixed and the clocks start. */
export const acceptanceSteps = {
  AcceptApplication: ({ subject, data }, { file }, context) => {
    if (file.elsewhere && file.elsewhere.sentHomeOn === null)
      throw refuse('not-sent-home', { at: file.elsewhere.at, ...clauseOfElsewhere(file, context) })
    const { day, entry } = actDay(data, context.today, latest(file.filedOn, file.elsewhere?.sentHomeOn))
    const memberIds = idsOf(file.members)
    const scheme = schemeOf(file, context)
    const particulars = particularsSoFar(scheme, file)
    requireNoAidFirst(scheme, file, context, day, particulars)
    const lane = particulars === undefined ? null : (scheme.lanes?.of(particulars, day) ?? null)
    const ruleset = procedureOn(scheme, day, lane)
    if (isDemanded(ruleset, 'commitment') && (file.commitmentSignedOn === null || file.commitmentSignedOn > day))
      throw refuse('commitment-missing', { clause: ruleset.steps.commitment.clause })
    if (isDemanded(ruleset, 'economicCheck')) requireAuthorizations(file, ruleset, day)
    if (isDemanded(ruleset, 'closeRelatives') && file.closeRelatives === null)
      throw refuse('close-relatives-not-asked', { clause: ruleset.steps.closeRelatives.clause })
    requireAlive(memberIds, context)
    scheme.checkFiling({ ...file, day, held: heldBy(file, context), particulars })
    if (scheme.exclusive) requireClaims(subject, memberIds, file, context)
    return [
      {
        type: 'ApplicationAccepted',
        data: {
          caseId: subject,
          acceptedOn: day,
          ruleset: ruleset.id,
          lane,
          closeRelative: (file.closeRelatives ?? []).length > 0,
          claimed: scheme.exclusive ? memberIds : [],
          deadlines: acceptanceDeadlines(file, ruleset, day, context),
        },
        ...entry,
      },
    ]
  },
} satisfies Partial<StepTable>
