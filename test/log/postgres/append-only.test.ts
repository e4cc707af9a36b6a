import { beforeAll, expect, test } from 'vitest'
import { byteStrings, ints, jsonTexts, smallints, uuids } from '../../../src/log/postgres/binary.ts'
import { appendEvent, appendMany } from '../../../src/log/postgres/columns.ts'
import { commitOf } from '../../contract/commits.ts'
import { logDatabase } from './database.ts'

const database = logDatabase()
const commit = commitOf({ payloads: ['1', '2'] })
beforeAll(async () => {
  await database.log().append(commit)
})

const changes = [
  `update log.event set payload = '{}'`,
  'delete from log.event',
  `update log.event_live set payload = '{}'`,
  'delete from log.event_live',
  'truncate log.event_live',
  `update log.event_p0000 set payload = '{}'`,
  'delete from log.event_p0000',
  'truncate log.event_p0000',
  'truncate log.event_p0003',
  'delete from log.stream',
  'truncate log.stream',
]

test.each(changes)('the database refuses its own owner: %s', async (change) => {
  const admin = await database.admin()
  await expect(admin.query(change)).rejects.toThrow('append-only')
})

test.each(changes)('in replica mode, where triggers usually sleep, it refuses too: %s', async (change) => {
  const admin = await database.admin()
  await admin.query('set session_replication_role = replica')
  await expect(admin.query(change)).rejects.toThrow('append-only')
})

const insertEvent = `
  insert into log.event_live (position, stream_id, version, event_id, type, schema_version, payload, meta, proof, mac_key, recorded_at)
  select 1000, stream_id, 3, event_id, type, 1, payload, meta, proof, 1, recorded_at from log.event limit 1`

test.each([
  insertEvent,
  insertEvent.replace('log.event_live (', 'log.event_p0000 ('),
  `insert into log.stream values ('case-x', 1, decode(repeat('00', 32), 'hex'))`,
  'update log.head set position = 0',
  'update log.stream set version = 1',
  ...changes,
  `select log.close_stream('case-x')`,
  `select log.verdict('case-x', 0, '{}')`,
  'set role log_writer',
  'set role log_owner',
  'alter table log.event_live disable trigger append_only',
  'create table log.mine (x int)',
])('the API cannot write past the functions: %s', async (statement) => {
  const api = await database.as('app_api')
  await expect(api.query(statement)).rejects.toThrow(/permission denied|must be owner/)
})

test.each(['app_projector', 'app_sealer', 'app_auditor', 'app_import'])('%s cannot append', async (role) => {
  const client = await database.as(role)
  const commit = commitOf()
  await expect(client.query(appendMany([commit]))).rejects.toThrow('permission denied')
  await expect(client.query(appendEvent(commit)!)).rejects.toThrow('permission denied')
})

test.each(['app_projector', 'app_sealer'])('%s reads the log', async (role) => {
  const client = await database.as(role)
  const { rows } = await client.query('select count(*)::int as events from log.event join log.stream using (stream_id)')
  expect(rows).toEqual([{ events: 2 }])
})

test('a commit that lies about its columns is refused and leaves no trace', async () => {
  const api = await database.as('app_api')
  const honest = appendMany([commitOf({ payloads: ['1', '2'] }), commitOf()])
  const lies: [number, Buffer][] = [
    [2, ints([3, 2])],
    [2, ints([0, 2])],
    [2, ints([2])],
    [3, uuids([])],
    [5, smallints([1])],
    [6, jsonTexts(['1', '2', '{'])],
    [8, byteStrings(100)([Buffer.alloc(100), Buffer.alloc(100), Buffer.alloc(100)])],
  ]
  for (const [index, value] of lies)
    await expect(
      api.query({ ...honest, name: '', values: honest.values.with(index, value) }),
      `${index}`,
    ).rejects.toThrow()
  const { rows } = await api.query(`select (select count(*) from log.event)::int as events,
    (select count(*) from log.stream)::int as streams, (select position from log.head)::int as head`)
  expect(rows).toEqual([{ events: 2, streams: 1, head: 2 }])
})
