import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import type { ServerDuplexStream } from '@grpc/grpc-js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'
import { admit, mayTouch } from './admission.ts'
import type { Expected } from './append-rule.ts'
import type { Node } from './node.ts'
import { accessDeniedStatus, streamDeletedStatus, tooLargeStatus, wrongVersionStatus } from './packed-status.ts'
import { idOf, proposedFrom, sizeOnDisk } from './proposed.ts'
import type { Proposed } from './record.ts'
import { reply } from './reply.ts'
import type { Outcome } from './store.ts'

type Request = InstanceType<typeof streams.BatchAppendReq>
type Response = InstanceType<typeof streams.BatchAppendResp>
type Options = InstanceType<typeof streams.BatchAppendReq.Options>

/** A commit that has not been sent to its end. */
type Pending = { stream: string; expected: Expected; proposed: Proposed[]; size: number }

/** Many commits over one call, each in as many requests as it takes; an answer is told by its correlation id. */
export const batchAppendCall = (node: Node) => (call: ServerDuplexStream<Request, Response>) => {
  const admission = admit(node, call)
  if (admission.is === 'silence') return
  if (admission.is === 'refused') return void call.emit('error', admission.because)
  const pending = new Map<string, Pending>()

  call.on('data', (request: Request) => {
    const correlation = idOf(request.getCorrelationId())
    const options = request.getOptions()
    if (options) pending.set(correlation, pendingFrom(options))
    const commit = pending.get(correlation)
    if (!commit) return
    if (node.trouble.broken.delete(commit.stream)) {
      pending.delete(correlation)
      node.connections.cut(call.getPeer())
      return
    }
    const answer = (fill: (response: Response) => void, times = 1): void => {
      const response = new streams.BatchAppendResp()
      response.setCorrelationId(request.getCorrelationId())
      const identifier = new shared.StreamIdentifier()
      identifier.setStreamName(Buffer.from(commit.stream).toString('base64'))
      response.setStreamIdentifier(identifier)
      fill(response)
      for (let time = 0; time < times; time++) if (!call.cancelled) call.write(response)
    }
    if (!mayTouch(node, commit.stream, '$w', admission.user)) {
      pending.delete(correlation)
      return answer((response) => response.setError(accessDeniedStatus()))
    }
    for (const message of request.getProposedMessagesList()) {
      const event = proposedFrom(message)
      commit.size += sizeOnDisk(event)
      commit.proposed.push(event)
    }
    if (commit.size > node.maxAppendSize) {
      pending.delete(correlation)
      return answer((response) => response.setError(tooLargeStatus(node.maxAppendSize)))
    }
    if (!request.getIsFinal()) return
    pending.delete(correlation)
    const outcome = node.store.append(commit.stream, commit.expected, commit.proposed)
    reply(node, call, commit.stream, (times) => answer((response) => fillIn(response, outcome, commit, node), times))
  })
  call.on('end', () => call.end())
}

const pendingFrom = (options: Options): Pending => ({
  stream: Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString(),
  expected: expectedOf(options),
  proposed: [],
  size: 0,
})

const expectedOf = (options: Options): Expected => {
  if (options.hasStreamPosition()) return Number(options.getStreamPosition())
  if (options.hasNoStream()) return -1
  return options.hasStreamExists() ? 'exists' : 'any'
}

const fillIn = (response: Response, outcome: Outcome, { stream, expected }: Pending, node: Node): void => {
  if (outcome.is === 'deleted') return void response.setError(streamDeletedStatus(stream))
  if (outcome.is === 'wrong') return void response.setError(wrongVersionStatus(outcome.current, expected))
  const success = new streams.BatchAppendResp.Success()
  success.setCurrentRevision(`${outcome.revision}`)
  if (outcome.is === 'repeated' && !node.repeatWithPosition) success.setNoPosition(new empty.Empty())
  else {
    const position = new shared.AllStreamPosition()
    position.setCommitPosition(`${outcome.position}`)
    position.setPreparePosition(`${outcome.position}`)
    success.setPosition(position)
  }
  response.setSuccess(success)
}
