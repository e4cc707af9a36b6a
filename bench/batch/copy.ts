import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Commit } from '../../src/log/port.ts'
import { leafOf } from '../../src/log/proof.ts'
import { plainTable } from '../sides/plain-insert.ts'

const COLUMNS = 'stream_id, version, event_id, type, schema_version, payload, meta, proof, mac_key, recorded_at'
/** Commits put into one piece of text. */
const PIECE = 500

const escaped = (field: string): string =>
  field.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')

const bytes = (value: Buffer): string => `\\\\x${value.toString('hex')}`

const eventLines = ({ stream, expected, events }: Commit): string =>
  events
    .map((event, index) => {
      const { id, type, schemaVersion, payload, meta, proof, macKey, recordedAt } = event
      const version = expected.version + 1 + index
      const texts = `${escaped(payload)}\t${escaped(meta)}\t${bytes(proof)}`
      return `${stream}\t${version}\t${id}\t${type}\t${schemaVersion}\t${texts}\t${macKey}\t${recordedAt}\n`
    })
    .join('')

const streamLine = ({ stream, expected, events }: Commit): string => {
  const last = events.at(-1)
  return last ? `${stream}\t${expected.version + events.length}\t${bytes(leafOf(last.proof))}\n` : ''
}

const pieces = function* (commits: readonly Commit[], lines: (commit: Commit) => string): Generator<string> {
  for (let from = 0; from < commits.length; from += PIECE)
    yield commits
      .slice(from, from + PIECE)
      .map(lines)
      .join('')
}

/** Plain tables with the columns and indexes of ours, and nothing else: no trigger, no check, no head. */
export const copySide = async (url: string) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(plainTable('copied_event'))
  await client.query(`create table copied_stream
    (stream_id text collate "C" primary key, version bigint not null, last_leaf bytea not null)`)
  return {
    write: async (commits: readonly Commit[]): Promise<void> => {
      await client.query('begin')
      const streams = copyFrom('copy copied_stream (stream_id, version, last_leaf) from stdin')
      await pipeline(pieces(commits, streamLine), client.query(streams))
      await pipeline(pieces(commits, eventLines), client.query(copyFrom(`copy copied_event (${COLUMNS}) from stdin`)))
      await client.query('commit')
    },
    count: async (): Promise<number> =>
      Number((await client.query('select count(*) as rows from copied_event')).rows[0].rows),
    close: () => client.end(),
  }
}
