import { refuse as refuseInstitution } from '../institution/refusals.ts'
import { isOfAge } from '../policy/full-age.ts'
import { kindOfPayee, type Payee } from '../scheme/payee.ts'
import type { CaseContext } from './context.ts'
import type { CaseFile } from './file.ts'
import { requireAlive, requireRegistered } from './guards.ts'
import { requireParticulars } from './particulars.ts'
import { schemeOf } from './procedure.ts'
import { refuse } from './refusals.ts'

/** Refuses a receiver who cannot act for anybody: the person entitled themselves, or a minor [民法典 Art.27]. */
const requireAble = (personId: string, holder: string, { persons, today }: CaseContext): void => {
  if (personId === holder) throw refuse('payee-is-holder', { personId })
  const person = persons.get(personId)
  if (person?.status === 'REGISTERED' && !isOfAge(person.birthDate, today)) throw refuse('payee-minor', { personId })
}

/** Refuses a payee that the scheme does not allow, that nobody has registered, that has died, or that does not fit the case. */
export const requirePayee = (
  file: Pick<CaseFile, 'scheme' | 'particulars' | 'members'>,
  holder: string,
  payee: Payee,
  context: CaseContext,
): void => {
  const scheme = schemeOf(file, context)
  const { value: allowed, clause } = scheme.payees
  const kind = kindOfPayee(payee)
  if (!allowed.includes(kind)) throw refuse('payee-not-allowed', { payee: kind, allowed: [...allowed], clause })
  if (payee.kind === 'PERSON') {
    requireRegistered([payee.personId], context)
    requireAlive([payee.personId], context)
    requireAble(payee.personId, holder, context)
  }
  if (payee.kind === 'INSTITUTION' && !context.institutions?.has(payee.institutionId))
    throw refuseInstitution('unknown-institution', { institutionId: payee.institutionId })
  scheme.checkPayee?.(payee, requireParticulars(scheme, file), { members: file.members, day: context.today })
  if (scheme.takesBed && payee.kind === 'INSTITUTION' && !context.bedsHeld?.has(payee.institutionId))
    throw refuseInstitution('not-a-resident', { institutionId: payee.institutionId })
}
