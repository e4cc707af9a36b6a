import { z } from 'zod'
import type { Role } from '../shared/actor.ts'

/** For what somebody's name and numbers are read in full: work on a case, a payment, an audit, an inspection. */
export const ReadPurpose = z.enum(['CASE_WORK', 'PAYMENT', 'AUDIT', 'INSPECTION'])
export type ReadPurpose = z.infer<typeof ReadPurpose>

/** Who may read for which purpose. The case that it is for, and the area, are other questions. */
export const readersFor: Readonly<Record<ReadPurpose, readonly Role[]>> = {
  CASE_WORK: ['caseWorker', 'surveyor', 'reviewer', 'confirmer'],
  PAYMENT: ['paymentPreparer', 'paymentReviewer', 'paymentApprover', 'paymentOfficer'],
  AUDIT: ['auditor'],
  INSPECTION: ['disciplineInspector'],
}
