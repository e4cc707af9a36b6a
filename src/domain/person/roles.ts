import type { Role } from '../shared/actor.ts'
import type { PersonCommand } from './commands.ts'

/**
 * Which roles may do what to a person record. Payment preparers and approvers are in none of the lists: whoever moves
 * money does not say where to. Commands of processes carry the authority of the act that they belong to.
 */
export const rolesFor: Readonly<Record<PersonCommand['type'], readonly Role[] | 'PROCESS'>> = {
  RegisterPerson: ['assistanceAssistant', 'caseWorker'],
  CorrectPerson: ['caseWorker', 'reviewer'],
  RegisterPayeeAccount: ['caseWorker', 'paymentOfficer'],
  RecordDisability: ['caseWorker', 'reviewer'],
  RecordDeath: ['assistanceAssistant', 'caseWorker', 'reviewer', 'paymentOfficer'],
  AnnulDeath: ['caseWorker', 'reviewer'],
  ClaimScheme: 'PROCESS',
  ReleaseSchemeClaim: 'PROCESS',
}
