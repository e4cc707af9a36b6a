import { type Actor, holdsOneOf, type Role } from '../shared/actor.ts'
import { type AreaCode, isWithin } from '../shared/area.ts'
import type { OverpaymentCommand } from './commands.ts'
import { refuse } from './refusals.ts'

/** Who may do what. What a run finds is recorded under the authority of whoever calculates or closes it. */
const duties: Readonly<Record<OverpaymentCommand['type'], readonly Role[] | 'PROCESS'>> = {
  DetectOverpayment: 'PROCESS',
  ReduceOverpayment: 'PROCESS',
  RecordOffset: 'PROCESS',
  UndoOffset: 'PROCESS',
  NotifyOverpayment: ['caseWorker', 'reviewer', 'confirmer'],
  AgreeInstalments: ['caseWorker', 'reviewer', 'confirmer'],
  RecordRecovery: ['paymentOfficer'],
  AgreeRecoveryOffset: ['confirmer'],
  ProposeWaiver: ['caseWorker', 'reviewer', 'paymentOfficer'],
  ApproveWaiver: ['confirmer'],
  RejectWaiver: ['confirmer'],
  TransferOverpayment: ['confirmer'],
  ReferOverpayment: ['confirmer'],
}

/** Refuses whoever holds none of the roles of a command, or acts outside the own area. */
export const checkOverpaymentDuty = (type: OverpaymentCommand['type'], area: AreaCode, actor: Actor): void => {
  const roles = duties[type]
  if (roles === 'PROCESS') return
  if (!isWithin(area, actor.area)) throw refuse('overpayment-outside-area', { area })
  if (!holdsOneOf(actor, roles)) throw refuse('overpayment-role-needed', { roles: [...roles] })
}
