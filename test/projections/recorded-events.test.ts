import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventLog } from '../../src/log/port.ts'
import { openLocks } from '../../src/projections/locks.ts'
import { paymentLedger } from '../../src/projections/payment-ledger/payment-ledger.ts'
import { RebuildWrong, rebuildView } from '../../src/projections/rebuild.ts'
import type { View } from '../../src/projections/view.ts'
import { views } from '../../src/projections/views.ts'
import { household, payment } from './facts.ts'
import { codec, openStage, type Stage } from './stage.ts'

// A log that the database of the read models does not hold: verification has to bring the events there.

let stage: Stage
let elsewhere: EventLog

beforeAll(async () => {
  stage = await openStage()
  const { relation, ...log } = stage.log
  elsewhere = log
  const payments = Array.from({ length: 700 }, (_, number) => payment(`elsewhere ${number}`))
  await stage.givenMany(payments.map(({ stream, planned, filed, paid }) => ({ stream, facts: [planned, filed, paid] })))
  const homes = Array.from({ length: 50 }, (_, number) => household(`elsewhere ${number}`))
  await stage.givenMany(homes.map(({ stream, takenOver }) => ({ stream, facts: [takenOver()] })))
  await stage.shown(...views)
})
afterAll(() => stage.close())

const rebuild = async (view: View) => {
  const locks = openLocks(stage.pool)
  try {
    return await rebuildView({ db: stage.db, log: elsewhere, codec, locks }, view)
  } finally {
    await locks.close()
  }
}

const tablesLeft = async (): Promise<number | undefined> => {
  const { rows } = await sql<{ left: number }>`
    select count(*)::int as left from pg_class where relname = 'recorded_event'`.execute(stage.db)
  return rows[0]?.left
}

test.each(views.map((view) => [view.name, view] as const))(
  'the rebuilt %s is verified against a copy of its events, and no copy is left behind',
  async (_name, view) => {
    await rebuild(view)
    expect(await tablesLeft()).toBe(0)
  },
)

test('the copy holds every event of the types of the view once, and no other', async () => {
  let copied: unknown
  await rebuild({
    ...paymentLedger,
    verify: async (trx, recorded) => {
      const { rows } = await sql`
        select count(*)::int as events, count(distinct position)::int as positions, count(distinct type)::int as types
        from ${recorded.relation}`.execute(trx)
      copied = rows[0]
      return paymentLedger.verify(trx, recorded)
    },
  })
  expect(copied).toEqual({ events: 2_100, positions: 2_100, types: 3 })
})

test('a generation that is not what the log says is found out by the copy too', async () => {
  const wrong: View = {
    ...paymentLedger,
    apply: (trx, facts) =>
      paymentLedger.apply(
        trx,
        facts.filter(({ type, stream }) => type !== 'PaymentPaid' || stream < 'payment-8'),
      ),
  }
  await expect(rebuild(wrong)).rejects.toThrow(RebuildWrong)
  expect(await tablesLeft()).toBe(0)
})
