import type { BinaryEventData, RecordedEvent } from '@eventstore/db-client'
import { InvalidEvent, LogHalted } from '../errors.ts'
import type { NewEvent, Recorded } from '../port.ts'
import { cursorOf } from './cursor.ts'
import { type Attempt, attemptIn, decodeMetadata, encodeMetadata, isTold, type Told } from './metadata.ts'

/** The same bytes as the client wants them: it takes anything but a bare `Uint8Array` for something to turn into JSON. */
const bare = (bytes: Buffer): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/**
 * An event as the client sends it: the payload is the data, everything else but id and type is the metadata. Always binary,
 * though the payload is JSON: of events marked as JSON the client sends, and gives back, what it has parsed and printed anew.
 */
export const proposed = (event: NewEvent, attempt: Attempt): BinaryEventData => ({
  id: event.id,
  type: event.type,
  contentType: 'application/octet-stream',
  data: bare(Buffer.from(event.payload)),
  metadata: bare(encodeMetadata(event, attempt)),
})

/** What the server writes for itself: users, statistics, rules of streams, and that a stream was deleted. */
export const isSystem = ({ streamId, type }: Pick<RecordedEvent, 'streamId' | 'type'>): boolean =>
  streamId.startsWith('$') || type.startsWith('$')

/** What the client makes of a position that the server did not tell. */
const UNTOLD = 2n ** 64n - 1n

/**
 * An event as the server gives it. Throws `LogHalted` for an event of another program, which is never passed over: somebody
 * writes into this log who must not.
 */
export const recordedFrom = (event: RecordedEvent): Recorded => {
  const { streamId: stream, revision, id, type, data, metadata, isJson, position } = event
  const where = `event ${revision} of ${stream}`
  if (position === undefined || position.commit === UNTOLD)
    throw new LogHalted(`${where} came without its position: the server is older than version 22.6`)
  if (isJson || !(data instanceof Uint8Array) || !isTold(metadata))
    throw new LogHalted(`${where} was not written by this program: it is JSON to the server`)
  try {
    return {
      id,
      type,
      payload: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString(),
      ...decodeMetadata(metadata),
      stream,
      version: Number(revision) + 1,
      position: position.commit,
      cursor: cursorOf(position),
    }
  } catch (error) {
    if (!(error instanceof InvalidEvent)) throw error
    throw new LogHalted(`${where} was not written by this program: ${error.message}`, { cause: error })
  }
}

/** An event, and which call wrote it. */
export type Stored = { event: Recorded; attempt: Attempt }

/** The same with the call that wrote it. Throws as `recordedFrom` does. */
export const storedFrom = (event: RecordedEvent): Stored => ({
  event: recordedFrom(event),
  attempt: attemptIn(event.metadata as Told),
})
