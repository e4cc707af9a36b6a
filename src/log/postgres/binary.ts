/** The numbers of PostgreSQL's own types. */
const OID = { bytea: 17, int8: 20, int2: 21, int4: 23, text: 25, json: 114, timestamptz: 1184, uuid: 2950 }

const HEADER = 20
const LENGTH = 4

/** One dimension, no nulls, the type of the members, how many, numbered from 1. */
const writeHeader = (into: Buffer, type: number, count: number): void => {
  into.writeInt32BE(1, 0)
  into.writeInt32BE(0, 4)
  into.writeInt32BE(type, 8)
  into.writeInt32BE(count, 12)
  into.writeInt32BE(1, 16)
}

type WriteMember<Member> = (into: Buffer, member: Member, at: number) => void

/**
 * Arrays in PostgreSQL's binary form, which pg sends as they are because they are buffers. The server neither parses nor
 * unescapes them, and here nothing needs to be quoted.
 */
const ofFixed =
  <Member>(type: number, size: number, write: WriteMember<Member>) =>
  (members: readonly Member[]): Buffer => {
    const array = Buffer.allocUnsafe(HEADER + members.length * (LENGTH + size))
    writeHeader(array, type, members.length)
    let at = HEADER
    for (const member of members) {
      array.writeInt32BE(size, at)
      write(array, member, at + LENGTH)
      at += LENGTH + size
    }
    return array
  }

const ofTexts =
  (type: number) =>
  (members: readonly string[]): Buffer => {
    let size = HEADER
    for (const member of members) size += LENGTH + Buffer.byteLength(member)
    const array = Buffer.allocUnsafe(size)
    writeHeader(array, type, members.length)
    let at = HEADER
    for (const member of members) {
      const length = array.write(member, at + LENGTH)
      array.writeInt32BE(length, at)
      at += LENGTH + length
    }
    return array
  }

const TWO_TO_32 = 2 ** 32

/** Whole numbers up to 2^53, without the cost of a bigint. */
const writeInt8: WriteMember<number> = (into, value, at) => {
  into.writeInt32BE(Math.floor(value / TWO_TO_32), at)
  into.writeUInt32BE(value - Math.floor(value / TWO_TO_32) * TWO_TO_32, at + 4)
}

/** PostgreSQL counts time from here, in microseconds. */
const EPOCH = Date.UTC(2000, 0, 1)

/** RFC 3339 in UTC with microseconds: `2026-07-01T08:00:00.000000Z`. */
const microseconds = (instant: string): number =>
  (Date.parse(`${instant.slice(0, 23)}Z`) - EPOCH) * 1000 + Number(instant.slice(23, 26))

export const texts = ofTexts(OID.text)
export const jsonTexts = ofTexts(OID.json)
export const smallints = ofFixed<number>(OID.int2, 2, (into, value, at) => into.writeInt16BE(value, at))
export const ints = ofFixed<number>(OID.int4, 4, (into, value, at) => into.writeInt32BE(value, at))
export const bigints = ofFixed<number>(OID.int8, 8, writeInt8)
export const uuids = ofFixed<string>(OID.uuid, 16, (into, id, at) => into.write(id.replaceAll('-', ''), at, 'hex'))
export const instants = ofFixed<string>(OID.timestamptz, 8, (into, instant, at) =>
  writeInt8(into, microseconds(instant), at),
)

/** Buffers of `size` bytes each. */
export const byteStrings = (size: number): ((members: readonly Buffer[]) => Buffer) =>
  ofFixed<Buffer>(OID.bytea, size, (into, bytes, at) => bytes.copy(into, at))
