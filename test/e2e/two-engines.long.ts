import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { sql } from 'kysely'
import type pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { proofsOf } from '../../src/cli/proofs.ts'
import { readConfig } from '../../src/config.ts'
import { allEvents } from '../../src/domain/events.ts'
import type { Day } from '../../src/domain/shared/day.ts'
import { codecOf } from '../../src/log/codec.ts'
import { LogUnavailable } from '../../src/log/errors.ts'
import { type Anjuan, openAnjuan } from '../../src/main.ts'
import { ModeFault } from '../../src/mode.ts'
import { recompute } from '../../src/processes/recompute/recompute.ts'
import { openLocks } from '../../src/projections/locks.ts'
import { openViewPool, openViews } from '../../src/projections/open.ts'
import type { Rebuilt } from '../../src/projections/rebuild.ts'
import { rebuildViews } from '../../src/projections/rebuild-views.ts'
import { views } from '../../src/projections/views.ts'
import { type FreshDatabase, freshDatabase } from '../postgres.ts'
import { type EventStoreHandle, startEventStore } from '../support/eventstore/server.ts'
import { isOfTheStore, liveUntil } from './living.ts'
import { allShown, differencesOf, readModelsOf } from './read-models.ts'

// The same county lives through the same months on both engines, through the same processes as the API's.

const FIRST_PART: Day = '2023-01-20'
const SECOND_PART: Day = '2023-02-20'

let store: EventStoreHandle
let directory: string
const databases: FreshDatabase[] = []
const pools: pg.Pool[] = []
let onPostgres: Anjuan
let onKurrent: Anjuan
let kurrentDatabase: FreshDatabase
let postgresDatabase: FreshDatabase

const fresh = async (): Promise<FreshDatabase> => {
  const database = await freshDatabase()
  databases.push(database)
  return database
}

const PASSWORD = 'Pass-Word-of-the-store'
/** What the programs have said, at the finest level. */
const said: string[] = []

/** The address of a store with the name and password of the program in it. */
const addressOf = ({ url }: EventStoreHandle): string => url.replace('://', `://anjuan:${PASSWORD}@`)

const open = (database: FreshDatabase, eventStore?: string): Promise<Anjuan> => {
  const environment = {
    DATABASE_URL: database.urlAs('app_api'),
    // One set of keys: the same ID number has the same index in both.
    ANJUAN_DATA_DIR: directory,
    LOG_LEVEL: 'trace',
    PORT: '0',
    ...(eventStore === undefined ? {} : { EVENTSTORE_URL: eventStore }),
  }
  return openAnjuan(readConfig('demonstration', environment), {
    mode: 'demonstration',
    logger: pino({ level: 'trace' }, { write: (line: string) => void said.push(line) }),
  })
}

beforeAll(async () => {
  store = await startEventStore()
  directory = await mkdtemp(join(tmpdir(), 'anjuan-two-engines-'))
  postgresDatabase = await fresh()
  kurrentDatabase = await fresh()
  onPostgres = await open(postgresDatabase)
  onKurrent = await open(kurrentDatabase, addressOf(store))
  await Promise.all([liveUntil(onPostgres, FIRST_PART), liveUntil(onKurrent, FIRST_PART)])
}, 900_000)
afterAll(async () => {
  await onKurrent?.close()
  await onPostgres?.close()
  await store?.stop()
  for (const pool of pools) await pool.end()
  for (const database of databases) await database.drop()
  await rm(directory, { recursive: true })
})

describe('the same commands on both engines', () => {
  test('come to the same rows in every read model', async () => {
    const expected = await readModelsOf(onPostgres)
    const found = await readModelsOf(onKurrent)
    expect(differencesOf(found, expected)).toEqual([])
    expect(expected['ledger_payment']?.length).toBeGreaterThan(150)
  })

  test('perform a month again from history without a difference', async () => {
    const month = '2023-01'
    const [one, other] = await Promise.all([
      recompute(onPostgres.deps, { month }),
      recompute(onKurrent.deps, { month }),
    ])
    expect(other.differences).toEqual([])
    expect(one.differences).toEqual([])
    expect({ runs: other.runs, lines: other.lines }).toEqual({ runs: one.runs, lines: one.lines })
    expect(other.lines).toBeGreaterThan(100)
  })
})

test('every read model is built again from a log on KurrentDB, verified against it, and shows the same', async () => {
  const before = await readModelsOf(onKurrent)
  const pool = openViewPool({ connectionString: kurrentDatabase.urlAs('app_projector') })
  const locks = openLocks(pool)
  const { log, projector: db } = onKurrent
  try {
    const rebuilt: Rebuilt[] = []
    await rebuildViews({ db, log, codec: codecOf(allEvents), locks }, views, (outcome) => rebuilt.push(outcome))
    expect(rebuilt.map(({ view, generation }) => [view, generation]).sort()).toEqual(
      views.map(({ name }) => [name, 2]).sort(),
    )
  } finally {
    await locks.close()
    await pool.end()
  }
  expect(differencesOf(await readModelsOf(onKurrent), before)).toEqual([])
}, 900_000)

