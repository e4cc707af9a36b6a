import { readFileSync } from 'node:fs'
import { type ChannelCredentialOptions, type EndPoint, EventStoreDBClient } from '@eventstore/db-client'
import { LogHalted } from '../errors.ts'
import type { Settings } from './settings.ts'

/** A client, and how to end it. */
export type Client = { client: EventStoreDBClient; shut(): Promise<void> }

type Channel = { close(): void }

/** What this engine needs of the client beyond its public face. */
type Inside = { handleError: () => Promise<void>; getChannel: () => Promise<Channel> }

/** Milliseconds. */
const KEEP_ALIVE = 10_000
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
const newClient = (
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

/**
 * Makes what makes clients, each with a connection of its own: to the leader where it is known, or to whom the settings name.
 * Nothing is connected yet. Throws `LogHalted` when a file of the settings cannot be read.
 */
export const makeClients = (settings: Settings): ((leader: EndPoint | undefined) => Client) => {
  const security = securityOf(settings)
  let serial = 0
  return (leader) => {
    const client = newClient(settings, security, serial++, leader)
    return { client, shut: takeOver(client) }
  }
}
