import type { Scheme } from '../../scheme/scheme.ts'
import { findScheme } from '../../scheme/schemes.ts'
import { addDays } from '../../shared/day.ts'
import { dossierDeadlines, extendedDeadlines } from '../deadlines.ts'
import type { Investigation, Notice } from '../file.ts'
import { refuse } from '../refusals.ts'
import { openObjections } from '../state.ts'
import { actDay, latest, type StepTable } from '../step.ts'
import { requireInvestigators, visitFact } from './investigation.ts'

/** Refuses to post or publish a case of a scheme that never is: children. */
export const requirePosted = ({ posted }: Scheme): void => {
  if (!posted.value) throw refuse('scheme-not-posted', { clause: posted.clause })
}

/** Refuses to go on while the notice hangs, was never posted, or an objection to it is open. */
export const requireNoticed = (
  { posted }: Scheme,
  { notice, investigation }: { notice: Notice | null; investigation: Investigation },
): void => {
  const open = openObjections(investigation)
  if (open.length > 0) throw refuse('objection-open', { objectionIds: open.map(({ objectionId }) => objectionId) })
  if (!posted.value) return
  if (!notice) throw refuse('notice-missing')
  if (!notice.expired) throw refuse('notice-running', { lastDay: notice.lastDay })
}

/** From the township to the county. */
export const dossierSteps = {
  SubmitDossier: ({ subject, data }, { file, acceptance, investigation, notice, opinion }, context) => {
    requireNoticed(findScheme(file.scheme), { notice, investigation })
    const over = notice ? addDays(notice.lastDay, 1) : null
    const { day, entry } = actDay(data, context.today, latest(opinion.draftedOn, over))
    const deadlines = dossierDeadlines(acceptance, day, investigation.objections.length > 0, context)
    return [{ type: 'DossierSubmitted', data: { caseId: subject, submittedOn: day, deadlines }, ...entry }]
  },

  ExtendDeadline: ({ subject, data }, { acceptance, investigation }, context) => {
    const { reason } = data
    const { day, entry } = actDay(data, context.today, acceptance.acceptedOn)
    if (acceptance.extended) throw refuse('extended-already')
    if (reason === 'OBJECTION' && investigation.objections.length === 0) throw refuse('extension-without-objection')
    const deadlines = extendedDeadlines(acceptance, context)
    if (deadlines.length === 0) throw refuse('extension-unknown', { ruleset: acceptance.ruleset })
    return [{ type: 'DeadlineExtended', data: { caseId: subject, extendedOn: day, reason, deadlines }, ...entry }]
  },

  OrderCountyVisit: ({ subject, data }, { county }, { today }) => {
    const { day, entry } = actDay(data, today, county.submittedOn)
    return [{ type: 'CountyVisitOrdered', data: { caseId: subject, orderedOn: day, reason: data.reason }, ...entry }]
  },

  RecordCountyVisit: (command, { file, acceptance, county }, { today }) => {
    const { day, entry } = actDay(command.data, today, county.visitOrderedOn)
    requireInvestigators(command.data.surveyors, acceptance)
    return [{ type: 'CountyVisitRecorded', ...visitFact(command, day, file.applicant), ...entry }]
  },
} satisfies Partial<StepTable>
