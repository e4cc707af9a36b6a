import { randomBytes } from 'node:crypto'
import { InvalidEvent } from '../errors.ts'
import type { NewEvent } from '../port.ts'
import { PROOF_LENGTH } from '../proof.ts'

/*
 * The metadata of an event, layout 1. All numbers are big-endian.
 *
 *   at   bytes
 *    0       1   0x01, the number of this layout
 *    1     112   proof: salt 16, previous leaf 32, leaf 32, MAC 32
 *  113       2   number of the MAC key
 *  115       2   schema version of the event type
 *  117      27   when the API took it, ASCII: 2026-07-01T08:00:00.000000Z
 *  144       8   which attempt wrote it: random, the same for all events of one call, another when the call is repeated
 *  152           the envelope, JSON text in UTF-8, exactly as it was sealed
 *
 * On the server these bytes stand as a JSON text: one string, the bytes in base64. The client tries to parse all metadata as
 * JSON and gives back what cannot be parsed as it is, but the error that it makes for that and throws away takes it longer
 * than everything else it does to an event. Metadata that stands there as bare bytes is read too: no JSON begins with 0x01.
 */
const LAYOUT = 1
const PROOF_AT = 1
const KEY_AT = PROOF_AT + PROOF_LENGTH
const SCHEMA_AT = KEY_AT + 2
const TIME_AT = SCHEMA_AT + 2
const TIME_LENGTH = 27
const ATTEMPT_AT = TIME_AT + TIME_LENGTH
const ATTEMPT_LENGTH = 8
const ENVELOPE_AT = ATTEMPT_AT + ATTEMPT_LENGTH

/** A call that appends. The server answers a repeat as it answers a first time: only by this can they be told apart. */
export type Attempt = Buffer

/** A new attempt, like no other. */
export const newAttempt = (): Attempt => randomBytes(ATTEMPT_LENGTH)

/** What of an event stands in its metadata. */
export type Metadata = Pick<NewEvent, 'proof' | 'macKey' | 'schemaVersion' | 'recordedAt' | 'meta'>

/** The bytes of an event's metadata as the server is sent them. */
export const encodeMetadata = (
  { proof, macKey, schemaVersion, recordedAt, meta }: Metadata,
  attempt: Attempt,
): Buffer => {
  const bytes = Buffer.allocUnsafe(ENVELOPE_AT + Buffer.byteLength(meta))
  bytes[0] = LAYOUT
  proof.copy(bytes, PROOF_AT)
  bytes.writeUInt16BE(macKey, KEY_AT)
  bytes.writeUInt16BE(schemaVersion, SCHEMA_AT)
  bytes.write(recordedAt, TIME_AT, 'ascii')
  attempt.copy(bytes, ATTEMPT_AT)
  bytes.write(meta, ENVELOPE_AT)
  return Buffer.from(JSON.stringify(bytes.toString('base64')))
}

/** Metadata as the client gives it: the string that was parsed, or bytes that could not be. */
export type Told = string | Uint8Array

/** Whether the client has told metadata of which this program can say whether it wrote it. */
export const isTold = (metadata: unknown): metadata is Told =>
  typeof metadata === 'string' || metadata instanceof Uint8Array

const bytesOf = (told: Told): Buffer =>
  typeof told === 'string' ? Buffer.from(told, 'base64') : Buffer.from(told.buffer, told.byteOffset, told.byteLength)

const checked = (told: Told): Buffer => {
  const all = bytesOf(told)
  if (all[0] !== LAYOUT) throw new InvalidEvent(`its metadata has layout ${all[0] ?? 'nothing'}, not ${LAYOUT}`)
  if (all.length < ENVELOPE_AT) throw new InvalidEvent(`its metadata has only ${all.length} bytes`)
  return all
}

/** Reads metadata back. Throws `InvalidEvent` for what this program did not write, or wrote in a later layout. */
export const decodeMetadata = (told: Told): Metadata => {
  const all = checked(told)
  return {
    // A copy: the rest of the message need not stay in memory for it.
    proof: Buffer.from(all.subarray(PROOF_AT, KEY_AT)),
    macKey: all.readUInt16BE(KEY_AT),
    schemaVersion: all.readUInt16BE(SCHEMA_AT),
    recordedAt: all.toString('ascii', TIME_AT, ATTEMPT_AT),
    meta: all.toString('utf8', ENVELOPE_AT),
  }
}

/** The attempt that wrote an event with this metadata. Throws as `decodeMetadata` does. */
export const attemptIn = (told: Told): Attempt => checked(told).subarray(ATTEMPT_AT, ENVELOPE_AT)
