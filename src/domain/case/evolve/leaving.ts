import { foldPeriods } from '../timeline.ts'
import { type FactTable, withDeadlines, withFile, withHolding } from './facts.ts'

/** Conduct while entitled, and a case that moves. */
export const leavingFacts = {
  WorkOffered: (state, { offerId, personId, offeredOn }) =>
    withFile(state, ({ workOffers = [] }) => ({
      workOffers: [...workOffers, { offerId, personId, offeredOn, answer: null }],
    })),
  WorkAnswered: (state, { offerId, answer, answeredOn }) =>
    withFile(state, ({ workOffers = [] }) => ({
      workOffers: workOffers.map((offer) =>
        offer.offerId === offerId ? { ...offer, answer: { is: answer, on: answeredOn } } : offer,
      ),
    })),
  UnreportedChangeFound: (state) => state,
  ReviewDeferred: (state, { reviewDue, deadlines }) =>
    withHolding(
      withFile(state, (file) => ({ deadlines: withDeadlines(file, deadlines) })),
      () => ({ reviewDue }),
    ),
  GradualExitExtended: (state, data) =>
    withHolding(state, ({ entitlement, periods, gradualExit }) => ({
      entitlement: { ...entitlement, toMonth: data.lastMonth },
      periods: foldPeriods(periods, { type: 'GradualExitExtended', data }),
      gradualExit: gradualExit && { ...gradualExit, lastMonth: data.lastMonth },
    })),
  TransferRequested: (state, { to, areaKind, requestedOn }) =>
    withFile(state, () => ({ transfer: { to, areaKind, requestedOn } })),
  TransferDeclined: (state) => withFile(state, () => ({ transfer: null })),
  EntitlementMoved: (state, data) => {
    const { entitlement } = data
    const { area, areaKind } = entitlement
    return withHolding(
      withFile(state, () => ({ area, areaKind, transfer: null })),
      ({ periods }) => ({ entitlement, periods: foldPeriods(periods, { type: 'EntitlementMoved', data }) }),
    )
  },
  AcceptedElsewhere: (state, { at, acceptedOn, deadlines }) =>
    withFile(state, (file) => ({
      elsewhere: { at, acceptedOn, sentHomeOn: null, relayedOn: null },
      deadlines: withDeadlines(file, deadlines),
    })),
  CaseTransferred: (state, { transferredOn: sentHomeOn }) =>
    withFile(state, ({ elsewhere }) => (elsewhere ? { elsewhere: { ...elsewhere, sentHomeOn } } : {})),
  ResultRelayed: (state, { relayedOn }) =>
    withFile(state, ({ elsewhere }) => (elsewhere ? { elsewhere: { ...elsewhere, relayedOn } } : {})),
} satisfies Partial<FactTable>
