import type { Ruleset } from '../../policy/ruleset.ts'
import { actDay } from '../../shared/act-day.ts'
import { addDays, type Day, latest } from '../../shared/day.ts'
import { computeAmount, firstMonthOf } from '../amount.ts'
import { secondNoticeDeadlines } from '../deadlines.ts'
import type { Investigation } from '../file.ts'
import { shownBy } from '../notice.ts'
import { clauseOfGrounds, isDue, procedureOf, schemeOf } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import { openObjections } from '../state.ts'
import type { StepTable } from '../step.ts'
import { requirePosted } from './dossier.ts'

/** Refuses an opinion before visit, check, assessment and, under older rules, deliberation are in. */
const requireInvestigated = (investigation: Investigation, ruleset: Ruleset): Day | undefined => {
  const { visits, check, assessedOn, deliberatedOn, returned } = investigation
  const { steps, deliberation } = ruleset
  const signed = visits.filter((visit) => visit.signed).map(({ visitedOn }) => visitedOn)
  if (signed.length === 0 && isDue(ruleset, investigation, 'homeVisit'))
    throw refuse('no-signed-visit', { clause: steps.homeVisit.clause })
  if (check ? !check.report : isDue(ruleset, investigation, 'economicCheck'))
    throw refuse('check-report-missing', { clause: steps.economicCheck.clause })
  if (check?.dispute === 'OPEN') throw refuse('check-dispute-open', { clause: steps.economicCheck.clause })
  if (assessedOn === null && isDue(ruleset, investigation, 'incomeAssessment'))
    throw refuse('assessment-missing', { clause: steps.incomeAssessment.clause })
  if (deliberation.value === 'ALWAYS' && deliberatedOn === null)
    throw refuse('deliberation-missing', { clause: deliberation.clause })
  return latest(...signed, check?.report?.completedOn, assessedOn, deliberatedOn, returned?.on)
}

/** Whether an objection has had its new signed visit or its deliberation. */
const isLookedInto = (objectionId: string, { objections, visits }: Investigation): boolean => {
  const answer = objections.find((one) => one.objectionId === objectionId)?.answer
  if (!answer) return false
  return answer.by === 'DELIBERATION' || visits.some(({ visitedOn, signed }) => signed && visitedOn >= answer.since)
}

/** Refuses to go on with an objection that has been left as it is. */
export const requireLookedInto = (
  objectionId: string,
  investigation: Investigation,
  { noticeAgain }: Pick<Ruleset, 'noticeAgain'>,
): void => {
  if (!isLookedInto(objectionId, investigation))
    throw refuse('objection-not-looked-into', { objectionId, clause: noticeAgain.clause })
}

/** The preliminary opinion and its notice. */
export const opinionSteps = {
  DraftOpinion: ({ subject, data }, state, context) => {
    const { file, acceptance, investigation } = state
    const { opinion, reasons } = data
    const ruleset = procedureOf(file, acceptance, context)
    const found = requireInvestigated(investigation, ruleset)
    for (const { objectionId } of openObjections(investigation)) requireLookedInto(objectionId, investigation, ruleset)
    const { day, entry } = actDay(data, context.today, found)
    const month = firstMonthOf(file, context, day)
    const { sheet, verdict } = computeAmount(file, context, { day, month })
    if (opinion === 'GRANT' && !verdict.qualifies)
      throw refuse('opinion-against-facts', {
        grounds: [...verdict.grounds],
        amountFen: sheet.amountFen,
        ...clauseOfGrounds(schemeOf(file, context), verdict.grounds),
      })
    const round = 'opinion' in state ? state.opinion.round + 1 : 1
    return [
      { type: 'OpinionDrafted', data: { caseId: subject, draftedOn: day, round, opinion, reasons, sheet }, ...entry },
    ]
  },

  PostNotice: ({ subject, data }, state, context) => {
    const { file, acceptance, investigation, opinion } = state
    const ruleset = procedureOf(file, acceptance, context)
    requirePosted(ruleset, 'notice')
    const { noticeDays, secondNoticeDays } = ruleset
    const days = 'county' in state ? secondNoticeDays : noticeDays
    if (days === null) throw refuse('no-second-notice')
    const { day, entry } = actDay(data, context.today, 'county' in state ? state.county.submittedOn : opinion.draftedOn)
    const lastDay = addDays(day, days.value)
    const objected = investigation.objections.length > 0
    return [
      {
        type: 'NoticePosted',
        data: {
          caseId: subject,
          postedOn: day,
          lastDay,
          places: data.places,
          photoSha256: data.photoSha256,
          ...shownBy(state),
          deadlines: 'county' in state ? secondNoticeDeadlines(ruleset, lastDay, objected, context) : [],
        },
        ...entry,
      },
    ]
  },
} satisfies Partial<StepTable>
