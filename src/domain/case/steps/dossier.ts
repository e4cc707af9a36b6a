import type { Ruleset } from '../../policy/ruleset.ts'
import { actDay } from '../../shared/act-day.ts'
import { addDays, latest } from '../../shared/day.ts'
import { dossierDeadlines, extendedDeadlines } from '../deadlines.ts'
import { type NoticeRules, noticeFault, type Proposed } from '../notice.ts'
import { procedureOf, requireStep } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import { openObjections } from '../state.ts'
import type { StepTable } from '../step.ts'
import { requireInvestigators, visitFact } from './investigation.ts'

/** Refuses to post or publish a case under rules that never do: children. */
export const requirePosted = ({ steps }: Pick<Ruleset, 'steps'>, step: 'notice' | 'publication'): void => {
  const { value, clause } = steps[step]
  if (value === 'NONE') throw refuse('scheme-not-posted', { clause })
}

/**
 * Refuses to go on while an objection is open, while the opinion has not been posted as it now stands, and while the notice
 * hangs.
 */
export const requireNoticed = (ruleset: NoticeRules, state: Proposed): void => {
  const { notice, investigation } = state
  const { steps, noticeDays } = ruleset
  const objectionIds = openObjections(investigation).map(({ objectionId }) => objectionId)
  if (objectionIds.length > 0) throw refuse('objection-open', { objectionIds, clause: steps.notice.clause })
  const fault = noticeFault(ruleset, state)
  if (fault) throw fault
  if (notice && !notice.expired)
    throw refuse('notice-running', { lastDay: notice.lastDay, clause: (noticeDays ?? steps.notice).clause })
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
    const { id, clocks } = procedureOf(file, acceptance, context)
    const { wholeCase, wholeCaseExtended: limit } = clocks
    if (limit === null) throw refuse('extension-unknown', { ruleset: id, clause: wholeCase?.clause ?? id })
    if (reason === 'OBJECTION' && investigation.objections.length === 0)
      throw refuse('extension-without-objection', { clause: limit.clause })
    const deadlines = extendedDeadlines(limit, acceptance.acceptedOn, context)
    return [{ type: 'DeadlineExtended', data: { caseId: subject, extendedOn: day, reason, deadlines }, ...entry }]
  },

  OrderCountyVisit: ({ subject, data }, { county }, { today }) => {
    const { day, entry } = actDay(data, today, county.submittedOn)
    return [{ type: 'CountyVisitOrdered', data: { caseId: subject, orderedOn: day, reason: data.reason }, ...entry }]
  },

  RecordCountyVisit: (command, { file, acceptance, county }, context) => {
    const { day, entry } = actDay(command.data, context.today, county.visitOrderedOn)
    const ruleset = procedureOf(file, acceptance, context)
    requireInvestigators(command.data.surveyors, ruleset)
    return [{ type: 'CountyVisitRecorded', ...visitFact(command, day, file.applicant, ruleset), ...entry }]
  },
} satisfies Partial<StepTable>
