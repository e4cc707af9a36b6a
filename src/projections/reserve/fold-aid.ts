import type { CaseEvent } from '../../domain/case/events.ts'
import type { Fact } from '../view.ts'
import type { EmergencyAidTable } from './tables.ts'

/** The events of a case that the book of aids listens to. */
export type AidEvent = Extract<CaseEvent, { type: 'EmergencyAidGranted' | 'PaperworkCompleted' | 'DecisionFiled' }>

/** An aid as it is granted, paid by the reserve of a township. */
export const aidOf = (
  fact: Fact<Extract<AidEvent, { type: 'EmergencyAidGranted' }>>,
  area: string,
): EmergencyAidTable => {
  const { drawId, caseId, personId, amountFen, form, decisionNumber, decidedOn, delegationId } = fact.data
  return {
    draw_id: drawId,
    case_id: caseId,
    area,
    person_id: personId,
    amount_fen: amountFen,
    form,
    decision_number: decisionNumber,
    decided_on: decidedOn,
    delegated: delegationId !== null,
    aid_first: fact.data.aidFirst.value,
    paperwork_due: fact.data.deadlines.find(({ clock }) => clock === 'PAPERWORK')?.due ?? decidedOn,
    granted_by: fact.envelope.actor,
    granted_at: Number(fact.position),
    completed_on: null,
    completed_at: null,
    outcome: null,
    filed_on: null,
    filed_at: null,
  }
}

/** The same after its paperwork, or its filing with the county. */
export const foldAid = (
  row: EmergencyAidTable,
  { type, data, position }: Fact<Exclude<AidEvent, { type: 'EmergencyAidGranted' }>>,
): EmergencyAidTable => {
  if (type === 'DecisionFiled') return { ...row, filed_on: data.filedOn, filed_at: Number(position) }
  return { ...row, completed_on: data.completedOn, completed_at: Number(position), outcome: data.outcome }
}
