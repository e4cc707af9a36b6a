import { spawnSync } from 'node:child_process'
import { expect, test, vi } from 'vitest'
import { LogUnavailable } from '../../../src/log/errors.ts'
import { type Commit, type EventLog, noStream } from '../../../src/log/port.ts'
import { openPostgresLog } from '../../../src/log/postgres/engine.ts'
import { appendFailure } from '../../../src/log/postgres/failure.ts'
import { checkSettings, unsafeSettings } from '../../../src/log/postgres/settings.ts'
import { commitOf } from '../../contract/commits.ts'
import { logDatabase } from './database.ts'

const database = logDatabase()

const many = (count: number): Commit[] => Array.from({ length: count }, () => commitOf())

/** Another program, which ends when no bulk call has a transaction open. */
const UNTIL_GIVEN_UP = `
  import pg from 'pg'
  const client = new pg.Client({ connectionString: process.argv[1] })
  await client.connect()
  const isOpen = async () => (await client.query(
    "select from pg_stat_activity where application_name = 'anjuan log bulk writer' and datname = current_database() and state <> 'idle'",
  )).rowCount > 0
  while (await isOpen());
  await client.end()`

/** The program stands still, as on a machine with too much to do, until the server has given up its open transaction. */
const standStill = (): void => {
  const args = ['--input-type=module', '--eval', UNTIL_GIVEN_UP, database.fresh().adminUrl]
  expect(spawnSync(process.execPath, args, { stdio: 'inherit' }).status).toBe(0)
}

/** A commit at whose events the program stands still whenever it comes to them. */
const stalling = (commit: Commit): Commit => ({
  stream: commit.stream,
  expected: commit.expected,
  get events() {
    standStill()
    return commit.events
  },
})

const openImpatient = (): Promise<EventLog> =>
  openPostgresLog({
    connectionString: database.fresh().urlAs('app_api'),
    limits: { bulk: { statement: 20_000, lock: 5_000, idle: 100 } },
  })

test('a bulk call that the server gives up because the program stood still is never taken for a halt, and can be repeated', async () => {
  const log = await openImpatient()
  const commits = many(9_000)
  const last = commits.at(-1)!
  const verdicts = await log.createStreams([...commits.slice(0, -1), stalling(last)])
  // Whether the server's last word is still heard depends on the line: either way it is the truth.
  for (const verdict of verdicts)
    expect([{ is: 'refused', code: 'unavailable' }, { is: 'unknown' }]).toContainEqual(verdict)
  expect((await log.readStream(commits[0]!.stream)).tip).toEqual(noStream)
  await log.close()
  // By a log that waits longer: a busy machine may need more than those limits for any bulk call.
  const again = await database.log().createStreams(commits)
  expect(new Set(again.map(({ is }) => is))).toEqual(new Set(['appended']))
  expect((await database.log().readStream(last.stream)).tip.version).toBe(1)
})

test('what a server says when it ends an idle transaction passes by itself', async () => {
  const client = await database.as('app_api')
  const said = new Promise<Error>((resolve) => client.once('error', resolve))
  await client.query('set idle_in_transaction_session_timeout = 50; begin')
  expect(appendFailure(await said)).toBeInstanceOf(LogUnavailable)
})

test('a clock that is wrong is found', async () => {
  const client = await database.as('app_api')
  // Stands still too, so it is far enough ahead for any server.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 })
  try {
    const findings = await checkSettings(client)
    expect(unsafeSettings(findings)).toEqual(['clock_agrees is false, it must be within 5 s of this program'])
  } finally {
    vi.useRealTimers()
  }
})

test('why the log halted is told, also where the verdict is a code only', async () => {
  const told: string[] = []
  const url = database.fresh().urlAs('app_api')
  const log = await openPostgresLog({ connectionString: url, troubled: (message) => told.push(message) })
  const admin = await database.admin()
  await admin.query('revoke execute on all functions in schema log from app_api')
  try {
    expect(await log.createStreams([commitOf()])).toEqual([{ is: 'refused', code: 'halted' }])
    expect(told).toEqual([expect.stringContaining('permission denied for function append_many')])
  } finally {
    await admin.query('grant execute on all functions in schema log to app_api')
    await log.close()
  }
})

test('a server that answers late is not taken for one with a wrong clock', async () => {
  const client = await database.as('app_api')
  const busy = client.query('select pg_sleep(5.5)')
  const findings = checkSettings(client)
  await busy
  expect(unsafeSettings(await findings)).toEqual([])
})
