import { EventEmitter } from 'node:events'
import { decide, type Expected } from './append-rule.ts'
import { metadataOf, SOFT_DELETED, type StreamMetadata } from './metadata.ts'
import { type Proposed, type Stored, sizeOf, storedFrom } from './record.ts'

/** What an append came to. `position` is that of the last event, the same for a repeat as for the first time. */
export type Outcome =
  | { is: 'stored' | 'repeated'; revision: number; position: number }
  | { is: 'wrong'; current: number }
  | { is: 'deleted' }

/** A stream as it stands. Revisions are indices of `events`, also where the first ones are hidden. */
export type Stream = {
  events: Stored[]
  metadata: StreamMetadata
  tombstoned: boolean
}

/** Everything the server knows, in memory. It outlives a restart of the server and is shared by the nodes of a cluster. */
export type Store = {
  /** Every event of every stream, in one order. */
  all: readonly Stored[]
  /** Where the next event will stand. */
  end(): number
  find(stream: string): Stream | undefined
  append(stream: string, expected: Expected, proposed: readonly Proposed[]): Outcome
  tombstone(stream: string): void
  setMetadata(stream: string, metadata: StreamMetadata): void
  /** Waits until there are more events than `count`, or the signal is aborted. */
  grown(count: number, signal: AbortSignal): Promise<void>
}

/** Positions of a new store begin here, as if files had a head. */
const FIRST_POSITION = 1_000

const systemEvent = (type: string, content: unknown): Proposed => ({
  id: crypto.randomUUID(),
  type,
  contentType: 'application/json',
  data: Buffer.from(JSON.stringify(content)),
  metadata: new Uint8Array(),
})

/** A store that holds only what a real one writes for itself when it is new. */
export const makeStore = (): Store => {
  const all: Stored[] = []
  const streams = new Map<string, Stream>()
  const ids = new Map<string, Stored>()
  const growth = new EventEmitter().setMaxListeners(0)
  let end = FIRST_POSITION

  const place = (stream: string, events: Stored[], proposed: Proposed, revision: number): Stored => {
    const stored = storedFrom(proposed, stream, revision, end)
    end += sizeOf(proposed, stream)
    events.push(stored)
    all.push(stored)
    ids.set(`${stream} ${stored.id}`, stored)
    if (stream.startsWith('$$')) open(stream.slice(2)).metadata = metadataOf(proposed.data)
    return stored
  }

  const open = (name: string): Stream => {
    const known = streams.get(name)
    if (known) return known
    const opened = { events: [], metadata: {}, tombstoned: false }
    streams.set(name, opened)
    return opened
  }

  const write = (name: string, proposed: readonly Proposed[]): Stored | undefined => {
    const { events } = open(name)
    for (const event of proposed) place(name, events, event, events.length)
    growth.emit('grown')
    return events.at(-1)
  }

  const setMetadata = (name: string, metadata: StreamMetadata): void => {
    write(`$$${name}`, [systemEvent('$metadata', metadata)])
  }

  const store: Store = {
    all,
    end: () => end,
    find: (name) => streams.get(name),
    append: (name, expected, proposed) => {
      const stream = streams.get(name)
      if (stream?.tombstoned) return { is: 'deleted' }
      const events = stream?.events ?? []
      const softDeleted = stream?.metadata.$tb === SOFT_DELETED
      if (softDeleted && expected === 'exists') return { is: 'deleted' }
      const find = (id: string): Stored | undefined => ids.get(`${name} ${id}`)
      const decision = decide({ events, softDeleted, find }, expected, proposed)
      if (decision.is === 'wrong') return decision
      if (decision.is === 'repeat')
        return { is: 'repeated', revision: decision.at.revision, position: decision.at.position }
      // Whoever appends to a soft-deleted stream opens it again, behind what was hidden.
      if (stream && softDeleted) setMetadata(name, { ...stream.metadata, $tb: events.length })
      const last = write(name, proposed)
      return { is: 'stored', revision: last?.revision ?? -1, position: last?.position ?? end }
    },
    tombstone: (name) => {
      const stream = open(name)
      if (stream.tombstoned) return
      stream.tombstoned = true
      place(name, [], systemEvent('$streamDeleted', {}), Number.POSITIVE_INFINITY)
      growth.emit('grown')
    },
    setMetadata,
    grown: (count, signal) =>
      new Promise((resolve) => {
        if (signal.aborted || all.length > count) return resolve()
        const done = () => {
          growth.off('grown', done)
          signal.removeEventListener('abort', done)
          resolve()
        }
        growth.on('grown', done)
        signal.addEventListener('abort', done)
      }),
  }
  write('$users', [systemEvent('$User', 'admin')])
  write('$user-admin', [systemEvent('$UserCreated', { loginName: 'admin', groups: ['$admins'] })])
  return store
}
