import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'

/** An event as a client proposes it. */
export type Proposed = {
  id: string
  type: string
  contentType: string
  data: Uint8Array
  metadata: Uint8Array
}

/** An event as it stands in the store. `read` is what a reader is sent: made once, for events are read more than written. */
export type Stored = {
  id: string
  type: string
  stream: string
  /** Counted from 0, as this kind of store does. */
  revision: number
  position: number
  read: Buffer
}

/** A tombstone stands at the greatest revision there is, which no number of JavaScript can hold. */
const LAST_REVISION = '9223372036854775807'

/** 100 nanoseconds each, since 1970. */
const ticks = (): string => `${BigInt(Date.now()) * 10_000n}`

const streamIdentifier = (stream: string): InstanceType<typeof shared.StreamIdentifier> => {
  const identifier = new shared.StreamIdentifier()
  identifier.setStreamName(Buffer.from(stream).toString('base64'))
  return identifier
}

/** Puts a proposed event in its place. Single events have the same commit and prepare position, as in today's servers. */
export const storedFrom = (proposed: Proposed, stream: string, revision: number, position: number): Stored => {
  const { id, type } = proposed
  const uuid = new shared.UUID()
  uuid.setString(id)
  const event = new streams.ReadResp.ReadEvent.RecordedEvent()
  event.setId(uuid)
  event.setStreamIdentifier(streamIdentifier(stream))
  event.setStreamRevision(revision === Number.POSITIVE_INFINITY ? LAST_REVISION : `${revision}`)
  event.setCommitPosition(`${position}`)
  event.setPreparePosition(`${position}`)
  event.getMetadataMap().set('type', type).set('created', ticks()).set('content-type', proposed.contentType)
  event.setData(proposed.data)
  event.setCustomMetadata(proposed.metadata)
  const read = new streams.ReadResp.ReadEvent()
  read.setEvent(event)
  read.setCommitPosition(`${position}`)
  const response = new streams.ReadResp()
  response.setEvent(read)
  return { id, type, stream, revision, position, read: Buffer.from(response.serializeBinary()) }
}

/** What a reader of one stream was sent by servers before 22.6: they did not say where in the log an event stands. */
export const withoutPosition = (stored: Stored): Stored => {
  const response = streams.ReadResp.deserializeBinary(stored.read)
  const read = response.getEvent()
  const event = read?.getEvent()
  event?.setCommitPosition(`${2n ** 64n - 1n}`)
  event?.setPreparePosition(`${2n ** 64n - 1n}`)
  read?.setNoPosition(new shared.Empty())
  return { ...stored, read: Buffer.from(response.serializeBinary()) }
}

/** About what a record takes in the files of a real store: positions are places in these files, with gaps. */
export const sizeOf = ({ type, data, metadata }: Proposed, stream: string): number =>
  96 + 2 * (type.length + stream.length) + data.length + metadata.length
