import type { Actor } from '../shared/actor.ts'
import type { Day } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import type { Fen } from '../shared/fen.ts'
import { checkOverpaymentDuty } from './authority.ts'
import type { OverpaymentCommand, Reduction } from './commands.ts'
import { type OverpaymentEvent, overpaymentEvents } from './events.ts'
import { refuse } from './refusals.ts'
import {
  evolveOverpayment,
  type Overpayment,
  type OverpaymentState,
  outstandingFen,
  settledByMonth,
  settledFen,
} from './state.ts'

/** What a decision on an overpayment rests on beside its stream. */
export type OverpaymentContext = {
  actor: Actor
  today: Day
  /** Whether a rule of the area allows a debt to be taken off assistance. */
  offsetAllowed: boolean
}

type Facts = readonly OverpaymentEvent[]
type OnOne = Exclude<OverpaymentCommand, { type: 'DetectOverpayment' }>

const decide = (command: OverpaymentCommand, state: OverpaymentState, context: OverpaymentContext): Facts => {
  const { subject: overpaymentId } = command
  if (command.type === 'DetectOverpayment') {
    if (state.status !== 'NONE') throw refuse('overpayment-exists', { overpaymentId })
    return [{ type: 'OverpaymentDetected', data: { overpaymentId, ...command.data, detectedOn: context.today } }]
  }
  if (state.status === 'NONE') throw refuse('unknown-overpayment', { overpaymentId })
  checkOverpaymentDuty(command.type, state.area, context.actor)
  return decideOn(command, state, context)
}

const decideOn = (command: OnOne, state: Overpayment, context: OverpaymentContext): Facts => {
  const { overpaymentId } = state
  const on = context.today
  const leftFen = outstandingFen(state)
  switch (command.type) {
    case 'ReduceOverpayment':
      return reduce(state, command.data, on)
    case 'RecordOffset':
      // The same payment counts once, however often it is asked.
      if (state.offsets.has(command.data.paymentId)) return []
      requireWithin(leftFen, command.data.amountFen)
      return [{ type: 'OverpaymentOffset', data: { overpaymentId, ...command.data, on } }]
    case 'UndoOffset':
      if (!state.offsets.has(command.data.paymentId)) return []
      return [{ type: 'OverpaymentOffsetUndone', data: { overpaymentId, ...command.data, on } }]
    case 'NotifyOverpayment':
      requireOwed(leftFen)
      if (command.data.returnBy < on) throw refuse('return-date-past', { returnBy: command.data.returnBy })
      return [{ type: 'OverpaymentNotified', data: { overpaymentId, ...command.data, notifiedOn: on } }]
    case 'AgreeInstalments':
      requireOwed(leftFen)
      requireWhole(command.data.instalments, leftFen)
      return [{ type: 'InstalmentsAgreed', data: { overpaymentId, ...command.data, agreedOn: on } }]
    case 'RecordRecovery': {
      const { amountFen, receivedOn } = command.data
      requireOwed(leftFen)
      if (receivedOn > on) throw refuse('recovery-in-future', { receivedOn })
      requireWithin(leftFen, amountFen)
      return [{ type: 'OverpaymentRecovered', data: { overpaymentId, ...command.data } }]
    }
    case 'AgreeRecoveryOffset': {
      const { monthlyFen } = command.data
      if (monthlyFen > 0) requireOwed(leftFen)
      if (monthlyFen > 0 && !context.offsetAllowed) throw refuse('recovery-offset-not-allowed', { area: state.area })
      return [{ type: 'RecoveryOffsetAgreed', data: { overpaymentId, ...command.data, agreedOn: on } }]
    }
    case 'ProposeWaiver': {
      requireOwed(leftFen)
      if (state.waiver) throw refuse('waiver-pending', { waiverId: state.waiver.waiverId })
      requireWithin(leftFen, command.data.amountFen)
      const waiverId = command.newId
      return [{ type: 'WaiverProposed', data: { overpaymentId, waiverId, ...command.data, proposedOn: on } }]
    }
    case 'ApproveWaiver': {
      const { waiverId, amountFen, ground, proposedBy } = waiverFor(state, command.data.waiverId, context.actor)
      if (amountFen !== command.data.amountFen || amountFen > leftFen)
        throw refuse('waiver-differs', { amountFen, leftFen })
      const waived = { overpaymentId, waiverId, amountFen, ground, proposedBy, waivedOn: on }
      return [{ type: 'OverpaymentWaived', data: waived }]
    }
    case 'RejectWaiver': {
      const { waiverId } = waiverFor(state, command.data.waiverId, context.actor)
      return [{ type: 'WaiverRejected', data: { overpaymentId, waiverId, reasons: command.data.reasons, on } }]
    }
    case 'TransferOverpayment':
      requireOwed(leftFen)
      return [{ type: 'OverpaymentTransferred', data: { overpaymentId, ...command.data, on } }]
    case 'ReferOverpayment':
      requireOwed(leftFen)
      return [{ type: 'OverpaymentReferred', data: { overpaymentId, ...command.data, on } }]
  }
}

/**
 * The claims are stated whole, so that the same finding twice takes nothing off twice. What has come back meanwhile keeps
 * the claim that it settles: it is owed again, and nothing else is repaid with it.
 */
const reduce = (state: Overpayment, { months, runId, readAt }: Reduction, on: Day): Facts => {
  const claims = settledByMonth(state)
  const less = months.flatMap(({ month, toFen }) => {
    const claim = claims.get(month) ?? { claimedFen: 0, backFen: 0 }
    const byFen = claim.claimedFen - Math.max(toFen, settledFen(claim))
    return byFen > 0 ? [{ month, byFen }] : []
  })
  if (less.length === 0) return []
  const { overpaymentId } = state
  return [{ type: 'OverpaymentReduced', data: { overpaymentId, months: less, runId, readAt, on } }]
}

const requireOwed = (leftFen: Fen): void => {
  if (leftFen === 0) throw refuse('overpayment-settled')
}

const requireWithin = (leftFen: Fen, amountFen: Fen): void => {
  if (amountFen > leftFen) throw refuse('recovery-above-outstanding', { leftFen, amountFen })
}

const requireWhole = (instalments: readonly { due: Day; fen: Fen }[], leftFen: Fen): void => {
  const sum = instalments.reduce((total, { fen }) => total + fen, 0)
  const isOrdered = instalments.every(({ due }, index) => index === 0 || due > (instalments[index - 1]?.due ?? due))
  if (sum !== leftFen || !isOrdered) throw refuse('instalments-differ', { leftFen, sumFen: sum })
}

/** The waiver that waits under this id; never for whoever proposed it. */
const waiverFor = ({ waiver }: Overpayment, waiverId: string, { sub }: Actor) => {
  if (waiver?.waiverId !== waiverId) throw refuse('unknown-waiver', { waiverId })
  if (waiver.proposedBy === sub) throw refuse('own-waiver', { by: sub })
  return waiver
}

/** `overpayment-<uuid>`: from what was found to the last fen back, or a write-off with two names. */
export const overpaymentDecider: Decider<OverpaymentState, OverpaymentCommand, OverpaymentEvent, OverpaymentContext> = {
  schemas: overpaymentEvents,
  initial: { status: 'NONE' },
  evolve: evolveOverpayment,
  decide,
}
