import { expect, test } from 'vitest'
import { chain, commitOf, newStream } from '../../contract/commits.ts'
import { logDatabase } from './database.ts'
import { openPatientLog } from './patient-log.ts'

const database = logDatabase()

test('events go on from one partition into the next, and read as one log', async () => {
  const admin = await database.admin()
  await admin.query('update log.head set position = 9999997')
  const stream = newStream()
  const log = database.log()
  const after = log.cursorAt(9_999_997n)
  for (const commit of chain(3, { stream, payloads: ['1', '2'] })) await log.append(commit)
  const { rows } = await admin.query(
    `select tableoid::regclass::text as partition, count(*)::int from log.event_live group by 1 order by 1`,
  )
  expect(rows).toEqual([
    { partition: 'log.event_p0000', count: 2 },
    { partition: 'log.event_p0001', count: 4 },
  ])
  const { events } = await log.readAll({ after, limit: 100 })
  expect(events.map(({ position }) => position)).toEqual([1n, 2n, 3n, 4n, 5n, 6n].map((step) => 9_999_997n + step))
  expect((await log.readStream(stream)).events).toEqual(events)
  expect((await log.readAll({ after, limit: 100, types: ['IncomeDeclared'] })).events).toEqual(events)
})

test('partitions are made ahead by the API itself, each guarded like the first', async () => {
  const api = await database.as('app_api')
  expect((await api.query('select log.make_partitions(6) as made')).rows).toEqual([{ made: 3 }])
  expect((await api.query('select log.make_partitions(6) as made')).rows).toEqual([{ made: 0 }])
  const admin = await database.admin()
  await expect(admin.query('truncate log.event_p0007')).rejects.toThrow('append-only')
})

test('a log that is opened near the end of its partitions makes more before it takes events', async () => {
  const admin = await database.admin()
  const partitions = async (): Promise<number> =>
    Number(
      (await admin.query(`select count(*) from pg_inherits where inhparent = 'log.event_live'::regclass`)).rows[0]
        .count,
    )
  const before = await partitions()
  await admin.query('begin')
  await admin.query(
    `insert into log.event_live select $1::bigint * 10000000 - 5, stream_id, version, event_id, type, schema_version, payload, meta,
    proof, mac_key, recorded_at from log.event limit 1`,
    [before],
  )
  await admin.query('update log.head set position = $1::bigint * 10000000 - 5', [before])
  await admin.query('commit')
  const log = await openPatientLog({ connectionString: database.fresh().urlAs('app_api') })
  expect(await partitions()).toBe(before + 3)
  await log.append(commitOf({ payloads: Array(10).fill('1') }))
  await log.close()
})

test('where the partitions end, appends fail loudly and leave no trace', async () => {
  const admin = await database.admin()
  const { rows } = await admin.query(`select count(*)::bigint * 10000000 - 1 as last from pg_inherits
    where inhparent = 'log.event_live'::regclass`)
  await admin.query('update log.head set position = $1', [rows[0].last])
  const commit = commitOf()
  await expect(database.log().append(commit)).rejects.toMatchObject({ name: 'LogHalted' })
  expect((await database.log().readStream(commit.stream)).tip.version).toBe(0)
})
