import streams from '@eventstore/db-client/generated/streams_pb.js'
import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js'
import { admit, denial } from './admission.ts'
import { SOFT_DELETED } from './metadata.ts'
import type { Node } from './node.ts'
import { type Refusal, streamDeleted, wrongExpectedVersion } from './refusals.ts'

type Request = InstanceType<typeof streams.DeleteReq | typeof streams.TombstoneReq>
type Options = ReturnType<Request['getOptions']>

const expectedBy = (options: Options, last: number): number => {
  if (options?.hasRevision()) return Number(options.getRevision())
  return options?.hasNoStream() ? -1 : last
}

const refusalOf = (node: Node, options: Options, name: string, user: string | undefined): Refusal | undefined => {
  const stream = node.store.find(name)
  const last = (stream?.events.length ?? 0) - 1
  if (stream?.tombstoned) return streamDeleted(name)
  if (expectedBy(options, last) !== last) return wrongExpectedVersion('Delete', name)
  return denial(node, name, '$w', user)
}

const removing =
  <Reply>(node: Node, remove: (stream: string) => void, replyAt: (position: number) => Reply) =>
  (call: ServerUnaryCall<Request, Reply>, callback: sendUnaryData<Reply>): void => {
    const admission = admit(node, call)
    if (admission.is === 'refused') callback(admission.because)
    if (admission.is !== 'in') return
    const options = call.request.getOptions()
    const name = Buffer.from(options?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString()
    const refused = refusalOf(node, options, name, admission.user)
    if (refused) {
      callback(refused)
      return
    }
    const at = node.store.end()
    remove(name)
    callback(null, replyAt(at))
  }

/** Hides a stream until somebody appends to it again. */
export const deleteCall = (node: Node) =>
  removing(
    node,
    (stream) => node.store.setMetadata(stream, { ...node.store.find(stream)?.metadata, $tb: SOFT_DELETED }),
    (at) => {
      const position = new streams.DeleteResp.Position()
      position.setCommitPosition(`${at}`)
      position.setPreparePosition(`${at}`)
      return new streams.DeleteResp().setPosition(position)
    },
  )

/** Closes a stream for ever. */
export const tombstoneCall = (node: Node) =>
  removing(node, node.store.tombstone, (at) => {
    const position = new streams.TombstoneResp.Position()
    position.setCommitPosition(`${at}`)
    position.setPreparePosition(`${at}`)
    return new streams.TombstoneResp().setPosition(position)
  })
