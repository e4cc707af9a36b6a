import { entitlement, id } from './facts.ts'
import type { GivenFact } from './stage.ts'

const assessment = { incomes: [], deductions: [], assets: { finding: 'WITHIN', basis: 'visit' } }
const sheet = {
  ruleset: '2021-57',
  rates: [{ rate: 'STANDARD', document: 'X', monthlyFen: 70_000 }],
  lines: [],
  amountFen: 80_000,
}

/** The facts of an application on its way to a decision, by name; personal fields stand as sealed text. */
export const application = (name: string) => {
  const caseId = id(`case ${name}`)
  const personId = id(`person ${name}`)
  const deadline = (clock: string, due: string, provisional = false) => ({
    clock,
    due,
    provisional,
    clause: '2021-57 Art.22',
  })
  const fact = (type: string, on: string, data: Record<string, unknown>): GivenFact => ({
    type,
    on,
    data: { caseId, ...data },
  })
  const visit = { personId, surveyors: ['s1', 's2'], mode: 'IN_PERSON', place: 'sealed:x', formSha256: null }
  const member = { personId, relation: 'SELF', canWork: true, employed: false }
  return {
    caseId,
    personId,
    stream: `case-${caseId}`,
    lead: fact('LeadReported', '2023-03-01', {
      scheme: 'subsistenceAllowance',
      area: '990101001001',
      source: 'PROACTIVE_FIND',
      personId,
      reportedOn: '2023-03-01',
      note: 'sealed:x',
    }),
    leadVerified: fact('LeadVerified', '2023-03-02', { verifiedOn: '2023-03-02', inNeed: true, note: 'visited' }),
    opened: fact('ApplicationOpenedFromLead', '2023-03-03', {
      scheme: 'subsistenceAllowance',
      filedOn: '2023-03-03',
      area: '990101001001',
      areaKind: 'RURAL',
      filing: 'HOUSEHOLD',
      applicant: personId,
      proxy: null,
      members: [{ ...member, birthDate: 'sealed:x', disability: 'sealed:x', seriousIllness: 'sealed:x' }],
      declared: assessment,
      povertyRegister: false,
      commitmentSignedOn: '2023-03-03',
      particulars: null,
    }),
    accepted: fact('ApplicationAccepted', '2023-03-06', {
      acceptedOn: '2023-03-06',
      ruleset: '2021-57',
      lane: null,
      closeRelative: true,
      claimed: [personId],
      deadlines: [deadline('SURVEY_START', '2023-03-09'), deadline('WHOLE_CASE', '2023-04-18', true)],
    }),
    surveyStarted: fact('SurveyStarted', '2023-03-07', { startedOn: '2023-03-07', surveyors: ['s1', 's2'] }),
    visited: fact('HomeVisitRecorded', '2023-03-08', {
      ...visit,
      visitedOn: '2023-03-08',
      signedByHousehold: true,
      signedBySurveyors: true,
      findings: 'sealed:x',
      deadlines: [],
    }),
    checkRequested: fact('EconomicCheckRequested', '2023-03-07', { requestedOn: '2023-03-07', deadlines: [] }),
    checked: fact('EconomicCheckCompleted', '2023-03-13', {
      completedOn: '2023-03-13',
      reportNumber: 'R1',
      outcome: 'CONSISTENT',
      findings: 'none',
    }),
    opinion: fact('OpinionDrafted', '2023-03-14', {
      draftedOn: '2023-03-14',
      round: 1,
      opinion: 'GRANT',
      reasons: 'income below the standard',
      sheet,
    }),
    noticed: fact('NoticePosted', '2023-03-15', {
      postedOn: '2023-03-15',
      lastDay: '2023-03-22',
      places: ['notice board'],
      photoSha256: null,
      memberCount: 1,
      amountFen: 80_000,
      deadlines: [],
    }),
    submitted: fact('DossierSubmitted', '2023-03-23', {
      submittedOn: '2023-03-23',
      deadlines: [deadline('COUNTY_DECISION', '2023-04-07')],
    }),
    granted: fact('GrantDecided', '2023-03-30', {
      decidedOn: '2023-03-30',
      decisionNumber: 'D-1',
      delegationId: null,
      ruleset: '2021-57',
      entitlement: entitlement(name, { fromMonth: '2023-04', closeRelative: true }),
      sheet,
      reviewDue: '2024-03-30',
      deadlines: [],
    }),
    published: fact('DecisionPublished', '2023-03-31', { publishedOn: '2023-03-31', places: ['board'] }),
    started: fact('EntitlementStarted', '2023-04-01', { fromMonth: '2023-04' }),
  }
}
