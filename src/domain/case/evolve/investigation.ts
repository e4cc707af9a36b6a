import type { Deadline } from '../clocks.ts'
import type { Check, Investigation, Notice, Objection, Opinion } from '../file.ts'
import { type CaseState, openObjections } from '../state.ts'
import { type DataOf, type FactTable, joined, withDeadlines, withFile, withHolding } from './facts.ts'

/** Changes what is known between acceptance and decision. */
export const withInvestigation = (
  state: CaseState,
  change: (investigation: Investigation) => Partial<Investigation>,
): CaseState =>
  'investigation' in state
    ? ({ ...state, investigation: { ...state.investigation, ...change(state.investigation) } } as CaseState)
    : state

const withCheck = (state: CaseState, change: (check: Check) => Partial<Check>): CaseState =>
  withInvestigation(state, ({ check }) => (check ? { check: { ...check, ...change(check) } } : {}))

const withObjection = (state: CaseState, objectionId: string, change: Partial<Objection>): CaseState =>
  withInvestigation(state, ({ objections }) => ({
    objections: objections.map((one) => (one.objectionId === objectionId ? { ...one, ...change } : one)),
  }))

const worked = (state: CaseState, ...accounts: readonly string[]): CaseState =>
  withFile(state, ({ workedOn }) => ({ workedOn: joined(workedOn, ...accounts) }))

const dated = (state: CaseState, deadlines: readonly Deadline[]): CaseState =>
  withFile(state, (file) => ({ deadlines: withDeadlines(file, deadlines) }))

/** OBJECTED while an objection waits for its re-survey or deliberation, RESURVEY once each has one. */
const atObjections = (state: CaseState): CaseState => {
  if (state.status !== 'OBJECTED' && state.status !== 'RESURVEY') return state
  const waiting = openObjections(state.investigation).some(({ answer }) => answer === null)
  return { ...state, status: waiting ? 'OBJECTED' : 'RESURVEY' }
}

const hung = (data: DataOf<'NoticePosted'>, { round }: Opinion): Notice => ({
  postedOn: data.postedOn,
  lastDay: data.lastDay,
  memberCount: data.memberCount,
  amountFen: data.amountFen,
  expired: false,
  round,
})

/** Survey, register check, opinion, notice, objection. */
export const investigationFacts = {
  SurveyStarted: (state, { startedOn, surveyors }, { actor }) => {
    const started = withInvestigation(worked(state, actor, ...surveyors), () => ({ surveyStartedOn: startedOn }))
    return started.status === 'ACCEPTED' || started.status === 'CHECKING'
      ? { ...started, status: 'SURVEYING' }
      : started
  },
  HomeVisitRecorded: (state, { visitedOn, surveyors, signedByHousehold, signedBySurveyors, deadlines }, { actor }) =>
    withInvestigation(dated(worked(state, actor, ...surveyors), deadlines), ({ visits }) => ({
      visits: [...visits, { visitedOn, surveyors, signed: signedByHousehold && signedBySurveyors }],
    })),
  EconomicCheckRequested: (state, { requestedOn, deadlines }) => {
    const asked = dated(
      withInvestigation(state, () => ({ check: { requestedOn, report: null, dispute: 'NONE' } })),
      deadlines,
    )
    return asked.status === 'ACCEPTED' ? { ...asked, status: 'CHECKING' } : asked
  },
  EconomicCheckCompleted: (state, { completedOn, outcome }) =>
    withCheck(state, () => ({ report: { completedOn, outcome } })),
  CheckDisputed: (state) => withCheck(state, () => ({ dispute: 'OPEN' })),
  CheckDisputeSettled: (state) => withCheck(state, () => ({ dispute: 'SETTLED' })),
  IncomeAssessed: (state, { assessedOn, assessment }, { actor }) => {
    const assessed = withFile(worked(state, actor), () => ({ assessment }))
    return withHolding(
      withInvestigation(assessed, () => ({ assessedOn })),
      () => ({ assessedOn }),
    )
  },
  ParticularsRecorded: (state, { particulars }, { actor }) =>
    withFile(worked(state, actor), () => ({ particulars: particulars.facts })),
  OpinionDrafted: (state, { draftedOn, round, opinion, sheet }, { actor }) => {
    const by = worked(state, actor)
    if (!('investigation' in by)) return by
    const { file, acceptance, investigation } = by
    return {
      status: 'OPINION_DRAFTED',
      file,
      acceptance,
      investigation,
      opinion: { draftedOn, round, opinion, amountFen: sheet.amountFen },
      notice: 'notice' in by ? by.notice : null,
    }
  },
  NoticePosted: (before, data) => {
    const state = dated(before, data.deadlines)
    if (state.status === 'OPINION_DRAFTED') return { ...state, status: 'NOTICED', notice: hung(data, state.opinion) }
    if (state.status === 'SUBMITTED' || state.status === 'COUNTY_VISIT')
      return { ...state, county: { ...state.county, secondNotice: hung(data, state.opinion) } }
    return state
  },
  NoticeExpired: (state) => {
    if ('county' in state && state.county.secondNotice)
      return { ...state, county: { ...state.county, secondNotice: { ...state.county.secondNotice, expired: true } } }
    if (!('notice' in state) || state.notice === null) return state
    return { ...state, notice: { ...state.notice, expired: true } }
  },
  ObjectionRaised: (state, { objectionId, raisedOn, deadlines }) => {
    const raised = withInvestigation(dated(state, deadlines), ({ objections }) => ({
      objections: [...objections, { objectionId, raisedOn, answer: null, settled: false }],
    }))
    if (!('investigation' in raised) || !('notice' in raised) || raised.notice === null) return raised
    const { file, acceptance, investigation, opinion, notice } = raised
    const second = 'county' in raised ? raised.county.secondNotice : null
    return { status: 'OBJECTED', file, acceptance, investigation, opinion, notice: second ?? notice }
  },
  ReSurveyOrdered: (state, { objectionId, orderedOn }) =>
    atObjections(withObjection(state, objectionId, { answer: { by: 'RE_SURVEY', since: orderedOn } })),
  DeliberationRecorded: (state, { objectionId, heldOn }) => {
    if (objectionId === null) return withInvestigation(state, () => ({ deliberatedOn: heldOn }))
    return atObjections(withObjection(state, objectionId, { answer: { by: 'DELIBERATION', since: heldOn } }))
  },
  ObjectionSettled: (state, { objectionId }) => atObjections(withObjection(state, objectionId, { settled: true })),
  ComplaintReceived: (state, { complaintId }) =>
    withFile(state, ({ openComplaints }) => ({ openComplaints: joined(openComplaints, complaintId) })),
  ComplaintSettled: (state, { complaintId }) =>
    withFile(state, ({ openComplaints }) => ({ openComplaints: openComplaints.filter((id) => id !== complaintId) })),
} satisfies Partial<FactTable>
