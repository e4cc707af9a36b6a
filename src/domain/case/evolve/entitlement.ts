import type { Day } from '../../shared/day.ts'
import { type Entitlement, lastMonthWithin } from '../entitlement.ts'
import type { CaseEvent } from '../events.ts'
import type { DecisionRecord } from '../file.ts'
import { type CaseState, isHolding } from '../state.ts'
import { foldPeriods } from '../timeline.ts'
import { recordOf } from './decision.ts'
import { type DataOf, type FactTable, withDeadlines, withFile, withHolding } from './facts.ts'

const changed = (state: CaseState, event: CaseEvent, data: DataOf<'EntitlementIncreased'>): CaseState =>
  withHolding(state, ({ periods, decisions }) => ({
    entitlement: data.entitlement,
    periods: foldPeriods(periods, event),
    deaths: [],
    decisions: [...decisions, recordOf(data)],
    steppedTo: null,
    reviewDue: data.reviewDue,
    review: null,
  }))

/** A numbered act joins the decisions of the case, so that it is filed and handed over like them. */
const withRecord = (
  decisions: readonly DecisionRecord[],
  data: { decisionNumber: string | null; delegationId: string | null },
  decidedOn: Day,
): readonly DecisionRecord[] => {
  const { decisionNumber, delegationId } = data
  return decisionNumber === null ? decisions : [...decisions, recordOf({ decisionNumber, delegationId, decidedOn })]
}

const replaced = (state: CaseState, event: CaseEvent, entitlement: Entitlement): CaseState =>
  withHolding(state, ({ periods }) => ({ entitlement, periods: foldPeriods(periods, event) }))

/** While entitled, and leaving. */
export const entitlementFacts = {
  EntitlementStarted: (state) => withHolding(state, () => ({ started: true })),
  ReviewOpened: (state, { openedOn, cause, deadlines }) =>
    withHolding(
      withFile(state, (file) => ({ deadlines: withDeadlines(file, deadlines) })),
      ({ review, assessedOn }) =>
        review
          ? { review: { ...review, causes: [...review.causes, cause] }, assessedOn }
          : { review: { openedOn, causes: [cause], hearingOn: null, heardOn: null }, assessedOn: null },
    ),
  ReviewClosedUnchanged: (state, { reviewDue }) => withHolding(state, () => ({ review: null, reviewDue })),
  HearingInvited: (state, { hearingOn, invitedOn }) =>
    withHolding(state, ({ review }) => (review ? { review: { ...review, hearingOn, invitedOn } } : {})),
  HearingRecorded: (state, { heldOn }) =>
    withHolding(state, ({ review }) => (review ? { review: { ...review, heardOn: heldOn } } : {})),
  EntitlementIncreased: (state, data) => changed(state, { type: 'EntitlementIncreased', data }, data),
  ReductionDecided: (state, data) => changed(state, { type: 'ReductionDecided', data }, data),
  HolderChanged: (state, data) => replaced(state, { type: 'HolderChanged', data }, data.entitlement),
  EntitlementAdjusted: (state, data) => replaced(state, { type: 'EntitlementAdjusted', data }, data.entitlement),
  EntitlementSuspended: (state, data) =>
    withHolding(state, ({ periods, decisions }) => ({
      periods: foldPeriods(periods, { type: 'EntitlementSuspended', data }),
      decisions: withRecord(decisions, data, data.decidedOn),
      suspension: { fromMonth: data.fromMonth, until: data.until },
    })),
  EntitlementResumed: (state, data) =>
    withHolding(replaced(state, { type: 'EntitlementResumed', data }, data.entitlement), ({ decisions }) => ({
      suspension: null,
      decisions: withRecord(decisions, data, data.decidedOn),
    })),
  GradualExitStarted: (state, data) =>
    withHolding(state, ({ entitlement, periods, decisions }) => ({
      entitlement: { ...entitlement, toMonth: data.lastMonth },
      periods: foldPeriods(periods, { type: 'GradualExitStarted', data }),
      decisions: [...decisions, recordOf(data)],
      review: null,
      assessedOn: null,
      gradualExit: { fromMonth: data.fromMonth, lastMonth: data.lastMonth },
    })),
  GradualExitEnded: (state, data) => {
    if (!isHolding(state) || state.status === 'TERMINATED') return state
    if (data.outcome === 'TERMINATED')
      return {
        ...state,
        status: 'TERMINATED',
        lastMonth: data.lastMonth ?? state.entitlement.fromMonth,
        stoppedBy: state.decisions.at(-1)?.decisionNumber ?? null,
      }
    return withHolding(state, ({ entitlement, periods, decisions }) => ({
      entitlement: { ...entitlement, toMonth: lastMonthWithin(entitlement, null) },
      periods: foldPeriods(periods, { type: 'GradualExitEnded', data }),
      decisions: withRecord(decisions, data, data.endedOn),
      gradualExit: null,
    }))
  },
  EntitlementStepped: (state, { fromMonth }) => withHolding(state, () => ({ steppedTo: fromMonth })),
  EntitlementLapsed: (state, { lastMonth }) => {
    if (!isHolding(state) || state.status === 'TERMINATED') return state
    return { ...state, status: 'TERMINATED', review: null, lastMonth, stoppedBy: null }
  },
  TerminationDecided: (state, data) => {
    if (!isHolding(state) || state.status === 'TERMINATED') return state
    const { lastMonth, decisionNumber } = data
    return {
      ...state,
      status: 'TERMINATED',
      entitlement: { ...state.entitlement, toMonth: lastMonth },
      periods: foldPeriods(state.periods, { type: 'TerminationDecided', data }),
      decisions: [...state.decisions, recordOf(data)],
      review: null,
      lastMonth,
      stoppedBy: decisionNumber,
    }
  },
} satisfies Partial<FactTable>
