import { PostgresEventStorageAdapter } from '@castore/event-storage-adapter-postgres'
import pg from 'pg'
import type { Fact, Seen, SideKind } from './side.ts'

const context = { eventStoreId: 'CASES' }
/** Its ids are UUIDs; our streams are called `case-<uuid>`. */
const idOf = (stream: string): string => stream.slice('case-'.length)
const PAGE = 1_000

const detailOf = (stream: string, version: number, { type, data, meta }: Fact) => ({
  aggregateId: idOf(stream),
  version,
  type,
  payload: data,
  metadata: meta,
  timestamp: new Date().toISOString(),
})

const seenOf = (event: { aggregateId: string; version: number; payload?: unknown }): Seen => ({
  stream: `case-${event.aggregateId}`,
  version: event.version,
  data: event.payload as Record<string, unknown>,
})

/** The adapter keeps its client to itself, and there is no way to close it but this. */
type WithClient = { _sql: { end(): Promise<void> } }

/** Its adapter for PostgreSQL, with the pool of ten connections that it opens and lets nobody change. */
export const castore: SideKind = {
  name: 'castore 2.4.2',
  key: 'castore',
  open: async (connectionString) => {
    await PostgresEventStorageAdapter.createEventTable({ connectionString })
    const adapter = new PostgresEventStorageAdapter({ connectionString })
    const admin = new pg.Pool({ connectionString, max: 1 })
    return {
      append: (stream, expected, facts) => {
        const [only, ...more] = facts.map((fact, index) => detailOf(stream, expected + 1 + index, fact))
        if (!only) return Promise.resolve()
        if (more.length === 0) return adapter.pushEvent(only, context)
        const grouped = [only, ...more].map((detail) => {
          const group = adapter.groupEvent(detail)
          group.context = context
          return group
        })
        const [first, ...rest] = grouped
        return first ? adapter.pushEventGroup({}, first, ...rest) : Promise.resolve()
      },
      load: async (stream) => (await adapter.getEvents(idOf(stream), context)).events.map(seenOf),
      // There is no feed of all events: its own tools list the aggregates and read one after the other.
      readAll: async (see) => {
        let pageToken: string | undefined
        do {
          const page = await adapter.listAggregateIds(context, { limit: PAGE, ...(pageToken && { pageToken }) })
          for (const { aggregateId } of page.aggregateIds)
            for (const event of (await adapter.getEvents(aggregateId, context)).events) see(seenOf(event))
          pageToken = page.nextPageToken
        } while (pageToken)
      },
      count: async () => Number((await admin.query('select count(*) as rows from event')).rows[0].rows),
      close: async () => {
        await (adapter as unknown as WithClient)._sql.end()
        await admin.end()
      },
    }
  },
}
