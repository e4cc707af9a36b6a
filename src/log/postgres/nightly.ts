import pg from 'pg'
import { type ConnectionOptions, clientConfig, settle } from './connection.ts'
import { readFailure } from './failure.ts'
import type { Finding } from './settings.ts'

/** In one snapshot: what the head says, what is there, what lies in files, and what the streams say they have. */
const COUNTS = `
  select (select position from log.head) as head,
    coalesce((select max(position) from log.event_live), 0) as last,
    (select count(*) from log.event) as here,
    (select coalesce(sum(end_position - greatest(first_position, 1)), 0) from log.partition where state = 'away') as away,
    (select coalesce(sum(version), 0) from log.stream) as in_streams,
    (select count(*) from log.partition p join pg_inherits on inhrelid = to_regclass('log.' || p.name)
      where inhparent = 'log.event_live'::regclass and p.first_position > (select position from log.head)) as spare`

/** No unique index can forbid it, because it would have to span the partitions. Read in the order of an index. */
const DOUBLED = `
  select stream_id, version from log.event group by stream_id, version having count(*) > 1
  order by stream_id, version limit 20`

const DIFFERENT = 'the same as the head'

/**
 * Counts the whole log, as is to be done every night: the head is at the last position, no event is missing or too many, no
 * two stand at one version of a stream, and partitions are ready ahead. Reads by indexes, in memory that does not grow with
 * the log; takes minutes for a large one, on a connection of its own, and holds nobody up. Empty when all is well.
 */
export const checkCounts = async (options: ConnectionOptions): Promise<Finding[]> => {
  const client = new pg.Client(clientConfig(options, 'anjuan nightly count'))
  client.on('error', () => undefined)
  try {
    await client.connect()
    await settle(client, options, { statement: 0, lock: 0 })
    await client.query('set enable_hashagg = off; set enable_sort = off')
    const counted = (await client.query<Record<string, string>>(COUNTS)).rows[0] ?? {}
    const doubled = (await client.query<{ stream_id: string; version: string }>(DOUBLED)).rows
    return [...findingsOf(counted), ...doubled.map(doubledFinding)]
  } catch (error) {
    throw readFailure(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

const findingsOf = (counted: Readonly<Record<string, string>>): Finding[] => {
  const number = (name: string): bigint => BigInt(counted[name] ?? 0)
  const [head, events, spare] = [number('head'), number('here') + number('away'), number('spare')]
  const differing = (
    [
      ['last position', number('last')],
      ['number of events', events],
      ['sum of the versions of all streams', number('in_streams')],
    ] as const
  ).filter(([, found]) => found !== head)
  const findings = differing.map(
    ([setting, found]): Finding => ({
      setting,
      found: `${found} where the head is ${head}`,
      wanted: DIFFERENT,
      severity: 'fatal',
    }),
  )
  if (spare >= 2n) return findings
  const severity = spare < 1n ? 'fatal' : 'warning'
  return [...findings, { setting: 'spare_partitions', found: `${spare}`, wanted: 'at least 2', severity }]
}

const doubledFinding = ({ stream_id: stream, version }: { stream_id: string; version: string }): Finding => ({
  setting: `version ${version} of ${stream}`,
  found: 'there more than once',
  wanted: 'once',
  severity: 'fatal',
})
