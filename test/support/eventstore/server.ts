/**
 * A server that speaks the protocol of EventStoreDB and KurrentDB, made from the service definitions that the client ships, so
 * that the engine runs against the real client without a server that nobody can install from a package registry.
 *
 * It keeps what it is told in memory and follows the real server in what a client can see: revisions, positions with gaps,
 * the rule for repeats, refusals, trailers, packed statuses, checkpoints, gossip. It fails on command.
 *
 * It does NOT prove: durability of any kind, elections and what they cut off, truncation and scavenging of files, how long the
 * server remembers ids (it never forgets here), server-side permissions beyond a stream's own list, subscriptions to single
 * streams, `$maxAge`, links, projections, or speed and memory. For these, run the contract against a real server:
 * `ANJUAN_TEST_EVENTSTORE_URL=esdb://… npm run test:kurrent`.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Server, ServerCredentials } from '@grpc/grpc-js'
import type { Member } from './cluster.ts'
import { makeConnections } from './connections.ts'
import { type Faults, makeFaults } from './faults.ts'
import { SOFT_DELETED, type StreamMetadata } from './metadata.ts'
import type { Node, SeenCall } from './node.ts'
import { addServices } from './services.ts'
import { makeStore, type Store } from './store.ts'
import { noTrouble } from './trouble.ts'

export type EventStoreOptions = {
  /** Key and certificate (PEM), and who may come in. Without it the server is insecure: no encryption, nobody is asked. */
  tls?: { key: string; certificate: string; users: Readonly<Record<string, string>> }
  /** Whether the server offers batch appends; true where absent. */
  batchAppend?: boolean
  /** Whether the answer to a repeat names the position; true where absent. */
  repeatWithPosition?: boolean
  /** Whether readers of one stream are told positions; true where absent, false for servers before 22.6. */
  tellsPositions?: boolean
  /** Whether subscriptions are told that they have caught up; true where absent, false for servers before 23.10. */
  tellsCaughtUp?: boolean
  /** Bytes of one append; 1 MiB where absent, as in the real server. */
  maxAppendSize?: number
  /** Another node of the same cluster: one store, one gossip. The first one leads. */
  beside?: EventStoreHandle
}

/** What an operator does to streams behind the program's back. */
export type Operator = {
  /** Closes a stream for ever. */
  tombstone(stream: string): void
  /** Hides a stream until somebody appends to it. */
  softDelete(stream: string): void
  /** Hides the events before a revision (from 0). */
  truncate(stream: string, before: number): void
  setMetadata(stream: string, metadata: StreamMetadata): void
}

export type EventStoreHandle = {
  /** Where a client finds it; without name and password. */
  url: string
  host: string
  port: number
  faults: Faults
  operator: Operator
  /** The calls so far, with the headers that matter. */
  seen: readonly SeenCall[]
  /** Connections that stand at this moment. */
  connections(): number
  /** Subscriptions that are open at this moment. */
  subscriptions(): number
  /** Subscriptions that were opened so far. */
  subscribed(): number
  /** Cuts everything, refuses connections for a while (milliseconds, or until told), and comes back with all it was told. */
  restart(pause?: number | Promise<unknown>): Promise<void>
  stop(): Promise<void>
  /** For another node of the same cluster. */
  cluster: { store: Store; members: Member[] }
}

/** Starts a server on the loopback address; `stop` it in the end. */
export const startEventStore = async (options: EventStoreOptions = {}): Promise<EventStoreHandle> => {
  const { tls, beside } = options
  const { store, members } = beside?.cluster ?? { store: makeStore(), members: [] }
  const trouble = noTrouble()
  const server = new Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 })
  const injector = server.createConnectionInjector(
    tls
      ? ServerCredentials.createSsl(null, [
          { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.certificate) },
        ])
      : ServerCredentials.createInsecure(),
  )
  const connections = makeConnections((socket) => injector.injectConnection(socket))
  const node: Node = {
    store,
    trouble,
    connections,
    users: tls?.users,
    maxAppendSize: options.maxAppendSize ?? 1024 * 1024,
    repeatWithPosition: options.repeatWithPosition ?? true,
    batchAppend: options.batchAppend ?? true,
    tellsPositions: options.tellsPositions ?? true,
    tellsCaughtUp: options.tellsCaughtUp ?? true,
    seen: [],
  }
  addServices(server, node, () => members)
  // A certificate is checked against a name; without one, the address itself spares the looking up.
  const host = tls ? 'localhost' : '127.0.0.1'
  const port = await connections.listen()
  members.push({ id: randomUUID(), host, port, state: members.length ? 'follower' : 'leader', alive: true })
  const leader = members[0]
  if (beside && leader) trouble.leader = leader

  return {
    url: `esdb://${host}:${port}?tls=${Boolean(tls)}`,
    host,
    port,
    faults: makeFaults(trouble, connections),
    operator: {
      tombstone: store.tombstone,
      softDelete: (stream) => store.setMetadata(stream, { ...store.find(stream)?.metadata, $tb: SOFT_DELETED }),
      truncate: (stream, before) => store.setMetadata(stream, { ...store.find(stream)?.metadata, $tb: before }),
      setMetadata: store.setMetadata,
    },
    seen: node.seen,
    connections: connections.count,
    subscriptions: () => trouble.subscriptions.size,
    subscribed: () => trouble.subscribed,
    restart: async (pause = 0) => {
      await connections.close()
      await (typeof pause === 'number' ? sleep(pause) : pause)
      await connections.listen()
    },
    stop: async () => {
      await connections.close()
      server.forceShutdown()
    },
    cluster: { store, members },
  }
}
