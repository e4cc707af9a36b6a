import { expect, test } from 'vitest'
import { LogHalted, LogUnavailable } from '../../../src/log/errors.ts'
import { openPostgresLog } from '../../../src/log/postgres/engine.ts'
import { checkSettings, unsafeSettings } from '../../../src/log/postgres/settings.ts'
import { commitOf } from '../../contract/commits.ts'
import { logDatabase } from './database.ts'

const database = logDatabase()

test('the role of the API on a sound server has nothing fatal to report', async () => {
  const findings = await checkSettings(await database.as('app_api'))
  expect(unsafeSettings(findings)).toEqual([])
})

test('a superuser, who could change everything unseen, is refused', async () => {
  const findings = await checkSettings(await database.admin())
  expect(unsafeSettings(findings)).toContain('superuser is true, it must be false')
  await expect(openPostgresLog({ connectionString: database.fresh().adminUrl })).rejects.toThrow(LogHalted)
})

test('a superuser who takes the role of the API on may write, and is warned', async () => {
  const log = await openPostgresLog({ connectionString: database.fresh().adminUrl, role: 'app_api' })
  await log.append(commitOf())
  await log.close()
  const client = await database.admin()
  await client.query('set role app_api')
  expect(await checkSettings(client)).toContainEqual({
    setting: 'login_is_superuser',
    found: 'true',
    wanted: 'false',
    severity: 'warning',
  })
})

test.each([
  ['synchronous_commit', 'off'],
  ['synchronous_commit', 'local'],
  ['default_transaction_isolation', 'serializable'],
])('a log that would be opened with %s = %s is refused', async (setting, value) => {
  const url = new URL(database.fresh().urlAs('app_api'))
  url.searchParams.set('options', `${url.searchParams.get('options')} -c ${setting}=${value}`)
  await expect(openPostgresLog({ connectionString: url.href })).rejects.toThrow(
    /synchronous_commit|transaction_isolation/,
  )
})

test('a log without the rights it needs is refused', async () => {
  await expect(openPostgresLog({ connectionString: database.fresh().urlAs('app_auditor') })).rejects.toThrow(LogHalted)
  const nowhere = new URL(database.fresh().urlAs('app_api'))
  nowhere.pathname = '/nowhere'
  await expect(openPostgresLog({ connectionString: nowhere.href })).rejects.toThrow(LogHalted)
})

test('a server that is not there is unavailable', async () => {
  const url = new URL(database.fresh().urlAs('app_api'))
  url.port = '1'
  await expect(openPostgresLog({ connectionString: url.href })).rejects.toThrow(LogUnavailable)
})

/** What an owner did in a transaction that is rolled back: the check sees it, nobody else is harmed. */
const after = async (deed: string): Promise<string[]> => {
  const admin = await database.admin()
  await admin.query('begin')
  await admin.query(deed)
  await admin.query('set local role app_api')
  const unsafe = unsafeSettings(await checkSettings(admin))
  await admin.query('rollback')
  return unsafe
}

test('a head that is not where the events end is found', async () => {
  expect(await after('update log.head set position = position + 1')).toEqual([
    'head_ahead_of_events is 1, it must be 0',
  ])
})

test('a trigger that was switched off, or on in the common way only, is found', async () => {
  expect(await after('alter table log.event_live disable trigger append_only')).toHaveLength(1)
  expect(await after('alter table log.event_live enable trigger append_only')).toHaveLength(1)
  expect(await after('drop trigger append_only on log.event_live')).toHaveLength(1)
  expect(await after('alter table log.event_p0001 disable trigger append_only')).toHaveLength(1)
})

test('a log that is about to run out of partitions is found', async () => {
  expect(await after('drop table log.event_p0004, log.event_p0003')).toEqual([])
  expect(await after('drop table log.event_p0004, log.event_p0003, log.event_p0002, log.event_p0001')).toEqual([
    'spare_partitions is 0, it must be at least 1',
  ])
})
