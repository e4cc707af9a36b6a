import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paymentLedger } from '../../src/projections/payment-ledger/payment-ledger.ts'
import { roster } from '../../src/projections/roster/roster.ts'
import { household, payment } from '../projections/facts.ts'
import { openStage, type Stage } from '../projections/stage.ts'
import { runFile } from './terminal.ts'

const { PATH, NODE_COMPILE_CACHE } = process.env

let stage: Stage
let environment: Record<string, string>
beforeAll(async () => {
  stage = await openStage()
  const payments = Array.from({ length: 3_000 }, (_, number) => payment(`rebuild ${number}`))
  await stage.givenMany(payments.map(({ stream, planned, filed, paid }) => ({ stream, facts: [planned, filed, paid] })))
  const homes = Array.from({ length: 1_000 }, (_, number) => household(`rebuild ${number}`))
  await stage.givenMany(homes.map(({ stream, takenOver }) => ({ stream, facts: [takenOver()] })))
  await stage.shown(paymentLedger, roster)
  const directory = await mkdtemp(join(tmpdir(), 'anjuan-rebuild-'))
  environment = {
    DATABASE_URL: stage.database.urlAs('app_api'),
    ANJUAN_DATA_DIR: directory,
    ANJUAN_KEYS: join(directory, 'keys'),
  }
})
afterAll(() => stage.close())

const command = ['rebuild', 'payment-ledger', 'roster']

/** What queries see: every row of both views in one digest. */
const shown = async (): Promise<unknown> => {
  const { rows } = await sql`
    select (select md5(string_agg(l::text, '/' order by payment_id)) from ledger_payment l) as ledger,
           (select md5(string_agg(r::text, '/' order by case_id)) from roster_entry r) as roster`.execute(stage.views)
  return rows
}

const generations = async (status: string): Promise<number> => {
  const { rows } = await sql<{ found: number }>`
    select count(*) as found from projection.checkpoint where status = ${status}`.execute(stage.db)
  return rows[0]?.found ?? 0
}

/** Locks of this database: those of the two live workers, and of a rebuild until the server has noticed its death. */
const locks = async (): Promise<number> => {
  const { rows } = await sql`
    select from pg_locks join pg_database d on d.oid = database
    where locktype = 'advisory' and datname = current_database()`.execute(stage.db)
  return rows.length
}

/** Runs the command until it builds, and so many milliseconds longer. */
const killedWhileBuilding = async (after: number): Promise<void> => {
  const { rows } = await sql<{ now: string }>`select clock_timestamp()::text as now`.execute(stage.db)
  const child = spawn(process.execPath, ['src/cli/anjuan.ts', ...command], {
    env: { PATH, NODE_COMPILE_CACHE, LOG_LEVEL: 'error', ...environment },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  const begun = sql`select from projection.checkpoint where started_at > ${rows[0]?.now}::timestamptz`
  // However long a busy machine takes to come so far.
  for (;;) {
    const code = child.exitCode
    if ((await begun.execute(stage.db)).rows.length > 0) break
    if (code !== null) throw new Error(`it ended with ${code} before it built anything`)
    await sleep(5)
  }
  await sleep(after)
  child.kill('SIGKILL')
  await ended
  await expect.poll(locks, { timeout: 60_000 }).toBe(2)
}

test('the command killed anywhere leaves the old rows or the new ones, which are the same; then it finishes', async () => {
  const before = await shown()
  for (const after of [20, 310]) {
    await killedWhileBuilding(after)
    expect(await shown()).toEqual(before)
    expect(await generations('serving')).toBe(2)
  }
  const ran = await runFile('src/cli/anjuan.ts', command, environment)
  expect(ran.err).toBe('')
  expect(ran.code).toBe(0)
  expect(ran.out).toMatch(/payment-ledger: generation \d+ serves, 9000 events/)
  expect(ran.out).toMatch(/roster: generation \d+ serves, 1000 events/)
  expect(await shown()).toEqual(before)
  expect(await generations('building')).toBe(0)
  expect(await generations('retired')).toBe(0)
}, 300_000)
