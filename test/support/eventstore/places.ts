import type streams from '@eventstore/db-client/generated/streams_pb.js'
import type { Store } from './store.ts'

/** The first index whose event stands at this position or behind it. */
export const indexAt = ({ all }: Store, position: number): number => {
  let low = 0
  let high = all.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((all[middle]?.position ?? 0) < position) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The index that a request for the whole store begins at. Undefined when the position is none at which an event stands: the
 * real server finds no record there. Behind the end there is simply nothing.
 */
export const startIndex = (store: Store, options: InstanceType<typeof streams.ReadReq.Options>): number | undefined => {
  const all = options.getAll()
  if (all?.hasEnd()) return store.all.length
  const position = all?.getPosition()
  if (!position) return 0
  const commit = Number(position.getCommitPosition())
  const index = indexAt(store, commit)
  const isPlace = commit === 0 || commit >= store.end() || store.all[index]?.position === commit
  return isPlace ? index : undefined
}
