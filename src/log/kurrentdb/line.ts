import { readFileSync } from 'node:fs'
import {
  type ChannelCredentialOptions,
  type Credentials,
  type EndPoint,
  EventStoreDBClient,
  NotLeaderError,
} from '@eventstore/db-client'
import { LogHalted, LogUnavailable } from '../errors.ts'
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

type Channel = { close(): void }

/** What this engine needs of the client beyond its public face. */
type Inside = { handleError: () => Promise<void>; getChannel: () => Promise<Channel> }

const KEEP_ALIVE = 10_000
const REDIRECTS = 2
const DISCOVERY = {
  nodePreference: 'leader',
  maxDiscoverAttempts: 3,
  discoveryInterval: 200,
  gossipTimeout: 2,
} as const

const fileOf = (path: string | undefined, option: string): Buffer | undefined => {
  if (path === undefined) return undefined
  try {
    return readFileSync(path)
  } catch (error) {
    throw new LogHalted(`${option} cannot be read: ${path}`, { cause: error })
  }
}

const securityOf = (settings: Settings): ChannelCredentialOptions => {
  const rootCertificate = fileOf(settings.tlsCAFile, 'tlsCAFile')
  const userCertFile = fileOf(settings.userCertFile, 'userCertFile')
  const userKeyFile = fileOf(settings.userKeyFile, 'userKeyFile')
  return {
    insecure: !settings.tls,
    ...(rootCertificate && { rootCertificate }),
    ...(userCertFile && { userCertFile }),
    ...(userKeyFile && { userKeyFile }),
  }
}

/** The client for one server, for a cluster whose nodes are named, or for one with a name in the DNS. */
const clientFor = (
  settings: Settings,
  security: ChannelCredentialOptions,
  serial: number,
  leader: EndPoint | undefined,
): EventStoreDBClient => {
  const { hosts, discover, connectionName, credentials } = settings
  const options = {
    connectionName,
    keepAliveInterval: KEEP_ALIVE,
    // Connections are shared between clients of equal options, also one that has gone silent. A number of its own gives
    // every client a connection of its own.
    keepAliveTimeout: KEEP_ALIVE + (serial % KEEP_ALIVE),
    throwOnAppendFailure: true,
  }
  const [first] = hosts
  if (!first) throw new LogHalted('the address of the event log names no host')
  if (leader || (hosts.length === 1 && !discover))
    return new EventStoreDBClient({ endpoint: leader ?? first, ...options }, security, credentials)
  if (discover) return new EventStoreDBClient({ discover: first, ...DISCOVERY, ...options }, security, credentials)
  return new EventStoreDBClient({ endpoints: [...hosts], ...DISCOVERY, ...options }, security, credentials)
}

/**
 * Takes reconnecting away from the client, and answers how to end it. When a call fails, the client closes the channel under
 * all others; a call that begins at that moment ends the process. Here a client that failed is given to nobody any more, and
 * ends when the last one has put it back. By itself it would never close its channel.
 */
const takeOver = (client: EventStoreDBClient): (() => Promise<void>) => {
  const inside = client as unknown as Inside
  const { handleError, getChannel } = inside
  if (typeof handleError !== 'function' || typeof getChannel !== 'function')
    throw new LogHalted('this version of @eventstore/db-client is not the one that this engine was made for')
  let channel: Promise<Channel> | undefined
  inside.handleError = () => Promise.resolve()
  inside.getChannel = () => {
    channel = getChannel()
    return channel
  }
  return async () => {
    await client.dispose()
    const opened = await channel?.catch(() => undefined)
    opened?.close()
  }
}

/** A client, how to end it, and who is using it. */
type Generation = { client: EventStoreDBClient; shut(): Promise<void>; users: number; retired: boolean }

/** Makes the way to a server; nothing is connected yet. Throws `LogHalted` when a file of the settings cannot be read. */
export const makeLine = (settings: Settings): Line => {
  const security = securityOf(settings)
  let serial = 0
  let closed = false
  let leader: EndPoint | undefined
  const shutting = new Set<Promise<void>>()

  const generate = (): Generation => {
    const client = clientFor(settings, security, serial++, leader)
    return { client, shut: takeOver(client), users: 0, retired: false }
  }
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
