import { z } from 'zod'
import { Uuid } from '../shared/event.ts'

/** In which part somebody else receives the money of the person entitled. */
const PayeeRole = z.enum([
  'GUARDIAN', // 监护人
  'CARER', // 照料人
  'HOUSEHOLD_HOLDER', // 持卡人, for a member of the household who is paid apart
])

/**
 * Whose account a month is paid to: the holder's own, that of a registered person who looks after the holder, or an
 * institution's. The payment still belongs to the holder.
 */
export const Payee = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('HOLDER') }),
    z.strictObject({ kind: z.literal('PERSON'), personId: Uuid, role: PayeeRole }),
    z.strictObject({ kind: z.literal('INSTITUTION'), institutionId: Uuid }),
  ])
  .meta({ id: 'Payee', description: 'Whose account is paid.' })
export type Payee = z.infer<typeof Payee>

/** What a scheme may allow: the holder, a person in a role, an institution. */
export type PayeeKind = 'HOLDER' | z.infer<typeof PayeeRole> | 'INSTITUTION'

/** The holder's own account. */
export const ownAccount: Payee = { kind: 'HOLDER' }

/** What kind of payee this is. */
export const kindOfPayee = (payee: Payee): PayeeKind => (payee.kind === 'PERSON' ? payee.role : payee.kind)

/** Whether two payees are one. */
export const isSamePayee = (one: Payee, other: Payee): boolean =>
  kindOfPayee(one) === kindOfPayee(other) &&
  (one.kind !== 'PERSON' || other.kind !== 'PERSON' || one.personId === other.personId) &&
  (one.kind !== 'INSTITUTION' || other.kind !== 'INSTITUTION' || one.institutionId === other.institutionId)
