import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openLocks } from '../../src/projections/locks.ts'
import { paymentLedger } from '../../src/projections/payment-ledger/payment-ledger.ts'
import { openPositions } from '../../src/projections/positions.ts'
import {
  type RebuildProgress,
  RebuildRunning,
  RebuildWrong,
  type Rebuilt,
  rebuildView,
} from '../../src/projections/rebuild.ts'
import { rebuildViews } from '../../src/projections/rebuild-views.ts'
import { roster } from '../../src/projections/roster/roster.ts'
import { type Projections, startProjections } from '../../src/projections/runner.ts'
import type { View } from '../../src/projections/view.ts'
import { PATIENCE_MS } from '../caught-up.ts'
import { household, payment } from './facts.ts'
import { codec, openStage, type Stage } from './stage.ts'

let stage: Stage
let running: Projections[] = []
const positions = () => openPositions(stage.views)

beforeAll(async () => {
  stage = await openStage()
  const payments = Array.from({ length: 200 }, (_, number) => payment(`rebuild ${number}`))
  await stage.givenMany(payments.map(({ stream, planned, filed, paid }) => ({ stream, facts: [planned, filed, paid] })))
  const homes = Array.from({ length: 50 }, (_, number) => household(`rebuild ${number}`))
  await stage.givenMany(homes.map(({ stream, takenOver }) => ({ stream, facts: [takenOver()] })))
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((projections) => projections.stop()))
})
afterAll(() => stage.close())

const head = async () => stage.log.positionOf(await stage.log.head())

const start = async (views: readonly View[]): Promise<Projections> => {
  const projections = await startProjections({ pool: stage.pool, log: stage.log, codec, views })
  running.push(projections)
  for (const { name } of views) expect(await positions().waitFor(name, await head(), PATIENCE_MS)).toBe(true)
  return projections
}

/** What a rebuild command has at hand: connections and locks of its own process. */
const rebuild = async (
  view: View,
  change: { batch?: number; onProgress?: (progress: RebuildProgress) => void } = {},
) => {
  const locks = openLocks(stage.pool)
  try {
    return await rebuildView({ db: stage.db, log: stage.log, codec, locks, ...change }, view)
  } finally {
    await locks.close()
  }
}

const ledger = async () => {
  const { rows } = await sql<{ row: string }>`select l::text as row from ledger_payment l order by 1`.execute(
    stage.views,
  )
  return rows.map(({ row }) => row)
}

const generations = async (view: string) => {
  const { rows } = await sql<{ generation: number; status: string }>`
    select generation, status from projection.checkpoint where name = ${view} order by 1`.execute(stage.db)
  return rows.map(({ generation, status }) => `${generation} ${status}`)
}

const schemas = async (view: string) => {
  const { rows } = await sql<{ name: string }>`
    select nspname as name from pg_namespace where nspname like ${`${view.replaceAll('-', '_')}\\_g%`} order by 1`.execute(
    stage.db,
  )
  return rows.map(({ name }) => name)
}

test('a rebuild run twice gives the same rows, serves them and drops the old ones', async () => {
  await start([paymentLedger])
  const before = await ledger()
  expect(before).toHaveLength(200)
  expect(await rebuild(paymentLedger, { batch: 64 })).toMatchObject({ generation: 2, events: 600 })
  expect(await ledger()).toEqual(before)
  expect(await rebuild(paymentLedger)).toMatchObject({ generation: 3, events: 600 })
  expect(await ledger()).toEqual(before)
  expect(await generations('payment-ledger')).toEqual(['3 serving'])
  expect(await schemas('payment-ledger')).toEqual(['payment_ledger_g3'])
})

test('appends go on during a rebuild, and readers see the old or the new rows, never fewer', async () => {
  await start([paymentLedger])
  const counts = [(await ledger()).length]
  let reading = true
  const reader = (async () => {
    while (reading) counts.push((await ledger()).length)
  })()
  let appended = 0
  const appending: Promise<unknown>[] = []
  await rebuild(paymentLedger, {
    batch: 50,
    onProgress: () => {
      appended += 1
      const late = payment(`during ${appended}`)
      appending.push(stage.given(late.stream, late.planned, late.filed))
    },
  })
  await Promise.all(appending)
  expect(await positions().waitFor('payment-ledger', await head(), PATIENCE_MS)).toBe(true)
  reading = false
  await reader
  expect(appended).toBeGreaterThan(5)
  expect(await ledger()).toHaveLength(200 + appended)
  expect(counts).toEqual(counts.toSorted((a, b) => a - b))
  expect(counts[0]).toBe(200)
  // The live worker went on with the new generation.
  expect(running[0]?.status()[0]).toMatchObject({ state: 'running', lastError: undefined })
})

test('views rebuilt together are told one by one; after a failure no further one is begun', async () => {
  await start([paymentLedger, roster])
  const side = { db: stage.db, log: stage.log, codec, locks: openLocks(stage.pool) }
  const told: string[] = []
  const tell = ({ view }: Rebuilt) => told.push(view)
  await rebuildViews(side, [roster, paymentLedger], tell)
  expect(told.sort()).toEqual(['payment-ledger', 'roster'])
  const failing: View = { ...roster, verify: async () => ['nothing is right'] }
  const slower: View = {
    ...paymentLedger,
    verify: async (trx, recorded) => {
      await expect.poll(() => side.locks.holds('rebuild/roster')).toBe(false)
      return paymentLedger.verify(trx, recorded)
    },
  }
  const later: View = { ...paymentLedger, name: 'never-begun' }
  await expect(rebuildViews(side, [failing, slower, later], tell)).rejects.toThrow('nothing is right')
  expect(told).toEqual(['payment-ledger', 'roster', 'payment-ledger'])
  expect(await generations('never-begun')).toEqual([])
  await side.locks.close()
})

