import { checkEncoded } from './encode.ts'
import { CommitTooLarge, InvalidEvent } from './errors.ts'
import type { Commit, NewEvent } from './port.ts'
import { leafOf, PROOF_LENGTH, previousLeafOf } from './proof.ts'

/** Most events, and most bytes of payload and meta, that one commit may have. */
export const MOST_EVENTS = 500
export const MOST_BYTES = 1024 * 1024

const STREAM = /^[a-z][A-Za-z0-9._:-]{1,199}$/
const TYPE = /^[A-Z][A-Za-z0-9]{0,99}$/
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const TIME = /^[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/
const SMALLEST = 0
const GREATEST = 32_767

/** Not every month has a 31st: the engines count time, and would take the 30th of February for a day in March. */
const isDay = (instant: string): boolean => {
  const day = Number(instant.slice(8, 10))
  return day <= 28 || new Date(instant.slice(0, 10)).getUTCDate() === day
}

const isSmall = (value: number): boolean => Number.isInteger(value) && value >= SMALLEST && value <= GREATEST

const checkEvent = (event: NewEvent, previous: Buffer): void => {
  const { id, type, recordedAt, proof } = event
  if (!ID.test(id)) throw new InvalidEvent(`${id} is no event id`)
  if (!TYPE.test(type)) throw new InvalidEvent(`${type} is no event type`)
  if (!TIME.test(recordedAt) || !isDay(recordedAt))
    throw new InvalidEvent(`${recordedAt} is not in UTC with microseconds`)
  if (!isSmall(event.schemaVersion) || !isSmall(event.macKey))
    throw new InvalidEvent(`a number of ${id} is out of range`)
  if (proof.length !== PROOF_LENGTH) throw new InvalidEvent(`the proof of ${id} has ${proof.length} bytes`)
  if (!previousLeafOf(proof).equals(previous)) throw new InvalidEvent(`${id} is not chained to the event before it`)
  checkEncoded(event.payload)
  checkEncoded(event.meta)
}

/** The bytes of an event that count: those of its payload and meta. */
export const bytesOf = ({ payload, meta }: NewEvent): number => Buffer.byteLength(payload) + Buffer.byteLength(meta)

/**
 * Refuses what must never reach the store, and answers how many bytes the commit has. Throws `CommitTooLarge` or
 * `InvalidEvent`.
 */
export const checkCommit = ({ stream, expected, events }: Commit): number => {
  if (!STREAM.test(stream)) throw new InvalidEvent(`${stream} is no stream name`)
  if (!Number.isSafeInteger(expected.version) || expected.version < 0)
    throw new InvalidEvent(`${expected.version} is no version`)
  if (events.length === 0) throw new InvalidEvent('a commit has at least one event')
  if (events.length > MOST_EVENTS) throw new CommitTooLarge(`${events.length} events, ${MOST_EVENTS} are allowed`)
  if (events.length > 1 && new Set(events.map(({ id }) => id)).size < events.length)
    throw new InvalidEvent(`an event id stands twice in one commit to ${stream}`)
  let bytes = 0
  let previous = expected.leaf
  for (const event of events) {
    bytes += bytesOf(event)
    if (bytes > MOST_BYTES) throw new CommitTooLarge(`more than ${MOST_BYTES} bytes for ${stream}`)
    checkEvent(event, previous)
    previous = leafOf(event.proof)
  }
  return bytes
}
