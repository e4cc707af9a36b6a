import { createHmac, hash, type KeyObject, randomFillSync, timingSafeEqual } from 'node:crypto'
import { InvalidEvent } from './errors.ts'
import type { NewEvent, Recorded, Tip } from './port.ts'

/** A key for message authentication codes, kept outside the database. As a `KeyObject` it is five times as fast. */
export type MacKey = { id: number; key: KeyObject }

/** An event that is complete but for its proof. */
export type Unsealed = Pick<NewEvent, 'id' | 'type' | 'schemaVersion' | 'payload' | 'meta' | 'recordedAt'>

type Place = { stream: string; version: number }

const SALT = 16
const HASH = 32
const LEAF_AT = SALT + HASH
const MAC_AT = LEAF_AT + HASH

/** Bytes of a stored proof: salt 16, previous leaf 32, leaf 32, MAC 32. */
export const PROOF_LENGTH = MAC_AT + HASH

/** The parts of a stored proof. */
const saltOf = (proof: Buffer): Buffer => proof.subarray(0, SALT)
export const previousLeafOf = (proof: Buffer): Buffer => proof.subarray(SALT, LEAF_AT)
export const leafOf = (proof: Buffer): Buffer => proof.subarray(LEAF_AT, MAC_AT)
const macOf = (proof: Buffer): Buffer => proof.subarray(MAC_AT, PROOF_LENGTH)

/** Random bytes are drawn in blocks: one system call per event would cost more than its hash. */
const pool = Buffer.alloc(SALT * 256)
let drawn = pool.length
const freshSalt = (into: Buffer): void => {
  if (drawn === pool.length) {
    randomFillSync(pool)
    drawn = 0
  }
  pool.copy(into, 0, drawn, drawn + SALT)
  drawn += SALT
}

/** A hash as text of one character a byte: a buffer of its own for each would cost as much as the hash. */
const BYTES = 'binary'
const sameBytes = (text: string, bytes: Buffer): boolean => timingSafeEqual(Buffer.from(text, BYTES), bytes)

const saltedHash = (domain: 1 | 2, salt: Buffer, text: string): string => {
  const bytes = Buffer.allocUnsafe(1 + SALT + Buffer.byteLength(text))
  bytes[0] = domain
  salt.copy(bytes, 1)
  bytes.write(text, 1 + SALT)
  return hash('sha256', bytes, 'base64')
}

/** Visible ASCII: no space and no line break, so that the fields of an entry cannot be confused. */
const PLAIN = /^[\x21-\x7e]+$/

const plain = (field: string): string => {
  if (!PLAIN.test(field)) throw new InvalidEvent(`a sealed field must be visible ASCII: ${JSON.stringify(field)}`)
  return field
}

/** The three lines that the MAC covers, each ended by a line feed. */
const sealedLines = (event: Unsealed, { stream, version }: Place, salt: Buffer, previous: Buffer): string =>
  'case-event/1\n' +
  `${plain(event.id)} ${plain(stream)} ${version} ${plain(event.type)}@${event.schemaVersion} ${plain(event.recordedAt)}\n` +
  `${saltedHash(1, salt, event.payload)} ${saltedHash(2, salt, event.meta)} ${previous.toString('base64')}\n`

const entryText = (lines: string, keyId: number, mac: Buffer): string => `${lines}${keyId} ${mac.toString('base64')}\n`

/** leaf = SHA-256(0x00 ‖ entry), as in RFC 6962. An entry is ASCII, so the NUL in front is the byte 0x00. */
const leafHash = (entry: string): string => hash('sha256', `\0${entry}`, BYTES)

const macHash = (lines: string, mac: MacKey): string => createHmac('sha256', mac.key).update(lines).digest(BYTES)

const sealOne = (event: Unsealed, place: Place, previous: Buffer, mac: MacKey): NewEvent => {
  // Its four parts fill it to the last byte.
  const proof = Buffer.allocUnsafe(PROOF_LENGTH)
  freshSalt(proof)
  previous.copy(proof, SALT)
  const lines = sealedLines(event, place, saltOf(proof), previous)
  proof.write(macHash(lines, mac), MAC_AT, BYTES)
  proof.write(leafHash(entryText(lines, mac.id, macOf(proof))), LEAF_AT, BYTES)
  return { ...event, proof, macKey: mac.id }
}

/**
 * Seals the events that follow `tip` in a stream: a salt each, the chain of leaves, and a MAC made before anything reaches
 * the database. Returns them ready to append, with the tip the stream will then have. Throws `InvalidEvent`.
 */
export const sealEvents = (
  stream: string,
  tip: Tip,
  events: readonly Unsealed[],
  mac: MacKey,
): { events: NewEvent[]; tip: Tip } => {
  let { version, leaf } = tip
  const sealed = events.map((event) => {
    version += 1
    const next = sealOne(event, { stream, version }, leaf, mac)
    leaf = leafOf(next.proof)
    return next
  })
  return { events: sealed, tip: { version, leaf } }
}

/** The entry of a stored event: what the Merkle tree holds and what is published. No personal data, about 400 bytes. */
export const entryOf = (recorded: Recorded): string => {
  const { proof } = recorded
  return entryText(sealedLines(recorded, recorded, saltOf(proof), previousLeafOf(proof)), recorded.macKey, macOf(proof))
}

/**
 * Recomputes an event's proof from its raw bytes. Answers what is wrong, nothing when all is right: `proof-length`,
 * `fields` (no sealed event has such a field), `leaf` (the row is not what was sealed), `mac` (not made with this key),
 * `mac-key` (made with another key than the one given).
 */
export const checkProof = (recorded: Recorded, mac?: MacKey): readonly string[] => {
  const { proof } = recorded
  if (proof.length !== PROOF_LENGTH) return ['proof-length']
  if (![recorded.id, recorded.stream, recorded.type, recorded.recordedAt].every((field) => PLAIN.test(field)))
    return ['fields']
  const lines = sealedLines(recorded, recorded, saltOf(proof), previousLeafOf(proof))
  const wrong: string[] = []
  if (!sameBytes(leafHash(entryText(lines, recorded.macKey, macOf(proof))), leafOf(proof))) wrong.push('leaf')
  if (mac && mac.id !== recorded.macKey) wrong.push('mac-key')
  else if (mac && !sameBytes(macHash(lines, mac), macOf(proof))) wrong.push('mac')
  return wrong
}
