import { hash } from 'node:crypto'

/** The namespace of ids that are derived from something other than a command. Never changes. */
const NAMESPACE = '6f0a3c1e-7d53-5b0e-9a54-2f2b6f6d9c11'

/**
 * The id of the event number `index` (from 0) that a command appends to a stream. The same command gives the same ids, so a
 * repeated append is recognised. `command` is a UUID.
 */
export const eventIdOf = (command: string, stream: string, index: number): string =>
  uuid5(`${stream}/${index}`, command)

/** A UUID derived from a seed (a command id, a natural key) and a name: the same again for the same input. */
export const idFrom = (seed: string, name: string): string => uuid5(JSON.stringify([seed, name]), NAMESPACE)

/** The UUIDv5 of a name in a namespace (RFC 9562, 5.5), made here: a payment month needs some hundred thousand. */
const uuid5 = (name: string, namespace: string): string => {
  const bytes = Buffer.allocUnsafe(16 + Buffer.byteLength(name))
  if (bytes.write(namespace.replaceAll('-', ''), 0, 16, 'hex') !== 16) throw new TypeError(`${namespace} is no UUID`)
  bytes.write(name, 16)
  const hex = hash('sha1', bytes, 'hex')
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
