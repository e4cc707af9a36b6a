import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Commit } from '../src/log/port.ts'

/** The yardstick: the same columns and indexes as the log in one plain table, written the plain way. */
export type PlainTable = {
  insert(commit: Commit, connection: number): Promise<void>
  copy(commits: readonly Commit[]): Promise<void>
  count(): Promise<number>
  close(): Promise<void>
}

const COLUMNS = 'stream_id, version, event_id, type, schema_version, payload, meta, proof, mac_key, recorded_at'

const fieldsOf = ({ stream, expected, events }: Commit): unknown[][] =>
  events.map((event, index) => [
    stream,
    expected.version + index + 1,
    event.id,
    event.type,
    event.schemaVersion,
    event.payload,
    event.meta,
    event.proof,
    event.macKey,
    event.recordedAt,
  ])

const escaped = (field: unknown): string => {
  if (Buffer.isBuffer(field)) return `\\\\x${field.toString('hex')}`
  return String(field).replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')
}

const copyText = function* (commits: readonly Commit[]): Generator<string> {
  for (let from = 0; from < commits.length; from += 500)
    yield commits
      .slice(from, from + 500)
      .flatMap(fieldsOf)
      .map((fields) => `${fields.map(escaped).join('\t')}\n`)
      .join('')
}

/** Makes the table and opens its connections. */
export const plainTable = async (connectionString: string, connections: number): Promise<PlainTable> => {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString }))
  await Promise.all(clients.map((client) => client.connect()))
  const clientOf = (connection: number): pg.Client => {
    const client = clients[connection % connections]
    if (!client) throw new Error('the plain table has no connection')
    return client
  }
  const first = clientOf(0)
  await first.query(`
    create table plain_event (
      position bigint generated always as identity primary key,
      stream_id text collate "C" not null, version bigint not null, event_id uuid not null, type text collate "C" not null,
      schema_version smallint not null, payload json not null, meta json not null, proof bytea not null,
      mac_key smallint not null, recorded_at timestamptz not null, stored_at timestamptz not null default clock_timestamp());
    create unique index on plain_event (stream_id, version);
    create index on plain_event (type, position)`)
  const insert = {
    name: 'insert',
    text: `insert into plain_event (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
  }
  return {
    insert: async (commit, connection) => {
      for (const values of fieldsOf(commit)) await clientOf(connection).query({ ...insert, values })
    },
    copy: async (commits) => {
      await pipeline(copyText(commits), first.query(copyFrom(`copy plain_event (${COLUMNS}) from stdin`)))
    },
    count: async () => Number((await first.query('select count(*) as rows from plain_event')).rows[0].rows),
    close: async () => {
      await Promise.all(clients.map((client) => client.end()))
    },
  }
}
