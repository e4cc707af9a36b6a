import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allEvents } from '../../../src/domain/events.ts'
import { codecOf } from '../../../src/log/codec.ts'
import { exportPartition, importPartition, removePartition } from '../../../src/log/postgres/partition-files.ts'
import { attachPartition, detachPartition } from '../../../src/log/postgres/partition-moves.ts'
import { listPartitions, withPartitions } from '../../../src/log/postgres/partitions.ts'
import { importReturnFile } from '../../../src/processes/payment-run/import-returns.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { openLocks } from '../../../src/projections/locks.ts'
import { openViews } from '../../../src/projections/open.ts'
import { paymentLedger } from '../../../src/projections/payment-ledger/payment-ledger.ts'
import { rebuildView } from '../../../src/projections/rebuild.ts'
import { roster } from '../../../src/projections/roster/roster.ts'
import { makeSmallPartitions } from '../../log/postgres/small-partitions.ts'
import { type County, officer, openCounty } from './county.ts'
import { answersOf, opening, returnFile, runMonth } from './month.ts'

let county: County
let file: string
beforeAll(async () => {
  county = await openCounty((adminUrl) => makeSmallPartitions(adminUrl, 60))
  file = join(await mkdtemp(join(tmpdir(), 'anjuan-away-')), 'event_p0000.copy')
  await county.giveStandard()
  await county.giveHouseholds(Array.from({ length: 12 }, (_, index) => ({ name: `${index}` })))
  for (const month of ['2023-04', '2023-05']) {
    const run = await runMonth(county, 'sent', opening(month))
    await importReturnFile(county.deps, county.call(officer), run.runId, returnFile(run, await answersOf(county, run)))
  }
})
afterAll(() => county?.close())

const operate = <Result>(work: (client: pg.Client) => Promise<Result>) => withPartitions(county.database.adminUrl, work)

const rebuild = async (): Promise<number[]> => {
  const locks = openLocks(county.projectorPool)
  const db = openViews(county.projectorPool)
  try {
    const rebuilt = []
    for (const view of [roster, paymentLedger])
      rebuilt.push(await rebuildView({ db, log: county.deps.log, codec: codecOf(allEvents), locks }, view))
    return rebuilt.map(({ events }) => events)
  } finally {
    await locks.close()
  }
}

/** What an auditor asks: both months performed again from history, both views built again from zero and verified. */
const audit = async () => ({
  april: await recompute(county.deps, { month: '2023-04' }),
  may: await recompute(county.deps, { month: '2023-05' }),
  rebuilt: await rebuild(),
  rows: await county.deps.views.selectFrom('ledger_payment').selectAll().orderBy('payment_id').execute(),
})

test('months are recomputed and read models rebuilt alike, wherever the old partitions are', async () => {
  const { head } = await operate(listPartitions)
  expect(head).toBeGreaterThan(120n)
  const before = await audit()
  expect(before.april).toMatchObject({ runs: 1, differences: [] })
  expect(before.rows).toHaveLength(24)
  await operate(async (client) => {
    await detachPartition(client, 0)
    await detachPartition(client, 1)
  })
  expect(await audit()).toEqual(before)
})

test('while one is away, nothing is recomputed or rebuilt from less, and what was built goes on serving', async () => {
  const { views } = county.deps
  const rows = () => views.selectFrom('ledger_payment').selectAll().orderBy('payment_id').execute()
  const before = await rows()
  await operate((client) => exportPartition(client, { number: 0, file }))
  await operate((client) => removePartition(client, { number: 0, file }))
  await expect(recompute(county.deps, { month: '2023-04' })).rejects.toThrow(/event_p0000/)
  await expect(rebuild()).rejects.toThrow(/event_p0000/)
  expect(await rows()).toEqual(before)
  await operate((client) => importPartition(client, { number: 0, file }))
  await operate((client) => attachPartition(client, 0))
  expect(await audit()).toMatchObject({ april: { differences: [] }, may: { differences: [] }, rows: before })
})
