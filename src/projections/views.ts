import { access } from './access/access.ts'
import { caseFile } from './case-file/case-file.ts'
import { crisisMeasure } from './crisis-measure/crisis-measure.ts'
import { inspection } from './inspection/inspection.ts'
import { institution } from './institution/institution.ts'
import { outreach } from './outreach/outreach.ts'
import { overpayment } from './overpayment/overpayment.ts'
import { paymentLedger } from './payment-ledger/payment-ledger.ts'
import { paymentRun } from './payment-run/payment-run.ts'
import { person } from './person/person.ts'
import { policy } from './policy/policy.ts'
import { prices } from './prices/prices.ts'
import { rerating } from './rerating/rerating.ts'
import { reserve } from './reserve/reserve.ts'
import { roster } from './roster/roster.ts'
import { support } from './support/support.ts'
import type { View } from './view.ts'
import { workList } from './work-list/work-list.ts'

/** Every read model of the program. */
export const views: readonly View[] = [
  caseFile,
  roster,
  paymentLedger,
  paymentRun,
  overpayment,
  person,
  institution,
  support,
  reserve,
  workList,
  inspection,
  crisisMeasure,
  outreach,
  policy,
  rerating,
  prices,
  access,
]
