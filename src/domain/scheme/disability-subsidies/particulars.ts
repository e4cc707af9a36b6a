import { z } from 'zod'
import { Day } from '../../shared/day.ts'
import type { Disability } from '../../shared/disability.ts'
import { ERASED } from '../../shared/personal.ts'
import type { AssessmentPlace } from '../assessment.ts'
import type { Member } from '../household.ts'
import { onlyMember } from '../rules/one-person.ts'
import { refuse } from './refusals.ts'

/** The certificate of disability (残疾人证): kind and grade stand on the member, the paper itself here. */
const Certificate = z.strictObject({
  number: z.string().trim().min(1).max(40),
  certifiedOn: Day,
  /** Its last day; null where it has none. */
  validUntil: Day.nullable(),
})

/** What both subsidies ask beside the person. */
export const Particulars = z.strictObject({
  certificate: Certificate,
  /** Since when the person has needed care by others; null where they need none. Asked for the nursing subsidy. */
  needsCareSince: Day.nullable(),
  /** Draws nursing pay for a work injury (工伤生活护理费): then neither subsidy is paid. */
  workInjuryNursingPay: z.boolean(),
})
export type Particulars = z.infer<typeof Particulars>

/**
 * The disability of the one person, as certified on a day. Refused where there is no certificate of that day: before it was
 * made out, after it ran out, or for somebody whose file says that they have no disability.
 */
export const certifiedDisability = (
  members: readonly Member[],
  { certificate }: Particulars,
  { day }: AssessmentPlace,
): Disability => {
  const { disability, birthDate } = onlyMember(members)
  const { certifiedOn, validUntil } = certificate
  if (birthDate !== ERASED && certifiedOn < birthDate) throw refuse('certified-before-birth', { certifiedOn })
  if (validUntil !== null && validUntil < certifiedOn) throw refuse('certificate-days', { certifiedOn, validUntil })
  if (certifiedOn > day || (validUntil !== null && validUntil < day))
    throw refuse('certificate-not-valid', { certifiedOn, validUntil, day })
  if (disability === null || disability === ERASED) throw refuse('no-disability-on-file')
  return disability
}