test('of two rebuilds of one view one is told that the other is running', async () => {
  await start([roster])
  let other: unknown
  const slow: View = {
    ...roster,
    verify: async (trx, recorded) => {
      other = await rebuild(roster).catch((error: unknown) => error)
      return roster.verify(trx, recorded)
    },
  }
  await rebuild(slow)
  expect(other).toBeInstanceOf(RebuildRunning)
})

test('a rebuild that fails leaves the old generation serving, and the next one begins from nothing', async () => {
  await start([paymentLedger])
  const before = await ledger()
  const [serving] = await generations('payment-ledger')
  let batches = 0
  const dying: View = {
    ...paymentLedger,
    apply: async (trx, facts) => {
      batches += 1
      if (batches > 3) throw Object.assign(new Error('the server went away'), { code: '57P01' })
      await paymentLedger.apply(trx, facts)
    },
  }
  await expect(rebuild(dying, { batch: 50 })).rejects.toThrow('the server went away')
  expect(await generations('payment-ledger')).toEqual([serving, expect.stringMatching(/building/)])
  expect(await ledger()).toEqual(before)
  await rebuild(paymentLedger)
  expect(await ledger()).toEqual(before)
  expect(await generations('payment-ledger')).toHaveLength(1)
})

test('what a failed rebuild has left behind is dropped at the next start, but not what one is at work on', async () => {
  await start([paymentLedger])
  const before = await ledger()
  const failing: View = { ...paymentLedger, verify: async () => ['nothing is right'] }
  await expect(rebuild(failing)).rejects.toThrow(RebuildWrong)
  expect(await schemas('payment-ledger')).toHaveLength(2)
  await start([paymentLedger])
  expect(await schemas('payment-ledger')).toHaveLength(1)

  let beside: Promise<Projections> | undefined
  const rebuilt = await rebuild(paymentLedger, {
    batch: 50,
    onProgress: () => {
      beside ??= start([paymentLedger])
    },
  })
  await beside
  expect(await ledger()).toEqual(before)
  expect(await generations('payment-ledger')).toEqual([`${rebuilt.generation} serving`])
})

test('a generation that differs from the log is not served', async () => {
  await start([paymentLedger])
  const before = await ledger()
  const forgetful: View = {
    ...paymentLedger,
    apply: (trx, facts) =>
      paymentLedger.apply(
        trx,
        facts.filter(({ data }) => !isPayment(data, 'rebuild 7')),
      ),
  }
  const wrong = await rebuild(forgetful).catch((error) => error)
  expect(wrong).toBeInstanceOf(RebuildWrong)
  expect(wrong.differences).toContainEqual(expect.stringMatching(/^payments is \d+, the log says \d+$/))
  expect(await ledger()).toEqual(before)
})

test('the log is counted while indexes are made; where these fail, the rebuild ends when the count has ended too', async () => {
  await start([paymentLedger])
  const before = await ledger()
  const full = Promise.withResolvers<void>()
  let counted: readonly string[] | undefined
  const failing: View = {
    ...paymentLedger,
    complete: async () => {
      full.resolve()
      throw new Error('no room for an index')
    },
    verify: async (trx, recorded) => {
      await full.promise
      counted = await paymentLedger.verify(trx, recorded)
      return counted
    },
  }
  await expect(rebuild(failing)).rejects.toThrow('no room for an index')
  expect(counted).toEqual([])
  expect(await ledger()).toEqual(before)
})

const isPayment = (data: unknown, name: string): boolean =>
  typeof data === 'object' && data !== null && 'paymentId' in data && data.paymentId === payment(name).paymentId

test('a raised revision is rebuilt at the start, while the old rows are served', async () => {
  const projections = await start([roster])
  await projections.stop()
  running = []
  let servedMeanwhile = 0
  const raised: View = {
    ...roster,
    revision: roster.revision + 1,
    create: async (trx) => {
      await roster.create(trx)
      await sql`alter table roster_entry add column note text`.execute(trx)
    },
    verify: async (trx, recorded) => {
      const rows = await stage.views.selectFrom('roster_entry').select('case_id').execute()
      servedMeanwhile = rows.length
      return roster.verify(trx, recorded)
    },
  }
  await start([raised])
  await expect.poll(() => running[0]?.status()[0]?.state).toBe('running')
  expect(servedMeanwhile).toBe(50)
  const { rows } = await sql<{ noted: number }>`select count(note is null) as noted from roster_entry`.execute(
    stage.views,
  )
  expect(rows).toEqual([{ noted: 50 }])
  // The program of yesterday does not write into the tables of today.
  const old = await startProjections({ pool: stage.pool, log: stage.log, codec, views: [roster] })
  running.push(old)
  await running[0]?.stop()
  await expect.poll(() => old.status()[0]?.state, { timeout: PATIENCE_MS }).toBe('stopped')
  expect(old.status()[0]?.lastError).toContain(
    `roster is at revision ${raised.revision}, this program knows ${roster.revision}`,
  )
})

test('a payment that is there twice fails the rebuild when its rows are complete, and is named', async () => {
  const twin = payment('twin')
  const twice = { ...twin.planned.data, personId: payment('rebuild 7').planned.data.personId }
  await stage.given(twin.stream, { ...twin.planned, data: twice })
  const wrong = await rebuild(paymentLedger).catch((error) => error)
  expect(wrong).toBeInstanceOf(RebuildWrong)
  expect(wrong.message).toMatch(/differs from the log: .*paid_once_per_person.*Key \(person_id, scheme.*2023/)
  expect(await ledger()).not.toContainEqual(expect.stringContaining(twin.paymentId))
})
