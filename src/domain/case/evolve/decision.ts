import type { DecisionRecord, Investigation } from '../file.ts'
import { applicantOfRoll } from '../kinship.ts'
import { asEntitled, type CaseState, fileOf } from '../state.ts'
import { foldPeriods } from '../timeline.ts'
import { type DataOf, type FactTable, joined, withDeadlines, withHolding, withoutDeadlines } from './facts.ts'

/** A decision as it is kept for later reference. */
export const recordOf = (data: {
  decisionNumber: string
  decidedOn: string
  delegationId: string | null
}): DecisionRecord => ({
  decisionNumber: data.decisionNumber,
  decidedOn: data.decidedOn,
  delegationId: data.delegationId,
  filed: false,
  deliveredOn: null,
})

const withDecision = (state: CaseState, decisionNumber: string, change: Partial<DecisionRecord>): CaseState =>
  'decisions' in state
    ? {
        ...state,
        decisions: state.decisions.map((one) => (one.decisionNumber === decisionNumber ? { ...one, ...change } : one)),
      }
    : state

const takenOver = (state: CaseState, data: DataOf<'EntitlementTakenOver'>): CaseState => {
  const { entitlement, members, filing, particulars } = data
  const { scheme, area, areaKind, povertyRegister, holder } = entitlement
  return asEntitled({
    file: {
      caseId: data.caseId,
      scheme,
      area,
      areaKind,
      filing,
      // The roll names both: how members stand to each other is told of the one, the other is paid.
      applicant: applicantOfRoll(members, holder),
      byProxy: false,
      members,
      assessment: { incomes: [], deductions: [], assets: { finding: 'WITHIN', basis: data.oldDecisionNumber } },
      particulars: particulars?.facts ?? null,
      povertyRegister,
      filedOn: data.oldDecisionOn,
      commitmentSignedOn: null,
      authorizations: [],
      closeRelatives: null,
      openComplaints: [],
      abandoned: 'abandoned' in state ? state.abandoned : [],
      abandonedDraws: [],
      workedOn: [],
      deadlines: [],
    },
    acceptance: null,
    entitlement,
    periods: foldPeriods([], { type: 'EntitlementTakenOver', data }),
    deaths: [],
    decisions: [],
    published: true,
    reviewDue: data.reviewDue,
    started: true,
    assessedOn: null,
    steppedTo: null,
    review: null,
    suspension: null,
    gradualExit: null,
  })
}

/** What of an investigation no longer counts once it has to be done again; who did it is not forgotten. */
const undone = (redo: DataOf<'DossierReturned'>['redo']): Partial<Investigation> => ({
  ...(redo.includes('homeVisit') ? { visits: [] } : {}),
  ...(redo.includes('economicCheck') ? { check: null } : {}),
  ...(redo.includes('incomeAssessment') ? { assessedOn: null } : {}),
})

/** The way to the county, the decision, and its papers. */
export const decisionFacts = {
  DossierSubmitted: (state, { submittedOn, deadlines }) => {
    if (!('opinion' in state) || 'county' in state) return state
    const { file, acceptance, investigation, opinion, notice } = state
    const county = { submittedOn, visitOrderedOn: null, visit: null, secondNotice: null }
    const left = { deadlines: withoutDeadlines(file, 'REDO_AFTER_RETURN') }
    const dated = { ...file, deadlines: withDeadlines(left, deadlines) }
    return { status: 'SUBMITTED', file: dated, acceptance, investigation, opinion, notice, county }
  },
  DossierReturned: (state, { returnedOn, redo, deadlines }) => {
    if (!('opinion' in state)) return state
    const { file, acceptance, investigation, opinion, notice } = state
    const ended = ['TOWNSHIP_OPINION', 'REDO_AFTER_OBJECTION', 'OPINION', 'COUNTY_DECISION'] as const
    const left = { deadlines: withoutDeadlines(file, ...ended) }
    return {
      status: 'RESURVEY',
      file: { ...file, deadlines: withDeadlines(left, deadlines) },
      acceptance,
      investigation: { ...investigation, ...undone(redo), returned: { on: returnedOn, redo } },
      opinion,
      notice: redo.includes('notice') ? null : notice,
    }
  },
  CountyVisitOrdered: (state, { orderedOn }) =>
    'county' in state
      ? { ...state, status: 'COUNTY_VISIT', county: { ...state.county, visitOrderedOn: orderedOn, visit: null } }
      : state,
  CountyVisitRecorded: (state, { visitedOn, surveyors, signedByHousehold, signedBySurveyors }, { actor }) => {
    if (!('county' in state)) return state
    const visit = { visitedOn, surveyors, signed: signedByHousehold && signedBySurveyors }
    const { file, county } = state
    return {
      ...state,
      file: { ...file, workedOn: joined(file.workedOn, actor, ...surveyors) },
      county: { ...county, visit },
    }
  },
  GrantDecided: (state, data) => {
    if (!('investigation' in state)) return state
    const { file, acceptance } = state
    return asEntitled({
      file: { ...file, deadlines: withDeadlines(file, data.deadlines) },
      acceptance,
      entitlement: data.entitlement,
      periods: foldPeriods([], { type: 'GrantDecided', data }),
      deaths: [],
      decisions: [recordOf(data)],
      published: false,
      reviewDue: data.reviewDue,
      started: false,
      assessedOn: null,
      steppedTo: null,
      review: null,
      suspension: null,
      gradualExit: null,
    })
  },
  RefusalDecided: (state, data) => {
    if (!('investigation' in state)) return state
    const { file, acceptance, investigation } = state
    const dated = { ...file, deadlines: withDeadlines(file, data.deadlines) }
    return { status: 'REFUSED', file: dated, acceptance, investigation, decisions: [recordOf(data)] }
  },
  DecisionFiled: (state, { decisionNumber }) => withDecision(state, decisionNumber, { filed: true }),
  DecisionPublished: (state) => withHolding(state, () => ({ published: true })),
  WrittenNoticeDelivered: (state, { decisionNumber, deliveredOn }) =>
    withDecision(state, decisionNumber, { deliveredOn }),
  EntitlementTakenOver: takenOver,
  ProcedureDiscontinued: (state, { discontinuedOn }) => ({
    status: 'DISCONTINUED',
    file: fileOf(state) ?? null,
    discontinuedOn,
  }),
  CaseClosed: (state) => ({
    status: 'CLOSED',
    file: fileOf(state) ?? null,
    periods: 'periods' in state ? state.periods : [],
  }),
} satisfies Partial<FactTable>
