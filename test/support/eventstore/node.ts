import type { Connections } from './connections.ts'
import type { Store } from './store.ts'
import type { Trouble } from './trouble.ts'

/** The headers of a call that matter here; absent ones are undefined. */
export type SeenCall = {
  /** The last part of its path: `Append`, `Read`, … */
  method: string
  authorization: string | undefined
  requiresLeader: string | undefined
  connectionName: string | undefined
}

/** What every call of one server works with. */
export type Node = {
  store: Store
  trouble: Trouble
  connections: Connections
  /** Name and password of everybody who may come in; nobody is asked where undefined (an insecure server). */
  users: Readonly<Record<string, string>> | undefined
  maxAppendSize: number
  /** Whether the answer to a repeat says at which position the events stand. */
  repeatWithPosition: boolean
  batchAppend: boolean
  /** Whether a reader of one stream is told where in the log its events stand; not so before 22.6. */
  tellsPositions: boolean
  /** Whether a subscription is told that it has caught up or fallen behind; servers before 23.10 keep that to themselves. */
  tellsCaughtUp: boolean
  seen: SeenCall[]
}
