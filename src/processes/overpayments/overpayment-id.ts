import { createHash } from 'node:crypto'
import { uuid8 } from '../payment-run/identity.ts'

/** Which overpayment: those of a person under a scheme are counted from 1. */
export type OverpaymentKey = { scheme: string; personId: string; number: number }

/** UUIDv8 of SHA-256("overpayment/1|scheme|person|number"): finding the same twice is a conflict by construction. */
export const overpaymentIdOf = ({ scheme, personId, number }: OverpaymentKey): string =>
  uuid8(createHash('sha256').update(`overpayment/1|${scheme}|${personId}|${number}`).digest())
