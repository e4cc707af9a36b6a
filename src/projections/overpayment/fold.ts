import type { OverpaymentEvent } from '../../domain/overpayment/events.ts'
import type { Fact } from '../view.ts'
import type { MovementKind, OverpaymentMovementTable, OverpaymentTable } from './tables.ts'

/** The row of an overpayment that a fact brings into being, if it does. */
export const overpaymentOf = ({ type, data, position }: Fact<OverpaymentEvent>): OverpaymentTable[] =>
  type === 'OverpaymentDetected'
    ? [
        {
          overpayment_id: data.overpaymentId,
          scheme: data.scheme,
          person_id: data.personId,
          case_id: data.caseId,
          area: data.area,
          area_kind: data.areaKind,
          number: data.number,
          months: data.months,
          run_id: data.runId,
          price_group: data.group,
          detected_on: data.detectedOn,
          detected_at: Number(position),
        },
      ]
    : []

/** The row of a fact. Each is dated with its own day and known from its own position. */
export const movementOf = (fact: Fact<OverpaymentEvent>): OverpaymentMovementTable => {
  const { overpaymentId, ...details } = fact.data
  return {
    event_id: fact.id,
    overpayment_id: overpaymentId,
    ...dated(fact),
    details,
    recorded_by: fact.envelope.actor,
    position: Number(fact.position),
    revision: fact.version,
  }
}

const dated = ({ type, data }: OverpaymentEvent): { kind: MovementKind; moved_on: string; fen: number } => {
  switch (type) {
    case 'OverpaymentDetected':
      return {
        kind: 'DETECTED',
        moved_on: data.detectedOn,
        fen: data.months.reduce((sum, { overpaidFen }) => sum + overpaidFen, 0),
      }
    case 'OverpaymentReduced':
      return { kind: 'REDUCED', moved_on: data.on, fen: data.months.reduce((sum, { byFen }) => sum + byFen, 0) }
    case 'OverpaymentNotified':
      return { kind: 'NOTIFIED', moved_on: data.notifiedOn, fen: 0 }
    case 'InstalmentsAgreed':
      return { kind: 'INSTALMENTS_AGREED', moved_on: data.agreedOn, fen: 0 }
    case 'OverpaymentRecovered':
      return { kind: 'RECOVERED', moved_on: data.receivedOn, fen: data.amountFen }
    case 'RecoveryOffsetAgreed':
      return { kind: 'OFFSET_AGREED', moved_on: data.agreedOn, fen: 0 }
    case 'OverpaymentOffset':
      return { kind: 'OFFSET', moved_on: data.on, fen: data.amountFen }
    case 'OverpaymentOffsetUndone':
      return { kind: 'OFFSET_UNDONE', moved_on: data.on, fen: data.amountFen }
    case 'WaiverProposed':
      return { kind: 'WAIVER_PROPOSED', moved_on: data.proposedOn, fen: 0 }
    case 'WaiverRejected':
      return { kind: 'WAIVER_REJECTED', moved_on: data.on, fen: 0 }
    case 'OverpaymentWaived':
      return { kind: 'WAIVED', moved_on: data.waivedOn, fen: data.amountFen }
    case 'OverpaymentTransferred':
      return { kind: 'TRANSFERRED', moved_on: data.on, fen: 0 }
    case 'OverpaymentReferred':
      return { kind: 'REFERRED', moved_on: data.on, fen: 0 }
  }
}