test('a program that starts again goes on where its read models were', async () => {
  const before = await readModelsOf(onKurrent)
  await onKurrent.close()
  const asked = store.seen.length
  onKurrent = await open(kurrentDatabase, addressOf(store))
  await allShown(onKurrent)
  expect(differencesOf(await readModelsOf(onKurrent), before)).toEqual([])
  expect(store.seen.length).toBeGreaterThan(asked)
})

test('a county lives on while its store breaks again and again, and comes to the same rows', async () => {
  const broken = new Set<Day>()
  // Once in every day, while its acts are under way; one time it stays away for longer than anybody repeats by himself.
  const breakOnce = (day: Day): void => {
    if (broken.has(day)) return
    broken.add(day)
    // Told by the day and not when the time comes: by then others may have begun.
    const staysAway = broken.size === 5
    setTimeout(() => (staysAway ? void store.restart(2_000) : store.faults.cutAll()), 30)
  }
  let interrupted = 0
  for (let done = false; !done; )
    done = await liveUntil(onKurrent, SECOND_PART, breakOnce).then(
      () => true,
      (error: unknown) => {
        if (!isOfTheStore(error) || interrupted > 50) throw error
        interrupted += 1
        // While nobody listens a call fails at once: without a rest fifty of them are over before the store is back.
        return sleep(100, false)
      },
    )
  expect(interrupted).toBeGreaterThan(0)
  await liveUntil(onPostgres, SECOND_PART)
  expect(differencesOf(await readModelsOf(onKurrent), await readModelsOf(onPostgres))).toEqual([])
  expect((await recompute(onKurrent.deps, { month: '2023-02' })).differences).toEqual([])
}, 900_000)

test('the doctor finds every proof right, and hears of a stream whose history an operator hides', async () => {
  expect(await proofsOf(onKurrent)).toEqual([])
  const { events } = await onKurrent.log.readAll({ limit: 1, types: ['PersonRegistered'] })
  store.operator.truncate(events[0]?.stream ?? '', 1)
  await proofsOf(onKurrent)
  expect(said.join('')).toContain(`history was taken away: ${events[0]?.stream}`)
})

test('a database that is lost is made again from the store and a copy of the vault', async () => {
  const lost = await readModelsOf(onKurrent)
  const { rows: keys } = await sql<{ row: unknown }>`select to_json(k) as row from vault.person_key k`.execute(
    openViews(openAdmin(kurrentDatabase)),
  )
  const again = await fresh()
  await expect(open(again, addressOf(store))).rejects.toThrow(/vault of this database is not the one/)
  await sql`
    insert into vault.person_key
    select * from json_populate_recordset(null::vault.person_key, ${JSON.stringify(keys.map(({ row }) => row))})`.execute(
    openViews(openAdmin(again)),
  )
  const restored = await open(again, addressOf(store))
  try {
    await allShown(restored)
    expect(differencesOf(await readModelsOf(restored), lost)).toEqual([])
  } finally {
    await restored.close()
  }
}, 900_000)

/** The database as its owner, until the end of these tests. */
const openAdmin = ({ adminUrl }: FreshDatabase): pg.Pool => {
  const pool = openViewPool({ connectionString: adminUrl, max: 1 })
  pools.push(pool)
  return pool
}

describe('a history is never split over two logs', () => {
  test('PostgreSQL with a log is not left for KurrentDB', async () => {
    await expect(open(postgresDatabase, addressOf(store))).rejects.toThrow(ModeFault)
    await expect(open(postgresDatabase, addressOf(store))).rejects.toThrow(/holds a log of \d+ events/)
  })

  test('KurrentDB is not left for PostgreSQL', async () => {
    await expect(open(kurrentDatabase)).rejects.toThrow(/built from a log on KurrentDB/)
  })

  test('a store that does not hold what the read models have seen is another one', async () => {
    const other = await startEventStore()
    await expect(open(kurrentDatabase, addressOf(other))).rejects.toThrow(/another store, or was restored/)
    await other.stop()
  })
})

test('the password of the store is in nothing that is said, and in no error', async () => {
  const nobody = await startEventStore()
  await nobody.stop()
  const error: unknown = await open(await fresh(), addressOf(nobody)).catch((failed: unknown) => failed)
  expect(error).toBeInstanceOf(LogUnavailable)
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(PASSWORD)
  expect(said.length).toBeGreaterThan(0)
  expect(said.join('')).not.toContain(PASSWORD)
})
