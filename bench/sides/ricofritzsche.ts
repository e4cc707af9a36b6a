import { createFilter, createQuery, type EventRecord, PostgresEventStore } from '@ricofritzsche/eventstore'
import pg from 'pg'
import { caseLife } from '../facts.ts'
import { polling } from './polling.ts'
import type { Seen, SideKind } from './side.ts'

const types = [...caseLife]

const seenOf = ({ payload }: EventRecord): Seen => ({
  stream: String(payload['stream']),
  version: Number(payload['version']),
  data: payload,
})

const streamFilter = (stream: string) => createFilter(types, [{ stream }])

/** It says on standard output that the database is there, where only figures belong. */
const quietly = async (work: () => Promise<void>): Promise<void> => {
  const { log } = console
  console.log = () => undefined
  try {
    await work()
  } finally {
    console.log = log
  }
}

/**
 * Events tagged with their stream, appended under the condition that the newest event so tagged is still the one known.
 * It has a pool of ten connections that nobody can change.
 */
export const ricofritzsche: SideKind = {
  name: '@ricofritzsche/eventstore 1.0.10',
  key: 'ricofritzsche',
  open: async (connectionString) => {
    const store = new PostgresEventStore({ connectionString })
    await quietly(() => store.initializeDatabase())
    const admin = new pg.Pool({ connectionString, max: 1 })
    // What an append was given as a number, it tells its subscribers in this process: so nothing is read before an append.
    const newest = new Map<string, number[]>()
    await store.subscribe(async (events) => {
      for (const { sequenceNumber, payload } of events) {
        const known = newest.get(String(payload['stream'])) ?? []
        known[Number(payload['version'])] = sequenceNumber
        newest.set(String(payload['stream']), known)
      }
    })
    const after = (sequence: number) => createQuery({ minSequenceNumber: sequence }, createFilter([]))
    return {
      append: (stream, expected, facts) =>
        store.append(
          facts.map(({ type, data }, index) => ({
            eventType: type,
            payload: { ...data, stream, version: expected + 1 + index },
          })),
          streamFilter(stream),
          newest.get(stream)?.[expected] ?? 0,
        ),
      load: async (stream) => (await store.query(streamFilter(stream))).events.map(seenOf),
      readAll: async (see) => {
        for (const event of (await store.query(after(0))).events) see(seenOf(event))
      },
      follow: async (see) => {
        const { rows } = await admin.query('select coalesce(max(sequence_number), 0) as last from events')
        let last = Number(rows[0].last)
        return polling(async () => {
          const { events } = await store.query(after(last))
          for (const event of events) see(seenOf(event))
          last = Number(events.at(-1)?.sequenceNumber ?? last)
          return events.length
        })
      },
      count: async () => Number((await admin.query('select count(*) as rows from events')).rows[0].rows),
      close: async () => {
        await store.close()
        await admin.end()
      },
    }
  },
}
