import type { Cited } from '../../policy/ruleset.ts'
import type { Readers } from '../readers.ts'

/**
 * Who may read of a child who is helped: whoever works on the case, the payment staff of the county for their runs, and
 * those who look on. Looking up personal data unrelated to an application is punished [2026-LAW Art.70(6)]; which roles
 * have to do with one is printed nowhere.
 */
export const childrenReaders: Cited<Readers> = {
  value: {
    roles: ['caseWorker', 'reviewer', 'confirmer', 'auditor', 'disciplineInspector'],
    countyRoles: ['paymentPreparer', 'paymentReviewer', 'paymentApprover', 'paymentOfficer'],
  },
  clause: 'product default',
}
