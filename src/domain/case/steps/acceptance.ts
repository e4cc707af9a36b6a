import { rulesetForAcceptance } from '../../policy/rulesets.ts'
import { findScheme } from '../../scheme/schemes.ts'
import { acceptanceDeadlines } from '../deadlines.ts'
import { idsOf, requireAlive, requireAuthorizations, requireClaims } from '../guards.ts'
import { refuse } from '../refusals.ts'
import { actDay, type StepTable } from '../step.ts'

/** Acceptance (受理): what must be on file, then the ruleset is fixed and the clocks start. */
export const acceptanceSteps = {
  AcceptApplication: ({ subject, data }, { file }, context) => {
    const { day, entry } = actDay(data, context.today, file.filedOn)
    const memberIds = idsOf(file.members)
    if (file.commitmentSignedOn === null || file.commitmentSignedOn > day) throw refuse('commitment-missing')
    requireAuthorizations(file, day)
    if (file.closeRelatives === null) throw refuse('close-relatives-not-asked')
    requireAlive(memberIds, context)
    const { filing, applicant, members } = file
    findScheme(file.scheme).checkFiling({ filing, applicant, members, byProxy: file.byProxy, day })
    requireClaims(subject, memberIds, file, context)
    return [
      {
        type: 'ApplicationAccepted',
        data: {
          caseId: subject,
          acceptedOn: day,
          ruleset: rulesetForAcceptance(day).id,
          closeRelative: file.closeRelatives.length > 0,
          claimed: memberIds,
          deadlines: acceptanceDeadlines(file, day, context),
        },
        ...entry,
      },
    ]
  },
} satisfies Partial<StepTable>
