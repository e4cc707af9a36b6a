import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { admit, denial } from './admission.ts'
import { filterFrom } from './filter.ts'
import { firstShown, SOFT_DELETED } from './metadata.ts'
import type { Node } from './node.ts'
import { drained, type ReadCall } from './outgoing.ts'
import { startIndex } from './places.ts'
import { type Stored, withoutPosition } from './record.ts'
import { invalidPosition, notOffered, streamDeleted } from './refusals.ts'
import { subscribe } from './subscription.ts'

type Options = InstanceType<typeof streams.ReadReq.Options>

const FORWARDS = 0

/** Reads a stream, reads everything, or subscribes to everything. Subscriptions to single streams are not offered. */
export const readCall = (node: Node) => (call: ReadCall) => {
  const admission = admit(node, call)
  if (admission.is === 'silence') return
  if (admission.is === 'refused') return void call.emit('error', admission.because)
  const options = call.request.getOptions()
  const stream = options?.getStream()
  if (!options || (stream && options.hasSubscription())) return void call.emit('error', notOffered())
  const name = stream ? Buffer.from(stream.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString() : '$all'
  const refused = denial(node, name, '$r', admission.user)
  if (refused) return void call.emit('error', refused)
  if (stream) return readStream(node, call, options, name)
  const start = startIndex(node.store, options)
  if (start === undefined) return void call.emit('error', invalidPosition())
  if (options.hasSubscription())
    void subscribe(node, call, filterFrom(options), start, options.getAll()?.hasPosition() ?? false)
  else void send(call, wholeStore(node, options, start), Number(options.getCount()))
}

const readStream = ({ store, tellsPositions }: Node, call: ReadCall, options: Options, name: string): void => {
  const stream = store.find(name)
  if (stream?.tombstoned) return void call.emit('error', streamDeleted(name))
  if (!stream || stream.events.length === 0 || stream.metadata.$tb === SOFT_DELETED) {
    call.write(notFound(name))
    call.end()
    return
  }
  const from = options.getStream()
  const last = stream.events.length - 1
  const stated = from?.hasRevision() ? Number(from.getRevision()) : undefined
  const shown = firstShown(stream.metadata, stream.events.length)
  const forwards = options.getReadDirection() === FORWARDS
  const first = forwards ? Math.max(from?.hasEnd() ? last : (stated ?? 0), shown) : shown
  const final = forwards ? last : Math.min(from?.hasStart() ? 0 : (stated ?? last), last)
  const found = stream.events.slice(first, final + 1)
  if (!forwards) found.reverse()
  void send(call, (tellsPositions ? found : found.map(withoutPosition)).values(), Number(options.getCount()))
}

/** Forwards the event at the position comes first; backwards it is left out, as in the files of the real server. */
function* wholeStore({ store }: Node, options: Options, start: number): Generator<Stored> {
  const { wants } = filterFrom(options)
  const forwards = options.getReadDirection() === FORWARDS
  const step = forwards ? 1 : -1
  for (let index = forwards ? start : start - 1; index >= 0 && index < store.all.length; index += step) {
    const event = store.all[index]
    if (event && wants(event)) yield event
  }
}

const send = async (call: ReadCall, events: Iterator<Stored>, count: number): Promise<void> => {
  for (let sent = 0; sent < count && !call.cancelled; sent++) {
    const next = events.next()
    if (next.done) break
    if (!call.write(next.value.read)) await drained(call)
  }
  call.end()
}

const notFound = (name: string): Buffer => {
  const identifier = new shared.StreamIdentifier()
  identifier.setStreamName(Buffer.from(name).toString('base64'))
  const missing = new streams.ReadResp.StreamNotFound()
  missing.setStreamIdentifier(identifier)
  const response = new streams.ReadResp()
  response.setStreamNotFound(missing)
  return Buffer.from(response.serializeBinary())
}
