import { given } from '../../shared/given.ts'
import type { CaseFile } from '../file.ts'
import { type CaseState, isHolding, noInvestigation } from '../state.ts'
import { type DataOf, type FactTable, joined, withDeadlines, withFile, withHolding } from './facts.ts'
import { withInvestigation } from './investigation.ts'

const fileFrom = (state: CaseState, data: DataOf<'IntakeRegistered'>): CaseFile => ({
  caseId: data.caseId,
  scheme: data.scheme,
  area: data.area,
  areaKind: data.areaKind,
  filing: data.filing,
  ...given({ single: data.singleGround?.stated }),
  applicant: data.applicant,
  byProxy: data.proxy !== null,
  members: data.members,
  assessment: data.declared,
  particulars: data.particulars?.facts ?? null,
  povertyRegister: data.povertyRegister,
  filedOn: data.filedOn,
  commitmentSignedOn: data.commitmentSignedOn,
  authorizations: [],
  closeRelatives: null,
  openComplaints: [],
  abandoned: 'abandoned' in state ? state.abandoned : [],
  abandonedDraws: [],
  workedOn: [],
  deadlines: [],
})

const opened = (state: CaseState, data: DataOf<'IntakeRegistered'>): CaseState => ({
  status: 'INTAKE',
  file: fileFrom(state, data),
  supplementRequestedOn: null,
})

/**
 * What was assessed and posted spoke of a larger household: who is left is assessed anew, and the opinion drafted and posted
 * again. Otherwise the one who earns could leave, or die, between the notice and the decision.
 */
const assessedAgain = (state: CaseState): CaseState => {
  const again = withInvestigation(state, () => ({ assessedOn: null }))
  switch (again.status) {
    case 'OPINION_DRAFTED':
    case 'NOTICED':
    case 'SUBMITTED':
    case 'COUNTY_VISIT': {
      const { file, acceptance, investigation } = again
      return { status: 'SURVEYING', file, acceptance, investigation }
    }
    default:
      return again
  }
}

/** From a lead to an accepted application, and the household as it changes later. */
export const intakeFacts = {
  LeadReported: (state, { caseId, scheme, area, personId, reportedOn }) => ({
    status: 'LEAD',
    caseId,
    scheme,
    area,
    personId,
    reportedOn,
    verified: false,
    abandoned: 'abandoned' in state ? state.abandoned : [],
  }),
  LeadVerified: (state, { inNeed }) => (state.status === 'LEAD' ? { ...state, verified: inNeed } : state),
  IntakeRegistered: opened,
  ApplicationOpenedFromLead: opened,
  AuthorizationRecorded: (state, { personId, signedOn, validTo }) =>
    withFile(state, ({ authorizations }) => ({
      authorizations: [...authorizations, { personId, signedOn, validTo }],
    })),
  CloseRelativesDeclared: (state, { relatives }) =>
    withFile(state, () => ({ closeRelatives: relatives.map(({ personId }) => personId) })),
  MemberJoined: (state, { member }) => {
    const larger = withFile(state, ({ members }) => ({ members: [...members, member] }))
    if (!('investigation' in larger)) return larger
    // What was checked and assessed did not cover the new member: both are done again.
    const again = withInvestigation(larger, () => ({ check: null, assessedOn: null }))
    return again.status === 'CHECKING' ? { ...again, status: 'ACCEPTED' } : again
  },
  MemberLeft: (state, { personId, leftOn, reason }) => {
    const without = withFile(state, ({ members }) => ({
      members: members.filter((member) => member.personId !== personId),
    }))
    if (!isHolding(without)) return assessedAgain(without)
    return reason === 'DIED'
      ? withHolding(without, ({ deaths }) => ({ deaths: [...deaths, { personId, diedOn: leftOn }] }))
      : without
  },
  SupplementRequested: (state, { requestedOn }) =>
    state.status === 'INTAKE' ? { ...state, status: 'SUPPLEMENT_REQUIRED', supplementRequestedOn: requestedOn } : state,
  SupplementReceived: (state) => (state.status === 'SUPPLEMENT_REQUIRED' ? { ...state, status: 'INTAKE' } : state),
  ApplicationAccepted: (state, { acceptedOn, ruleset, lane, closeRelative, deadlines }, { actor }) => {
    if (state.status !== 'INTAKE') return state
    const { file } = state
    return {
      status: 'ACCEPTED',
      file: { ...file, workedOn: joined(file.workedOn, actor), deadlines: withDeadlines(file, deadlines) },
      acceptance: { acceptedOn, ruleset, lane, closeRelative, extended: false },
      investigation: noInvestigation,
    }
  },
  ClaimAbandoned: (state, { personId, claimNumber }) => {
    const fence = { personId, claimNumber }
    if ('abandoned' in state) return { ...state, abandoned: [...state.abandoned, fence] }
    return withFile(state, ({ abandoned }) => ({ abandoned: [...abandoned, fence] }))
  },
  DeadlineExtended: (state, { deadlines }) => {
    const later = withFile(state, (file) => ({ deadlines: withDeadlines(file, deadlines) }))
    if (!('acceptance' in later) || isHolding(later)) return later
    return { ...later, acceptance: { ...later.acceptance, extended: true } }
  },
} satisfies Partial<FactTable>
