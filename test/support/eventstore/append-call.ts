import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import type { ServerDuplexStream } from '@grpc/grpc-js'
import { admit, denial } from './admission.ts'
import type { Expected } from './append-rule.ts'
import type { Node } from './node.ts'
import { proposedFrom, sizeOnDisk } from './proposed.ts'
import type { Proposed } from './record.ts'
import { streamDeleted, tooLarge } from './refusals.ts'
import { reply } from './reply.ts'
import type { Outcome } from './store.ts'

type AppendReq = InstanceType<typeof streams.AppendReq>
type AppendResp = InstanceType<typeof streams.AppendResp>
type Options = InstanceType<typeof streams.AppendReq.Options>

/** The append of a single commit: first what is expected of which stream, then event after event, then one answer. */
export const appendCall = (node: Node) => (call: ServerDuplexStream<AppendReq, AppendResp>) => {
  const admission = admit(node, call)
  if (admission.is === 'silence') return
  if (admission.is === 'refused') return void call.emit('error', admission.because)
  let options: Options | undefined
  let stream = ''
  const proposed: Proposed[] = []
  let size = 0
  call.on('data', (request: AppendReq) => {
    const message = request.getProposedMessage()
    if (!message) {
      options = request.getOptions()
      stream = Buffer.from(options?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString()
      if (node.trouble.broken.delete(stream)) node.connections.cut(call.getPeer())
      return
    }
    const event = proposedFrom(message)
    size += sizeOnDisk(event)
    if (size > node.maxAppendSize) call.emit('error', tooLarge(node.maxAppendSize))
    else proposed.push(event)
  })
  const store = () => {
    if (!options || call.cancelled || size > node.maxAppendSize) return
    const refused = denial(node, stream, '$w', admission.user)
    if (refused) return void call.emit('error', refused)
    const expected = expectedOf(options)
    const outcome = node.store.append(stream, expected, proposed)
    reply(node, call, stream, (times) => {
      if (outcome.is === 'deleted') return void call.emit('error', streamDeleted(stream))
      for (let time = 0; time < times; time++) call.write(responseTo(outcome, expected, node.repeatWithPosition))
      call.end()
    })
  }
  // A connection that breaks ends its calls as if all had been sent, and only then says that they are cancelled. Without the
  // wait, half a commit would be stored.
  call.on('end', () => setImmediate(store))
}

const expectedOf = (options: Options): Expected => {
  if (options.hasRevision()) return Number(options.getRevision())
  if (options.hasNoStream()) return -1
  return options.hasStreamExists() ? 'exists' : 'any'
}

const responseTo = (
  outcome: Exclude<Outcome, { is: 'deleted' }>,
  expected: Expected,
  repeatWithPosition: boolean,
): AppendResp => {
  const response = new streams.AppendResp()
  if (outcome.is === 'wrong') response.setWrongExpectedVersion(wrongVersion(outcome.current, expected))
  else {
    const success = new streams.AppendResp.Success()
    success.setCurrentRevision(`${outcome.revision}`)
    if (outcome.is === 'repeated' && !repeatWithPosition) success.setNoPosition(new shared.Empty())
    else {
      const position = new streams.AppendResp.Position()
      position.setCommitPosition(`${outcome.position}`)
      position.setPreparePosition(`${outcome.position}`)
      success.setPosition(position)
    }
    response.setSuccess(success)
  }
  return response
}

const wrongVersion = (current: number, expected: Expected) => {
  const wrong = new streams.AppendResp.WrongExpectedVersion()
  if (current < 0) wrong.setCurrentNoStream(new shared.Empty())
  else wrong.setCurrentRevision(`${current}`)
  if (expected === 'any') wrong.setExpectedAny(new shared.Empty())
  else if (expected === 'exists') wrong.setExpectedStreamExists(new shared.Empty())
  else if (expected < 0) wrong.setExpectedNoStream(new shared.Empty())
  else wrong.setExpectedRevision(`${expected}`)
  return wrong
}
