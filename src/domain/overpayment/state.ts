import { ascending } from '../shared/ascending.ts'
import type { Month } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import type { Fen } from '../shared/fen.ts'
import type { OverpaidMonth, OverpaymentEvent } from './events.ts'
import type { OverpaymentStatus, WaiverGround } from './words.ts'

/** A waiver that waits for a second person. */
export type Waiver = { waiverId: string; amountFen: Fen; ground: WaiverGround; proposedBy: string }

/** An overpayment as its stream tells it; what is left is computed from its sums. */
export type Overpayment = {
  status: 'OPEN'
  overpaymentId: string
  scheme: string
  personId: string
  caseId: string
  number: number
  area: string
  months: readonly OverpaidMonth[]
  /** By month: what later facts took off the claim. */
  reduced: ReadonlyMap<Month, Fen>
  recoveredFen: Fen
  offsetFen: Fen
  waivedFen: Fen
  /** By payment: what it repays. */
  offsets: ReadonlyMap<string, Fen>
  agreedOffset: { monthlyFen: Fen; fromMonth: Month } | null
  waiver: Waiver | null
  isNotified: boolean
  /** Where it went, when another office pursues it. */
  handedOver: 'TRANSFERRED' | 'REFERRED' | null
}

/** An overpayment, or nothing under this id yet. */
export type OverpaymentState = { status: 'NONE' } | Overpayment

/** What is claimed: found, less what later facts took off. */
export const claimedFen = ({ months, reduced }: Pick<Overpayment, 'months' | 'reduced'>): Fen =>
  months.reduce((sum, { month, overpaidFen }) => sum + overpaidFen - (reduced.get(month) ?? 0), 0)

/** What has come back, in cash or by smaller payments. */
const backFen = ({ recoveredFen, offsetFen }: Overpayment): Fen => recoveredFen + offsetFen

/** What is still owed; zero once all of it is back, written off or was due after all. */
export const outstandingFen = (overpayment: Overpayment): Fen =>
  Math.max(0, claimedFen(overpayment) - backFen(overpayment) - overpayment.waivedFen)

/** Where its recovery stands. */
export const statusOf = (overpayment: Overpayment): OverpaymentStatus => {
  const { handedOver, waivedFen, recoveredFen, offsetFen } = overpayment
  if (outstandingFen(overpayment) > 0) {
    if (handedOver !== null) return handedOver
    return backFen(overpayment) + waivedFen > 0 ? 'PARTIAL' : 'ISSUED'
  }
  if (waivedFen > 0) return 'WAIVED'
  if (recoveredFen > 0) return 'RECOVERED'
  return offsetFen > 0 ? 'OFFSET' : 'CORRECTED'
}

/** What is claimed for a month, and how much has come back for it; more than the claim where too much came in. */
export type SettledMonth = { claimedFen: Fen; backFen: Fen }

/** By month: what comes in settles the earliest claims that stand first; what is beyond all of them is the last month's. */
export const settledByMonth = (overpayment: Overpayment): ReadonlyMap<Month, SettledMonth> => {
  let left = backFen(overpayment)
  const settled = new Map<Month, SettledMonth>()
  for (const { month, overpaidFen } of [...overpayment.months].sort((a, b) => ascending(a.month, b.month))) {
    const standing = overpaidFen - (overpayment.reduced.get(month) ?? 0)
    const back = Math.min(left, standing)
    left -= back
    settled.set(month, { claimedFen: standing, backFen: back })
  }
  const last = [...settled].at(-1)
  if (last && left > 0) settled.set(last[0], { ...last[1], backFen: last[1].backFen + left })
  return settled
}

/** What of a month's claim is settled: it stands, whatever becomes known later, for the money is given back as arrears. */
export const settledFen = ({ claimedFen, backFen }: SettledMonth): Fen => Math.min(claimedFen, backFen)

/** Folds an overpayment; never refuses. */
export const evolveOverpayment: Decider<OverpaymentState, never, OverpaymentEvent, never>['evolve'] = (
  state,
  { type, data },
  { actor },
) => {
  if (type === 'OverpaymentDetected') {
    const { overpaymentId, scheme, personId, caseId, number, area, months } = data
    return { ...untouched, overpaymentId, scheme, personId, caseId, number, area, months }
  }
  if (state.status === 'NONE') return state
  switch (type) {
    case 'OverpaymentReduced': {
      const reduced = new Map(state.reduced)
      for (const { month, byFen } of data.months) reduced.set(month, (reduced.get(month) ?? 0) + byFen)
      return { ...state, reduced }
    }
    case 'OverpaymentNotified':
      return { ...state, isNotified: true }
    case 'InstalmentsAgreed':
      return state
    case 'OverpaymentRecovered':
      return { ...state, recoveredFen: state.recoveredFen + data.amountFen }
    case 'RecoveryOffsetAgreed': {
      const { monthlyFen, fromMonth } = data
      return { ...state, agreedOffset: monthlyFen === 0 ? null : { monthlyFen, fromMonth } }
    }
    case 'OverpaymentOffset':
      return {
        ...state,
        offsetFen: state.offsetFen + data.amountFen,
        offsets: new Map([...state.offsets, [data.paymentId, data.amountFen]]),
      }
    case 'OverpaymentOffsetUndone':
      return {
        ...state,
        offsetFen: state.offsetFen - data.amountFen,
        offsets: new Map([...state.offsets].filter(([paymentId]) => paymentId !== data.paymentId)),
      }
    case 'WaiverProposed': {
      const { waiverId, amountFen, ground } = data
      return { ...state, waiver: { waiverId, amountFen, ground, proposedBy: actor } }
    }
    case 'WaiverRejected':
      return { ...state, waiver: null }
    case 'OverpaymentWaived':
      return { ...state, waiver: null, waivedFen: state.waivedFen + data.amountFen }
    case 'OverpaymentTransferred':
      return { ...state, handedOver: 'TRANSFERRED' }
    case 'OverpaymentReferred':
      return { ...state, handedOver: 'REFERRED' }
  }
}

const untouched = {
  status: 'OPEN',
  reduced: new Map<Month, Fen>(),
  recoveredFen: 0,
  offsetFen: 0,
  waivedFen: 0,
  offsets: new Map<string, Fen>(),
  agreedOffset: null,
  waiver: null,
  isNotified: false,
  handedOver: null,
} as const
