import { alertRefusals } from './alert/refusals.ts'
import { caseRefusals } from './case/refusals.ts'
import { crisisRefusals } from './crisis/refusals.ts'
import { demonstrationRefusals } from './demonstration/day.ts'
import { enquiryRefusals } from './enquiry/refusals.ts'
import { inspectionRefusals } from './inspection/refusals.ts'
import { institutionRefusals } from './institution/refusals.ts'
import { overpaymentRefusals } from './overpayment/refusals.ts'
import { paymentRefusals } from './payment/refusals.ts'
import { personRefusals } from './person/refusals.ts'
import { policyRefusals } from './policy/refusals.ts'
import { priceRefusals } from './price/refusals.ts'
import { reratingRefusals } from './rerating/refusals.ts'
import { reserveRefusals } from './reserve/refusals.ts'
import { childrenRefusals } from './scheme/children-allowances/refusals.ts'
import { disabilityRefusals } from './scheme/disability-subsidies/refusals.ts'
import { supportRefusals } from './scheme/extreme-poverty-support/refusals.ts'
import { grantRefusals } from './scheme/grants/refusals.ts'
import { schemeRefusals } from './scheme/refusals.ts'
import { temporaryAssistanceRefusals } from './scheme/temporary-assistance/refusals.ts'
import { actDayRefusals } from './shared/act-day.ts'
import type { RefusalRow } from './shared/refusal.ts'

/** Every "no" the domain can say, by its stable code: what `docs/errors.md` lists and the HTTP room words. */
export const refusals: Readonly<Record<string, RefusalRow>> = {
  ...actDayRefusals,
  ...policyRefusals,
  ...schemeRefusals,
  ...supportRefusals,
  ...temporaryAssistanceRefusals,
  ...disabilityRefusals,
  ...childrenRefusals,
  ...grantRefusals,
  ...personRefusals,
  ...institutionRefusals,
  ...caseRefusals,
  ...reratingRefusals,
  ...reserveRefusals,
  ...priceRefusals,
  ...paymentRefusals,
  ...overpaymentRefusals,
  ...inspectionRefusals,
  ...crisisRefusals,
  ...alertRefusals,
  ...enquiryRefusals,
  ...demonstrationRefusals,
}
