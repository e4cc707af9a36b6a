import type streams from '@eventstore/db-client/generated/streams_pb.js'
import type { ServerWritableStream } from '@grpc/grpc-js'

/** A call that reads; what it writes are messages ready to be sent. */
export type ReadCall = ServerWritableStream<InstanceType<typeof streams.ReadReq>, Buffer>

/** Waits until the call takes more, or is over. */
export const drained = (call: ReadCall): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      call.off('drain', done)
      call.off('close', done)
      resolve()
    }
    call.on('drain', done)
    call.on('close', done)
  })
