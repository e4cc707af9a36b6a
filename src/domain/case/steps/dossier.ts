import type { Ruleset } from '../../policy/ruleset.ts'
import { actDay } from '../../shared/act-day.ts'
import { addDays } from '../../shared/day.ts'
import { dossierDeadlines, extendedDeadlines } from '../deadlines.ts'
import type { CaseFile, Investigation, Notice, Opinion, Shown } from '../file.ts'
import { isDemanded, procedureOf, requireStep } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import { openObjections } from '../state.ts'
import { latest, type StepTable } from '../step.ts'
import { requireInvestigators, visitFact } from './investigation.ts'

/** Refuses to post or publish a case under rules that never do: children. */
export const requirePosted = ({ steps }: Pick<Ruleset, 'steps'>, step: 'notice' | 'publication'): void => {
  const { value, clause } = steps[step]
  if (value === 'NONE') throw refuse('scheme-not-posted', { clause })
}

type Posted = {
  file: Pick<CaseFile, 'members'>
  notice: Notice | null
  opinion: Opinion
  investigation: Investigation
}

/** What a notice of the opinion would show now. */
export const shownBy = ({ file, opinion }: Pick<Posted, 'file' | 'opinion'>): Shown => ({
  memberCount: file.members.length,
  amountFen: opinion.opinion === 'GRANT' ? opinion.amountFen : 0,
})

/**
 * Refuses what the public has not seen: the opinion that followed an objection where the rules post it again, and, where
 * they demand a notice at all, a grant for other members or of another sum than was posted.
 */
const requirePostedAgain = (
  { steps, noticeAgain }: Pick<Ruleset, 'steps' | 'noticeAgain'>,
  { memberCount, amountFen, round }: Notice,
  { file, opinion }: Posted,
): void => {
  if (noticeAgain.value && round < opinion.round) throw refuse('notice-again-missing', { clause: noticeAgain.clause })
  if (steps.notice.value !== 'DEMANDED' || opinion.opinion !== 'GRANT') return
  const now = shownBy({ file, opinion })
  if (now.memberCount !== memberCount || now.amountFen !== amountFen)
    throw refuse('notice-outdated', {
      posted: [memberCount, amountFen],
      now: [now.memberCount, now.amountFen],
      clause: steps.notice.clause,
    })
}

/**
 * Refuses to go on while the notice hangs, was never posted, or an objection to it is open; and while it shows something
 * else than what is to be decided.
 */
export const requireNoticed = (ruleset: Pick<Ruleset, 'steps' | 'noticeAgain'>, state: Posted): void => {
  const { notice, investigation } = state
  const open = openObjections(investigation)
  if (open.length > 0) throw refuse('objection-open', { objectionIds: open.map(({ objectionId }) => objectionId) })
  if (!notice) {
    if (isDemanded(ruleset, 'notice')) throw refuse('notice-missing', { clause: ruleset.steps.notice.clause })
    return
  }
  requirePostedAgain(ruleset, notice, state)
  if (!notice.expired) throw refuse('notice-running', { lastDay: notice.lastDay })
}

/** From the township to the county. */
export const dossierSteps = {
  SubmitDossier: ({ subject, data }, state, context) => {
    const { file, acceptance, investigation, notice, opinion } = state
    const ruleset = procedureOf(file, acceptance, context)
    requireStep(ruleset, 'dossier')
    requireNoticed(ruleset, state)
    const over = notice ? addDays(notice.lastDay, 1) : null
    const { day, entry } = actDay(data, context.today, latest(opinion.draftedOn, over))
    const deadlines = dossierDeadlines(ruleset, day, investigation.objections.length > 0, context)
    return [{ type: 'DossierSubmitted', data: { caseId: subject, submittedOn: day, deadlines }, ...entry }]
  },

  ExtendDeadline: ({ subject, data }, { file, acceptance, investigation }, context) => {
    const { reason } = data
    const { day, entry } = actDay(data, context.today, acceptance.acceptedOn)
    if (acceptance.extended) throw refuse('extended-already')
    if (reason === 'OBJECTION' && investigation.objections.length === 0) throw refuse('extension-without-objection')
    const deadlines = extendedDeadlines(procedureOf(file, acceptance, context), acceptance.acceptedOn, context)
    if (deadlines.length === 0) throw refuse('extension-unknown', { ruleset: acceptance.ruleset })
    return [{ type: 'DeadlineExtended', data: { caseId: subject, extendedOn: day, reason, deadlines }, ...entry }]
  },

  OrderCountyVisit: ({ subject, data }, { county }, { today }) => {
    const { day, entry } = actDay(data, today, county.submittedOn)
    return [{ type: 'CountyVisitOrdered', data: { caseId: subject, orderedOn: day, reason: data.reason }, ...entry }]
  },

  RecordCountyVisit: (command, { file, acceptance, county }, context) => {
    const { day, entry } = actDay(command.data, context.today, county.visitOrderedOn)
    requireInvestigators(command.data.surveyors, procedureOf(file, acceptance, context))
    return [{ type: 'CountyVisitRecorded', ...visitFact(command, day, file.applicant), ...entry }]
  },
} satisfies Partial<StepTable>
