import type { Role } from '../shared/actor.ts'
import type { InstitutionCommand } from './commands.ts'

/**
 * Which roles may do what to an institution. Payment preparers and approvers are in none of the lists: whoever moves money
 * does not say where to. Commands of processes carry the authority of the act that they belong to.
 */
export const rolesFor: Readonly<Record<InstitutionCommand['type'], readonly Role[] | 'PROCESS'>> = {
  RegisterInstitution: ['caseWorker', 'reviewer', 'confirmer'],
  ChangeInstitution: ['caseWorker', 'reviewer', 'confirmer'],
  RegisterInstitutionAccount: ['caseWorker', 'paymentOfficer'],
  MoveResidents: ['confirmer'],
  CloseInstitution: ['reviewer', 'confirmer'],
  AdmitResident: 'PROCESS',
  DischargeResident: 'PROCESS',
  FinishMove: 'PROCESS',
}
