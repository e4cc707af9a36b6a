import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import type { Server, ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js'
import { admit } from './admission.ts'
import { appendCall } from './append-call.ts'
import { batchAppendCall } from './batch-append-call.ts'
import { clusterInfo, type Member } from './cluster.ts'
import { deleteCall, tombstoneCall } from './delete-call.ts'
import { supportedMethods } from './features.ts'
import type { Node } from './node.ts'
import { readCall } from './read-call.ts'

/**
 * The client's own definitions, with two changes that do not show on the wire: events are sent as bytes made when they were
 * stored, and a plain append may be left unanswered or answered twice, which a definition with one answer does not allow.
 */
const streamsService = {
  ...StreamsService,
  read: { ...StreamsService.read, responseSerialize: (bytes: Buffer) => bytes },
  append: { ...StreamsService.append, responseStream: true },
}

/** Puts the services that the engine's client calls on a gRPC server. */
export const addServices = (server: Server, node: Node, members: () => readonly Member[]): void => {
  const answer =
    <Reply>(make: () => Reply) =>
    (call: ServerUnaryCall<unknown, Reply>, callback: sendUnaryData<Reply>) => {
      const admission = admit({ ...node, users: undefined }, call)
      if (admission.is === 'refused') callback(admission.because)
      if (admission.is === 'in') callback(null, make())
    }
  server.addService(ServerFeaturesService, { getSupportedMethods: answer(() => supportedMethods(node.batchAppend)) })
  server.addService(GossipService, { read: answer(() => clusterInfo(members())) })
  server.addService(streamsService, {
    read: readCall(node),
    append: appendCall(node),
    batchAppend: batchAppendCall(node),
    delete: deleteCall(node),
    tombstone: tombstoneCall(node),
  })
}
