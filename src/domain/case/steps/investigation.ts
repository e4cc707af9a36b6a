import type { Ruleset } from '../../policy/ruleset.ts'
import { rulesetOn } from '../../scheme/scheme.ts'
import { actDay, withoutLateEntry } from '../../shared/act-day.ts'
import { latest } from '../../shared/day.ts'
import { given } from '../../shared/given.ts'
import type { CommandNamed } from '../commands.ts'
import type { CaseContext } from '../context.ts'
import { checkDeadlines, surveyedDeadlines } from '../deadlines.ts'
import { requireAuthorizations, requireMember } from '../guards.ts'
import { toldParticulars } from '../particulars.ts'
import { procedureOf, requireStep, schemeOf } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import type { StepTable } from '../step.ts'

/** Refuses a survey by fewer different investigators than the rules of the case demand. */
export const requireInvestigators = (surveyors: readonly string[], { minInvestigators }: Ruleset): void => {
  if (new Set(surveyors).size < minInvestigators.value)
    throw refuse('too-few-investigators', {
      investigators: [...surveyors],
      atLeast: minInvestigators.value,
      clause: minInvestigators.clause,
    })
}

/** A visit as an event keeps it; by phone or video only in a declared emergency. */
export const visitFact = (
  { subject, data }: CommandNamed<'RecordHomeVisit' | 'RecordCountyVisit'>,
  visitedOn: string,
  applicant: string,
  { steps }: Pick<Ruleset, 'steps'>,
) => {
  const { remoteBasis, ...visit } = withoutLateEntry(data)
  if (visit.mode !== 'IN_PERSON' && remoteBasis === undefined)
    throw refuse('remote-visit-without-basis', { mode: visit.mode, clause: steps.homeVisit.clause })
  return {
    data: { ...visit, caseId: subject, personId: applicant, visitedOn },
    ...given({ basis: remoteBasis }),
  }
}

/** Survey, register check, assessment. */
export const investigationSteps = {
  StartSurvey: ({ subject, data }, { file, acceptance }, context) => {
    const ruleset = procedureOf(file, acceptance, context)
    requireStep(ruleset, 'homeVisit')
    const { day, entry } = actDay(data, context.today, acceptance.acceptedOn)
    requireInvestigators(data.surveyors, ruleset)
    return [
      {
        type: 'SurveyStarted',
        data: { caseId: subject, startedOn: day, surveyors: data.surveyors },
        ...entry,
      },
    ]
  },

  RecordHomeVisit: (command, { file, acceptance, investigation }, context) => {
    const ruleset = procedureOf(file, acceptance, context)
    requireStep(ruleset, 'homeVisit')
    const ordered = investigation.objections.map(({ answer }) => answer?.since)
    const begun = latest(investigation.surveyStartedOn, investigation.returned?.on, ...ordered)
    const { day, entry } = actDay(command.data, context.today, begun)
    requireInvestigators(command.data.surveyors, ruleset)
    const { data, ...rest } = visitFact(command, day, file.applicant, ruleset)
    const isSigned = data.signedByHousehold && data.signedBySurveyors
    // What was deliberated once is not deliberated again because somebody looked again.
    const deadlines = isSigned && investigation.deliberatedOn === null ? surveyedDeadlines(ruleset, day, context) : []
    return [{ type: 'HomeVisitRecorded', data: { ...data, deadlines }, ...rest, ...entry }]
  },

  RequestEconomicCheck: ({ subject, data }, { file, acceptance, investigation }, context) => {
    const ruleset = procedureOf(file, acceptance, context)
    requireStep(ruleset, 'economicCheck')
    const { day, entry } = actDay(data, context.today, latest(acceptance.acceptedOn, investigation.returned?.on))
    if (investigation.check && !investigation.check.report) throw refuse('check-running')
    requireAuthorizations(file, ruleset, day)
    return [
      {
        type: 'EconomicCheckRequested',
        data: { caseId: subject, requestedOn: day, deadlines: checkDeadlines(ruleset, day, context) },
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

  AssessIncome: ({ subject, data }, state, context) => {
    const { assessment } = data
    requireStep(procedureNow(state, context), 'incomeAssessment')
    const { day, entry } = actDay(data, context.today, begunOn(state))
    for (const { personId } of [...assessment.incomes, ...assessment.deductions]) requireMember(state.file, personId)
    return [{ type: 'IncomeAssessed', data: { caseId: subject, assessedOn: day, assessment }, ...entry }]
  },

  RecordParticulars: ({ subject, data }, state, context) => {
    const { file } = state
    const { day, entry } = actDay(data, context.today, begunOn(state))
    const particulars = toldParticulars(schemeOf(file, context), file.applicant, data.particulars)
    if (particulars === null) throw refuse('particulars-missing')
    return [{ type: 'ParticularsRecorded', data: { caseId: subject, recordedOn: day, particulars }, ...entry }]
  },
} satisfies Partial<StepTable>

type Looked = Parameters<StepTable['RecordParticulars']>[1]

/** The day from which findings count: of the survey, of acceptance where there is none, of a return; of the review. */
const begunOn = (state: Looked) => {
  if ('investigation' in state) {
    const { surveyStartedOn, returned } = state.investigation
    return latest(surveyStartedOn ?? state.acceptance.acceptedOn, returned?.on)
  }
  return 'review' in state ? state.review?.openedOn : state.file.filedOn
}

/** The rules of an accepted case, or of today for one that is being reviewed. */
const procedureNow = (state: Parameters<StepTable['AssessIncome']>[1], context: CaseContext): Ruleset =>
  'investigation' in state
    ? procedureOf(state.file, state.acceptance, context)
    : rulesetOn(schemeOf(state.file, context), context.today)
