import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { BrokenSeal } from './errors.ts'

const nonceBytes = 12
const tagBytes = 16
const prefix = 'sealed:1:'
/** Sealed values come in steps of this many bytes, so that length tells little: null is as long as an ID number. */
const step = 32

/** Seals bytes with AES-256-GCM: nonce 12, ciphertext, tag 16. `bound` is authenticated with them and must be given again. */
export const sealBytes = (key: KeyObject, bytes: Buffer, bound: string): Buffer => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(bound))
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** The bytes again. Throws `BrokenSeal` when anything was altered, or `bound` is not what they were sealed with. */
export const openBytes = (key: KeyObject, sealed: Buffer, bound: string): Buffer => {
  if (sealed.length < nonceBytes + tagBytes) throw new BrokenSeal('too short to be sealed')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(bound))
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()])
  } catch {
    throw new BrokenSeal(`the seal of ${bound} is broken`)
  }
}

const boundTo = (personId: string, field: string): string => `person ${personId.toLowerCase()} ${field}`

/** A JSON value as text `sealed:1:<base64url>`, bound to a person and to the name of a field. */
export const sealValue = (key: KeyObject, personId: string, field: string, value: unknown): string => {
  const json = Buffer.from(JSON.stringify(value))
  const padded = Buffer.alloc(Math.ceil(json.length / step) * step, ' ')
  json.copy(padded)
  return prefix + sealBytes(key, padded, boundTo(personId, field)).toString('base64url')
}

/** The JSON value again. Throws `BrokenSeal` for text that was not sealed with this key for this person and field. */
export const openValue = (key: KeyObject, personId: string, field: string, sealed: string): unknown => {
  if (!sealed.startsWith(prefix)) throw new BrokenSeal(`${field} of person ${personId} is not sealed text`)
  const bytes = Buffer.from(sealed.slice(prefix.length), 'base64url')
  return JSON.parse(openBytes(key, bytes, boundTo(personId, field)).toString())
}

/** Wraps a key of a person or a file, so that it may lie in the database. */
export const wrapKey = (wrap: KeyObject, key: KeyObject, bound: string): Buffer => sealBytes(wrap, key.export(), bound)

/** The key again. Throws `BrokenSeal` when it was wrapped under another key or for something else. */
export const unwrapKey = (wrap: KeyObject, wrapped: Buffer, bound: string): KeyObject =>
  createSecretKey(openBytes(wrap, wrapped, bound))

/** A fresh random key. */
export const freshKey = (): KeyObject => createSecretKey(randomBytes(32))
