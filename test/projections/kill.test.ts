import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPlace } from '../../src/projections/checkpoint.ts'
import { openLocks } from '../../src/projections/locks.ts'
import { paymentLedger } from '../../src/projections/payment-ledger/payment-ledger.ts'
import { openPositions } from '../../src/projections/positions.ts'
import { rebuildView } from '../../src/projections/rebuild.ts'
import { startProjections } from '../../src/projections/runner.ts'
import { PATIENCE_MS } from '../caught-up.ts'
import { rounds } from '../rounds.ts'
import { payment } from './facts.ts'
import { codec, openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  const payments = Array.from({ length: 60 }, (_, number) => payment(`kill ${number}`))
  await stage.givenMany(payments.map(({ stream, planned }) => ({ stream, facts: [planned] })))
  for (const { stream, filed, paid } of payments) await stage.given(stream, filed, paid)
})
afterAll(() => stage.close())

/** Runs a program of its own and kills it at the point that it was told to reach. */
const killed = async (mode: 'work' | 'rebuild' | 'complete' | 'verify', batches = 0): Promise<void> => {
  const urls = [stage.database.urlAs('app_api'), stage.database.urlAs('app_projector')]
  const child = fork(join(import.meta.dirname, 'worker-that-dies.ts'), [...urls, mode, String(batches)])
  const [message] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  expect(message).toBe('here')
  child.kill('SIGKILL')
  await once(child, 'exit')
  // The server frees the locks of a killed program as soon as it notices.
  await expect.poll(locks).toBe(0)
}

const locks = async (): Promise<number> => {
  const { rows } = await sql`
    select from pg_locks join pg_database d on d.oid = database
    where locktype = 'advisory' and datname = current_database()`.execute(stage.db)
  return rows.length
}

/** Batches of seven that each life commits before it is killed: five lives here, fifty in `npm run soak`. */
const lives = rounds(5) >= 50 ? Array.from({ length: 50 }, (_, life) => life % 2) : [0, 2, 0, 5, 1]

test('a worker killed between apply and commit, again and again, leaves every payment exactly once', async () => {
  for (const batches of lives) await killed('work', batches)
  const committed = 7 * lives.reduce((sum, batches) => sum + batches, 0)
  const place = await findPlace(stage.db, 'payment-ledger', 'serving')
  const before = await sql<{ rows: number }>`select count(*) as rows from ledger_payment`.execute(stage.views)
  // Whole batches were committed before the kills, and of the killed ones nothing; all payments come before what became of them.
  expect(before.rows).toEqual([{ rows: Math.min(committed, 60) }])
  expect(place?.position).toBe(BigInt(committed))

  const positions = openPositions(stage.views)
  const projections = await startProjections({ pool: stage.pool, log: stage.log, codec, views: [paymentLedger] })
  const head = stage.log.positionOf(await stage.log.head())
  expect(await positions.waitFor('payment-ledger', head, PATIENCE_MS)).toBe(true)
  const { rows } = await sql`
    select status, count(*) as payments, sum(amount_fen)::bigint as fen from ledger_payment group by 1`.execute(
    stage.views,
  )
  expect(rows).toEqual([{ status: 'PAID', payments: 60, fen: 60 * 80_000 }])
  expect(await stage.db.transaction().execute((trx) => verifyServing(trx, head))).toEqual([])
  await projections.stop()
}, 600_000)

test('a rebuild killed in a batch, among its indexes or just before the switch leaves the old rows serving, and can be begun again', async () => {
  const rows = () => stage.views.selectFrom('ledger_payment').selectAll().orderBy('payment_id').execute()
  const before = await rows()
  expect(before).toHaveLength(60)
  for (const kill of [
    () => killed('rebuild', 2),
    () => killed('complete'),
    () => killed('verify'),
    () => killed('rebuild', 0),
  ]) {
    await kill()
    expect(await rows()).toEqual(before)
    expect((await findPlace(stage.db, 'payment-ledger', 'serving'))?.generation).toBe(1)
  }
  const own = openLocks(stage.pool)
  const side = { db: stage.db, log: stage.log, codec, locks: own }
  expect(await rebuildView(side, paymentLedger)).toMatchObject({ events: 180 })
  await own.close()
  expect(await rows()).toEqual(before)
})

const verifyServing = async (trx: Parameters<typeof paymentLedger.verify>[0], head: bigint) => {
  await sql`set local search_path to payment_ledger_g1`.execute(trx)
  return paymentLedger.verify(trx, { relation: sql`log.event`, upTo: head })
}
