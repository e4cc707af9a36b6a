import code from '@eventstore/db-client/generated/code_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import statusPb from '@eventstore/db-client/generated/status_pb.js'
import any from 'google-protobuf/google/protobuf/any_pb.js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'
import type { Expected } from './append-rule.ts'

type Status = InstanceType<typeof statusPb.Status>

/** How a batch append says no: a status whose details are a message of their own, packed. */
const packed = (
  details: { serializeBinary(): Uint8Array },
  name: string,
  message: string,
  value: code.Code = code.Code.FAILED_PRECONDITION,
): Status => {
  const packing = new any.Any()
  packing.pack(details.serializeBinary(), `event_store.client.${name}`)
  const status = new statusPb.Status()
  status.setCode(value)
  status.setMessage(message)
  status.setDetails(packing)
  return status
}

export const wrongVersionStatus = (current: number, expected: Expected): Status => {
  const wrong = new shared.WrongExpectedVersion()
  if (current < 0) wrong.setCurrentNoStream(new empty.Empty())
  else wrong.setCurrentStreamRevision(`${current}`)
  if (expected === 'any') wrong.setExpectedAny(new empty.Empty())
  else if (expected === 'exists') wrong.setExpectedStreamExists(new empty.Empty())
  else if (expected < 0) wrong.setExpectedNoStream(new empty.Empty())
  else wrong.setExpectedStreamPosition(`${expected}`)
  return packed(wrong, 'WrongExpectedVersion', 'Wrong expected version.')
}

export const streamDeletedStatus = (stream: string): Status => {
  const identifier = new shared.StreamIdentifier()
  identifier.setStreamName(Buffer.from(stream).toString('base64'))
  const deleted = new shared.StreamDeleted()
  deleted.setStreamIdentifier(identifier)
  return packed(deleted, 'StreamDeleted', `Stream ${stream} is deleted.`)
}

export const accessDeniedStatus = (): Status =>
  packed(new shared.AccessDenied(), 'AccessDenied', 'Access denied.', code.Code.PERMISSION_DENIED)

export const tooLargeStatus = (limit: number): Status => {
  const exceeded = new shared.MaximumAppendSizeExceeded()
  exceeded.setMaxappendsize(limit)
  return packed(exceeded, 'MaximumAppendSizeExceeded', 'Maximum append size exceeded.', code.Code.INVALID_ARGUMENT)
}
