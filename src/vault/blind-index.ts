import { createHmac } from 'node:crypto'
import type { NumberedKey } from './keys.ts'

/** An ID number as it is compared: half-width, upper case, without spaces and dashes. Whether it is valid is not asked. */
const normaliseIdNumber = (idNumber: string): string =>
  idNumber
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Dash_Punctuation}]/gu, '')

/**
 * A keyed fingerprint of an ID number, `<key version>-<32 hex digits>` (128 bits of an HMAC-SHA-256): equal numbers have
 * equal indexes, and without the key nothing can be learned from one, not even by trying all numbers.
 */
export const blindIndexOf = (index: NumberedKey, idNumber: string): string => {
  const mac = createHmac('sha256', index.key)
    .update(`id-number ${normaliseIdNumber(idNumber)}`)
    .digest('hex')
  return `${index.id}-${mac.slice(0, 32)}`
}
