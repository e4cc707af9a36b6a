import { randomUUID } from 'node:crypto'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import type { Filter } from './filter.ts'
import type { Node } from './node.ts'
import { drained, type ReadCall } from './outgoing.ts'
import { tooSlow } from './refusals.ts'

/** A live reader that is further behind than this is told so, and catches up again. */
const LIVE_BUFFER = 32

/**
 * Shows everything behind a place, for ever. The real server first catches up in pages and then goes live; checkpoints tell a
 * reader with a filter how far it has looked, with the position of an event that need not be one that was sent.
 */
export const subscribe = async (
  { store, trouble, tellsCaughtUp }: Node,
  call: ReadCall,
  filter: Filter,
  start: number,
  startIsSeen: boolean,
): Promise<void> => {
  const over = new AbortController()
  let live = false
  let behind = false
  const subscription = {
    end: () => call.end(),
    drop: () => void call.emit('error', tooSlow()),
    fallBehind: () => {
      behind = true
    },
  }
  trouble.subscriptions.add(subscription)
  trouble.subscribed += 1
  for (const event of ['cancelled', 'close', 'finish', 'error']) call.on(event, () => over.abort())
  over.signal.addEventListener('abort', () => trouble.subscriptions.delete(subscription))

  const say = async (message: Buffer): Promise<void> => {
    if (!over.signal.aborted && !call.write(message)) await drained(call)
  }
  const seen = store.all[start]
  const first = startIsSeen && seen ? start + 1 : start
  let considered = 0
  await say(confirmation())
  for (let index = first; !over.signal.aborted; ) {
    if (behind || (live && store.all.length - index > LIVE_BUFFER)) {
      behind = false
      live = false
      if (tellsCaughtUp) await say(fellBehind)
    }
    const event = store.all[index]
    if (!event) {
      if (!live && tellsCaughtUp) await say(caughtUp)
      live = true
      await store.grown(index, over.signal)
      continue
    }
    index++
    if (filter.wants(event)) for (let time = trouble.doubled ? 2 : 1; time > 0; time--) await say(event.read)
    if (filter.checkpointEvery && ++considered % filter.checkpointEvery === 0) await say(checkpoint(event.position))
  }
}

const message = (fill: (response: InstanceType<typeof streams.ReadResp>) => void): Buffer => {
  const response = new streams.ReadResp()
  fill(response)
  return Buffer.from(response.serializeBinary())
}

const caughtUp = message((response) => response.setCaughtUp(new streams.ReadResp.CaughtUp()))
const fellBehind = message((response) => response.setFellBehind(new streams.ReadResp.FellBehind()))

const confirmation = (): Buffer =>
  message((response) => {
    const confirmed = new streams.ReadResp.SubscriptionConfirmation()
    confirmed.setSubscriptionId(randomUUID())
    response.setConfirmation(confirmed)
  })

const checkpoint = (position: number): Buffer =>
  message((response) => {
    const reached = new streams.ReadResp.Checkpoint()
    reached.setCommitPosition(`${position}`)
    reached.setPreparePosition(`${position}`)
    response.setCheckpoint(reached)
  })
