import type { Connections } from './connections.ts'
import type { Trouble } from './trouble.ts'

/** The switches that make the server fail. Faults of a reply hold for the next append to that stream; it is stored all the same. */
export type Faults = {
  /** Nothing is answered and nothing done from now on; connections stay. */
  silent(): void
  /** Every call is refused as unavailable. */
  unavailable(): void
  /** Calls that require the leader are told that it is elsewhere. */
  notLeader(leader: { host: string; port: number }): void
  /** Nobody may read or write this stream. */
  deny(stream: string): void
  /** The connection is cut while the next append is on its way here; it is not done. */
  breakAppend(stream: string): void
  /** Instead of an answer the connection is cut. */
  loseReply(stream: string): void
  /** No answer comes, and the connection stays. */
  withholdReply(stream: string): void
  /** The answer comes so many milliseconds later. */
  delayReply(stream: string, delay: number): void
  /** The answer comes twice. */
  doubleReply(stream: string): void
  /** Subscriptions show every event twice. */
  doubleEvents(): void
  /** Every subscription ends without an error. */
  endSubscriptions(): void
  /** Every subscription fails because its reader was too slow. */
  dropSubscriptions(): void
  /** Every subscription is told that it fell behind; it catches up with the next event. */
  fallBehind(): void
  /** Cuts every connection; new ones are taken at once. */
  cutAll(): void
  /** Puts everything right again; what went astray stays lost. */
  clear(): void
}

/** Switches over the trouble of one server. */
export const makeFaults = (trouble: Trouble, connections: Connections): Faults => ({
  silent: () => {
    trouble.mode = 'silent'
  },
  unavailable: () => {
    trouble.mode = 'unavailable'
  },
  notLeader: (leader) => {
    trouble.leader = leader
  },
  deny: (stream) => void trouble.denied.add(stream),
  breakAppend: (stream) => void trouble.broken.add(stream),
  loseReply: (stream) => void trouble.replies.set(stream, { is: 'lost' }),
  withholdReply: (stream) => void trouble.replies.set(stream, { is: 'withheld' }),
  delayReply: (stream, delay) => void trouble.replies.set(stream, { is: 'late', delay }),
  doubleReply: (stream) => void trouble.replies.set(stream, { is: 'doubled' }),
  doubleEvents: () => {
    trouble.doubled = true
  },
  endSubscriptions: () => {
    for (const subscription of [...trouble.subscriptions]) subscription.end()
  },
  dropSubscriptions: () => {
    for (const subscription of [...trouble.subscriptions]) subscription.drop()
  },
  fallBehind: () => {
    for (const subscription of trouble.subscriptions) subscription.fallBehind()
  },
  cutAll: connections.cutAll,
  clear: () => {
    trouble.mode = 'none'
    trouble.leader = undefined
    trouble.denied.clear()
    trouble.broken.clear()
    trouble.replies.clear()
    trouble.doubled = false
  },
})
