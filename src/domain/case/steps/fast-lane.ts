import { dueOf } from '../../policy/ruleset.ts'
import { rulesetOn } from '../../scheme/scheme.ts'
import { actDay } from '../../shared/act-day.ts'
import type { Fen } from '../../shared/fen.ts'
import { given } from '../../shared/given.ts'
import { aidQuestion, requireAidFirst, requireFirstTime, requireOpen } from '../aid.ts'
import { computeAmount, firstMonthOf, requireQualified, requireStatedAmount } from '../amount.ts'
import { decidingAuthority } from '../authority.ts'
import type { CaseContext } from '../context.ts'
import type { CaseFile } from '../file.ts'
import { idsOf, requireAlive, requireMember } from '../guards.ts'
import { requireParticulars } from '../particulars.ts'
import { schemeOf } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import { fileOf } from '../state.ts'
import type { StepTable } from '../step.ts'

/** The draw that pays for an aid: of its very sum, and not given up meanwhile. */
const requireDraw = ({ abandonedDraws }: CaseFile, { draw }: CaseContext, amountFen: Fen): string => {
  if (!draw || draw.amountFen !== amountFen) throw refuse('draw-missing', { amountFen, drawnFen: draw?.amountFen ?? 0 })
  if (abandonedDraws.includes(draw.drawId)) throw refuse('draw-abandoned', { drawId: draw.drawId })
  return draw.drawId
}

/** Aid first (先行救助), and what follows it on paper. */
export const fastLaneSteps = {
  GrantEmergencyAid: ({ subject, data }, { file }, context) => {
    const { day, entry } = actDay(data, context.today, file.filedOn)
    // What was done on the spot is judged by the rules, the delegation and the standard of that day.
    const then = { ...context, today: day }
    const scheme = schemeOf(file, context)
    const particulars = requireParticulars(scheme, file)
    const question = aidQuestion(file, context, day, particulars)
    const aidFirst = requireAidFirst(scheme)
    const permission = requireOpen(aidFirst, question)
    const memberIds = idsOf(file.members)
    requireMember(file, data.recipient)
    requireAlive(memberIds, then)
    const { filing, applicant, members, byProxy } = file
    scheme.checkFiling({ filing, applicant, members, byProxy, day })
    const result = computeAmount(file, then, { day, month: firstMonthOf(file, context, day) })
    const { sheet, facts } = result
    const authority = decidingAuthority(file, then, sheet.amountFen)
    requireQualified(file, context, result)
    requireStatedAmount(data.amountFen, sheet.amountFen)
    if (facts.mode === 'INSTALMENTS' && facts.instalments.length > 1) throw refuse('aid-first-staged')
    requireFirstTime(scheme, file, context, day, particulars)
    const drawId = requireDraw(file, context, sheet.amountFen)
    const limit = aidFirst.paperwork(question)
    return [
      {
        type: 'EmergencyAidGranted',
        data: {
          caseId: subject,
          decidedOn: day,
          decisionNumber: data.decisionNumber,
          delegationId: authority.delegationId,
          ruleset: rulesetOn(scheme, day).id,
          personId: data.recipient,
          hardship: aidFirst.hardship(particulars),
          amountFen: sheet.amountFen,
          form: data.form,
          drawId,
          aidFirst: permission,
          sheet,
          deadlines: [{ clock: 'PAPERWORK', ...dueOf(limit, day, context.calendar), clause: limit.clause }],
        },
        ...entry,
        basis: permission.clause,
        ...given({ delegation: authority.delegation }),
      },
    ]
  },

  CompletePaperwork: ({ subject, data }, { aid }, { today }) => {
    const { signedBy, formSha256, outcome, findings } = data
    const { day, entry } = actDay(data, today, aid.grantedOn)
    if (new Set(signedBy).size < signedBy.length) throw refuse('signed-twice', { signedBy })
    const signed = { signedBy, formSha256, outcome, findings }
    return [
      {
        type: 'PaperworkCompleted',
        data: { caseId: subject, personId: aid.recipient, completedOn: day, ...signed },
        ...entry,
      },
    ]
  },

  AbandonDraw: ({ subject, data }, state) => {
    const { drawId } = data
    if ('aid' in state && state.aid.drawId === drawId) throw refuse('draw-in-use', { drawId })
    // Fenced before: the same wish again, e.g. by the sweeper, changes nothing.
    if (fileOf(state)?.abandonedDraws.includes(drawId)) return []
    return [{ type: 'AidDrawAbandoned', data: { caseId: subject, drawId } }]
  },
} satisfies Partial<StepTable>
