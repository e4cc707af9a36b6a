/** How an answer to one append goes astray. The append itself is done in every case. */
export type ReplyFault =
  /** The connection is cut instead of an answer. */
  | { is: 'lost' }
  /** Nothing is answered, and the connection stays. */
  | { is: 'withheld' }
  /** The answer comes so many milliseconds later. */
  | { is: 'late'; delay: number }
  /** The answer comes twice. */
  | { is: 'doubled' }

/** A subscription as the switches reach it. */
export type OpenSubscription = {
  /** Ends it as if there were nothing more to say. */
  end(): void
  /** Ends it with the error of a consumer that was too slow. */
  drop(): void
  /** Says that it fell behind, and catches up again. */
  fallBehind(): void
}

/** What is wrong with the server at this moment. Calls look here; only the switches of `faults.ts` write here. */
export type Trouble = {
  mode: 'none' | 'silent' | 'unavailable'
  /** Set while this node says that another one leads. */
  leader: { host: string; port: number } | undefined
  /** Streams that nobody may touch. */
  denied: Set<string>
  /** Streams whose next append breaks off on its way here: it is not done. */
  broken: Set<string>
  /** For the next append to a stream, once. */
  replies: Map<string, ReplyFault>
  /** Whether subscriptions deliver every event twice. */
  doubled: boolean
  subscriptions: Set<OpenSubscription>
  /** How many subscriptions were opened so far. */
  subscribed: number
}

/** Nothing is wrong. */
export const noTrouble = (): Trouble => ({
  mode: 'none',
  leader: undefined,
  denied: new Set(),
  broken: new Set(),
  replies: new Map(),
  doubled: false,
  subscriptions: new Set(),
  subscribed: 0,
})
