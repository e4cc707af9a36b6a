import { type Credentials, type EndPoint, type EventStoreDBClient, NotLeaderError } from '@eventstore/db-client'
import { LogUnavailable } from '../errors.ts'
import { type Client, makeClients } from './clients.ts'
import { isLineFailure } from './failure.ts'
import type { Settings } from './settings.ts'

/** A client that is in use until it is put back. */
export type Lease = {
  client: EventStoreDBClient
  /** Puts the client back. Told of a failure of the line, the next one who asks gets a fresh client. */
  release(failure?: unknown): void
}

/** The way to the server. Connections are made when first needed, and anew after every failure. */
export type Line = {
  credentials: Credentials
  /** Takes the present client. Throws `LogUnavailable` after `close`. */
  lease(): Lease
  /** Runs one call on the present client. A node that does not lead has done nothing: the one it names is asked at once. */
  call<T>(work: (client: EventStoreDBClient) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** How often a call follows nodes that name another one as the leader. */
const REDIRECTS = 2

/** A client, how to end it, and who is using it. */
type Generation = Client & { users: number; retired: boolean }

/** Makes the way to a server; nothing is connected yet. Throws `LogHalted` when a file of the settings cannot be read. */
export const makeLine = (settings: Settings): Line => {
  const makeClient = makeClients(settings)
  let closed = false
  let leader: EndPoint | undefined
  const shutting = new Set<Promise<void>>()

  const generate = (): Generation => ({ ...makeClient(leader), users: 0, retired: false })
  let present = generate()

  const putAway = (generation: Generation): void => {
    const gone: Promise<void> = generation.shut().finally(() => shutting.delete(gone))
    shutting.add(gone)
  }

  const retire = (generation: Generation, failure: unknown): void => {
    if (generation.retired) return
    generation.retired = true
    // Told where the leader is, go there; if that fails, ask the nodes that were named at the start.
    leader = failure instanceof NotLeaderError ? failure.leader : undefined
    if (generation === present && !closed) present = generate()
  }

  const lease = (): Lease => {
    if (closed) throw new LogUnavailable('the log is closed')
    const generation = present
    generation.users += 1
    let released = false
    return {
      client: generation.client,
      release: (failure) => {
        if (released) return
        released = true
        generation.users -= 1
        if (failure !== undefined && isLineFailure(failure)) retire(generation, failure)
        if (generation.retired && generation.users === 0) putAway(generation)
      },
    }
  }

  return {
    credentials: settings.credentials,
    lease,
    call: async (work) => {
      for (let redirects = 0; ; redirects += 1) {
        const { client, release } = lease()
        try {
          const result = await work(client)
          release()
          return result
        } catch (error) {
          release(error)
          if (!(error instanceof NotLeaderError) || redirects === REDIRECTS) throw error
        }
      }
    },
    close: async () => {
      if (!closed) {
        closed = true
        present.retired = true
        putAway(present)
      }
      await Promise.all(shutting)
    },
  }
}
