import type shared from '@eventstore/db-client/generated/shared_pb.js'
import type streams from '@eventstore/db-client/generated/streams_pb.js'
import type { Proposed } from './record.ts'

type Message = InstanceType<typeof streams.AppendReq.ProposedMessage | typeof streams.BatchAppendReq.ProposedMessage>

/** The id that a client sent, in either of the two forms that the protocol knows. */
export const idOf = (uuid: InstanceType<typeof shared.UUID> | undefined): string => {
  const bits = uuid?.getStructured()
  if (!bits) return uuid?.getString() ?? ''
  const half = (text: string) => BigInt.asUintN(64, BigInt(text)).toString(16).padStart(16, '0')
  const hex = half(bits.getMostSignificantBits()) + half(bits.getLeastSignificantBits())
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** An event as both ways of appending send it. */
export const proposedFrom = (message: Message): Proposed => ({
  id: idOf(message.getId()),
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? 'application/octet-stream',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
})

/** What counts against the greatest append. */
export const sizeOnDisk = ({ type, data, metadata }: Proposed): number =>
  2 * type.length + data.length + metadata.length
