import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventLog } from '../../../src/log/port.ts'
import { checkCounts } from '../../../src/log/postgres/nightly.ts'
import { detachPartition } from '../../../src/log/postgres/partition-moves.ts'
import { withPartitions } from '../../../src/log/postgres/partitions.ts'
import { commitOf } from '../../contract/commits.ts'
import { type FreshDatabase, freshDatabase } from '../../postgres.ts'
import { openPatientLog } from './patient-log.ts'
import { makeSmallPartitions } from './small-partitions.ts'

const SIZE = 1_000
let fresh: FreshDatabase
let log: EventLog
let admin: pg.Client

beforeAll(async () => {
  fresh = await freshDatabase()
  await makeSmallPartitions(fresh.adminUrl, SIZE)
  log = await openPatientLog({ connectionString: fresh.urlAs('app_api') })
  admin = new pg.Client({ connectionString: fresh.adminUrl })
  await admin.connect()
})
afterAll(async () => {
  await log?.close()
  await admin?.end()
  await fresh?.drop()
})

const found = async () =>
  (await checkCounts({ connectionString: fresh.urlAs('app_api') })).map(
    ({ setting, found, severity }) => `${severity}: ${setting} is ${found}`,
  )

test('32 appenders pass from one partition into the next, and the next: every event once, in order, no gap', async () => {
  expect(await found()).toEqual([])
  const { signal } = new AbortController()
  const followed = (async () => {
    const positions: bigint[] = []
    for await (const { events } of log.follow({ batch: 300, signal })) {
      positions.push(...events.map(({ position }) => position))
      if (positions.length >= 3_520) break
    }
    return positions
  })()
  await Promise.all(
    Array.from({ length: 32 }, async (_, appender) => {
      for (let written = 0; written < 22; written += 1)
        expect(await log.append(commitOf({ payloads: Array(5).fill(`{"appender":${appender}}`) }))).toMatchObject({
          is: 'appended',
        })
    }),
  )
  expect(await followed).toEqual(Array.from({ length: 3_520 }, (_, index) => BigInt(index + 1)))
  const { rows } = await admin.query(
    'select tableoid::regclass::text as name, count(*)::int as events from log.event_live group by 1 order by 1',
  )
  expect(rows.map(({ name, events }) => `${name} ${events}`)).toEqual([
    'log.event_p0000 999',
    'log.event_p0001 1000',
    'log.event_p0002 1000',
    'log.event_p0003 521',
  ])
  expect(await found()).toEqual(['warning: spare_partitions is 1'])
  await withPartitions(fresh.adminUrl, (client) => detachPartition(client, 1))
  expect(await found()).toEqual(['warning: spare_partitions is 1'])
})

test('the count finds a head that ran ahead, an event that is gone, and two at one version', async () => {
  await admin.query('select log.make_partitions(3)')
  expect(await found()).toEqual([])
  const after = async (...deeds: string[]) => {
    await admin.query(`set session_replication_role = replica; alter table log.event_p0000 disable trigger append_only`)
    for (const deed of deeds) await admin.query(deed)
    const findings = await found()
    return findings
  }
  await admin.query('create table public.kept as select * from log.event where position in (5, 17)')
  expect(await after('delete from log.event_p0000 where position = 5')).toEqual([
    'fatal: number of events is 3519 where the head is 3520',
  ])
  expect(
    await after(
      'insert into log.event_p0000 select * from public.kept where position = 5',
      `insert into log.event_p0003 select (jsonb_populate_record(null::log.event_live, to_jsonb(k) || '{"position": 3521}')).*
       from public.kept k where position = 17`,
    ),
  ).toEqual([
    'fatal: last position is 3521 where the head is 3520',
    'fatal: number of events is 3521 where the head is 3520',
    expect.stringMatching(/^fatal: version \d of case-[0-9a-f-]+ is there more than once$/),
  ])
  expect(await after('update log.head set position = 3521')).toHaveLength(2)
})
