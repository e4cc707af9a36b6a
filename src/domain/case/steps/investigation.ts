import { rulesetForAcceptance } from '../../policy/rulesets.ts'
import type { CommandNamed } from '../commands.ts'
import { checkDeadlines } from '../deadlines.ts'
import type { Acceptance } from '../file.ts'
import { requireAuthorizations, requireMember } from '../guards.ts'
import { refuse } from '../refusals.ts'
import { actDay, latest, type StepTable } from '../step.ts'

/** Refuses a survey by fewer different investigators than the rules of the case demand. */
export const requireInvestigators = (surveyors: readonly string[], { acceptedOn }: Acceptance): void => {
  const { minInvestigators } = rulesetForAcceptance(acceptedOn)
  if (new Set(surveyors).size < minInvestigators.value)
    throw refuse('too-few-investigators', { investigators: [...surveyors], clause: minInvestigators.clause })
}

/** A visit as an event keeps it; by phone or video only in a declared emergency. */
export const visitFact = (
  { subject, data }: CommandNamed<'RecordHomeVisit' | 'RecordCountyVisit'>,
  visitedOn: string,
  applicant: string,
) => {
  const { on: _on, lateReason: _lateReason, remoteBasis, ...visit } = data
  if (visit.mode !== 'IN_PERSON' && remoteBasis === undefined)
    throw refuse('remote-visit-without-basis', { mode: visit.mode })
  return {
    data: { ...visit, caseId: subject, personId: applicant, visitedOn },
    ...(remoteBasis === undefined ? {} : { basis: remoteBasis }),
  }
}

/** Survey, register check, assessment. */
export const investigationSteps = {
  StartSurvey: ({ subject, data }, { acceptance }, { today }) => {
    const { day, entry } = actDay(data, today, acceptance.acceptedOn)
    requireInvestigators(data.surveyors, acceptance)
    return [
      {
        type: 'SurveyStarted',
        data: { caseId: subject, startedOn: day, surveyors: data.surveyors },
        ...entry,
      },
    ]
  },

  RecordHomeVisit: (command, { file, acceptance, investigation }, { today }) => {
    const ordered = investigation.objections.map(({ answer }) => answer?.since)
    const { day, entry } = actDay(command.data, today, latest(investigation.surveyStartedOn, ...ordered))
    requireInvestigators(command.data.surveyors, acceptance)
    return [{ type: 'HomeVisitRecorded', ...visitFact(command, day, file.applicant), ...entry }]
  },

  RequestEconomicCheck: ({ subject, data }, { file, acceptance, investigation }, context) => {
    const { day, entry } = actDay(data, context.today, acceptance.acceptedOn)
    if (investigation.check && !investigation.check.report) throw refuse('check-running')
    requireAuthorizations(file, day)
    return [
      {
        type: 'EconomicCheckRequested',
        data: { caseId: subject, requestedOn: day, deadlines: checkDeadlines(acceptance, day, context) },
        ...entry,
      },
    ]
  },

  CompleteEconomicCheck: ({ subject, data }, { investigation: { check } }, { today }) => {
    if (!check || check.report) throw refuse('no-check-running')
    const { day, entry } = actDay(data, today, check.requestedOn)
    const { reportNumber, outcome, findings } = data
    return [
      {
        type: 'EconomicCheckCompleted',
        data: { caseId: subject, completedOn: day, reportNumber, outcome, findings },
        ...entry,
      },
    ]
  },

  DisputeCheck: ({ subject, data }, { investigation: { check } }, { today }) => {
    if (!check?.report) throw refuse('no-check-report')
    if (check.dispute === 'OPEN') throw refuse('check-disputed-already')
    const { day, entry } = actDay(data, today, check.report.completedOn)
    return [{ type: 'CheckDisputed', data: { caseId: subject, disputedOn: day, ground: data.ground }, ...entry }]
  },

  SettleCheckDispute: ({ subject, data }, { investigation: { check } }, { today }) => {
    if (check?.dispute !== 'OPEN') throw refuse('no-check-dispute')
    const { day, entry } = actDay(data, today, check.report?.completedOn)
    return [{ type: 'CheckDisputeSettled', data: { caseId: subject, settledOn: day, outcome: data.outcome }, ...entry }]
  },

  AssessIncome: ({ subject, data }, state, { today }) => {
    const { assessment } = data
    const begun = 'investigation' in state ? state.investigation.surveyStartedOn : state.review?.openedOn
    const { day, entry } = actDay(data, today, begun)
    for (const { personId } of [...assessment.incomes, ...assessment.deductions]) requireMember(state.file, personId)
    return [{ type: 'IncomeAssessed', data: { caseId: subject, assessedOn: day, assessment }, ...entry }]
  },
} satisfies Partial<StepTable>
