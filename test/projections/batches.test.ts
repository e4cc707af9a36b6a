import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { applyStretch, ProjectionStopped } from '../../src/projections/batch.ts'
import { CheckpointMoved, findPlace, holdPlace } from '../../src/projections/checkpoint.ts'
import { openLocks } from '../../src/projections/locks.ts'
import { paymentLedger } from '../../src/projections/payment-ledger/payment-ledger.ts'
import { openPositions } from '../../src/projections/positions.ts'
import { roster } from '../../src/projections/roster/roster.ts'
import { type ProjectionOptions, type Projections, startProjections } from '../../src/projections/runner.ts'
import type { View } from '../../src/projections/view.ts'
import { PATIENCE_MS } from '../caught-up.ts'
import { household, payment, someone } from './facts.ts'
import { codec, openStage, type Stage } from './stage.ts'

let stage: Stage
const running: Projections[] = []
beforeAll(async () => {
  stage = await openStage()
  for (let number = 1; number <= 30; number += 1) {
    const one = payment(`batch ${number}`)
    await stage.given(one.stream, one.planned)
    await stage.given(one.stream, one.filed, ...(number % 3 === 0 ? [one.returned] : [one.paid]))
    const home = household(`batch ${number}`)
    await stage.given(home.stream, home.takenOver())
    await stage.given(home.stream, home.increased('2023-06-02', { fromMonth: '2023-07', amountFen: 90_000 }))
    if (number % 5 === 0) await stage.given(home.stream, home.terminated('2023-08-01', '2023-08'))
    const person = someone(`person batch ${number}`)
    await stage.given(person.stream, person.registered(), person.died('2023-07-04'))
  }
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((projections) => projections.stop()))
})
afterAll(() => stage.close())

const start = async (views: readonly View[], change: Partial<ProjectionOptions> = {}): Promise<Projections> => {
  const projections = await startProjections({ pool: stage.pool, log: stage.log, codec, views, ...change })
  running.push(projections)
  return projections
}

const head = async () => stage.log.positionOf(await stage.log.head())

/** The same view under another name, so that each has tables and a checkpoint of its own. */
const named = (view: View, name: string, change: Partial<View> = {}): View => ({ ...view, name, tables: [], ...change })

/** Runs views until they have seen everything, and then stops. */
const catchUp = async (views: readonly View[], batch: number) => {
  const positions = openPositions(stage.views)
  const projections = await start(views, { batch, positions })
  const position = await head()
  for (const view of views) expect(await positions.waitFor(view.name, position, PATIENCE_MS)).toBe(true)
  await projections.stop()
}

const rowsOf = async (schema: string, table: string): Promise<string[]> => {
  const { rows } = await sql<{ row: string }>`
    select t::text as row from ${sql.id(schema, table)} t order by 1`.execute(stage.db)
  return rows.map(({ row }) => row)
}

test('batches of one, of seven and of a thousand give the same rows', async () => {
  await catchUp([named(paymentLedger, 'ledger-a'), named(roster, 'roster-a')], 1)
  await catchUp([named(paymentLedger, 'ledger-b'), named(roster, 'roster-b')], 7)
  await catchUp([named(paymentLedger, 'ledger-c'), named(roster, 'roster-c')], 1_000)
  const ledger = await rowsOf('ledger_a_g1', 'ledger_payment')
  expect(ledger).toHaveLength(30)
  expect(await rowsOf('ledger_b_g1', 'ledger_payment')).toEqual(ledger)
  expect(await rowsOf('ledger_c_g1', 'ledger_payment')).toEqual(ledger)
  const entries = await rowsOf('roster_a_g1', 'roster_entry')
  // Taken over; cut and followed by the increase; for every fifth the increase is cut too.
  expect(entries).toHaveLength(30 * 3 + 6)
  expect(await rowsOf('roster_b_g1', 'roster_entry')).toEqual(entries)
  expect(await rowsOf('roster_c_g1', 'roster_entry')).toEqual(entries)
})

test('two workers of one view take turns and apply nothing twice', async () => {
  const counted = named(paymentLedger, 'ledger-counted', {
    create: async (trx) => {
      await sql`create table applied (position bigint)`.execute(trx)
    },
    complete: async () => undefined,
    apply: async (trx, facts) => {
      await sql`insert into applied select unnest(${facts.map(({ position }) => String(position))}::bigint[])`.execute(
        trx,
      )
    },
  })
  const both = await Promise.all([start([counted], { batch: 5 }), start([counted], { batch: 5 })])
  const positions = openPositions(stage.views)
  expect(await positions.waitFor('ledger-counted', await head(), PATIENCE_MS)).toBe(true)
  // Whoever comes late to the lock finds all of it done.
  await expect.poll(() => both.map((one) => one.status()[0]?.state).sort()).toEqual(['running', 'standby'])
  const [worker, waiting] = both[0].status()[0]?.state === 'running' ? both : [both[1], both[0]]
  await worker?.stop()
  const late = payment('late')
  const position = await stage.given(late.stream, late.planned)
  // The one that stood by takes over.
  expect(await positions.waitFor('ledger-counted', position, PATIENCE_MS)).toBe(true)
  await waiting?.stop()
  const applied = await rowsOf('ledger_counted_g1', 'applied')
  expect(applied).toHaveLength(30 * 3 + 1)
  expect(new Set(applied).size).toBe(applied.length)
})

test('even without their lock two workers cannot both commit a batch', async () => {
  const view = named(paymentLedger, 'ledger-race')
  await catchUp([view], 1_000)
  await sql`truncate ledger_race_g1.ledger_payment`.execute(stage.db)
  await sql`update projection.checkpoint set cursor = null, position = 0 where name = 'ledger-race'`.execute(stage.db)
  const place = await findPlace(stage.db, 'ledger-race', 'serving')
  const page = await stage.log.readAll({ types: view.types, limit: 1_000 })
  const side = { db: stage.db, log: stage.log, codec }
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => applyStretch(side, view, place!, page)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const lost = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(lost.map(({ reason }) => reason)).toEqual([expect.any(CheckpointMoved), expect.any(CheckpointMoved)])
  expect(await rowsOf('ledger_race_g1', 'ledger_payment')).toHaveLength(31)
})

test('a checkpoint moved by somebody else rolls the batch back', async () => {
  const view = named(roster, 'roster-moved')
  await catchUp([view], 1_000)
  const before = await rowsOf('roster_moved_g1', 'roster_entry')
  const place = (await findPlace(stage.db, 'roster-moved', 'serving'))!
  await sql`update projection.checkpoint set cursor = 'pg:1', position = 1 where name = 'roster-moved'`.execute(
    stage.db,
  )
  const page = await stage.log.readAll({ types: view.types, limit: 1_000 })
  const side = { db: stage.db, log: stage.log, codec }
  await expect(applyStretch(side, view, place, page)).rejects.toThrow(CheckpointMoved)
  await expect(stage.db.transaction().execute((trx) => holdPlace(trx, place))).rejects.toThrow(/not at pg:/)
  expect(await rowsOf('roster_moved_g1', 'roster_entry')).toEqual(before)
})

test('a handler that fails stops its view before the guilty event; the others go on', async () => {
  const page = await stage.log.readAll({ types: ['PaymentPaid'], limit: 10 })
  const guilty = page.events[4]!.position
  const failing = named(paymentLedger, 'ledger-failing', {
    apply: async (trx, facts) => {
      await paymentLedger.apply(trx, facts)
      if (facts.some(({ position }) => position === guilty)) throw new Error('no such household')
    },
  })
  const projections = await start([failing, named(roster, 'roster-beside')])
  const positions = openPositions(stage.views)
  expect(await positions.waitFor('roster-beside', await head(), PATIENCE_MS)).toBe(true)
  expect(await positions.waitFor('ledger-failing', guilty - 1n, PATIENCE_MS)).toBe(true)
  await expect.poll(() => projections.status()[0]?.state).toBe('stopped')
  expect(projections.status()[0]).toMatchObject({
    state: 'stopped',
    position: guilty - 1n,
    lastError: expect.stringMatching(`ledger-failing stops at position ${guilty} .*no such household`),
  })
  expect(projections.status()[1]?.state).toBe('running')
  await projections.stop()
  const { rows } = await sql<{ newest: number }>`
    select max(greatest(planned_at, filed_at, paid_at, returned_at)) as newest
    from ledger_failing_g1.ledger_payment`.execute(stage.db)
  expect(BigInt(rows[0]!.newest)).toBeLessThan(guilty)
})

test('a view that stopped at an event which came alone applies it when it is mended', async () => {
  let isBroken = true
  const view = named(paymentLedger, 'ledger-mended', {
    apply: (trx, facts) => {
      if (isBroken) throw new Error('no such household')
      return paymentLedger.apply(trx, facts)
    },
  })
  isBroken = false
  await catchUp([view], 1_000)
  isBroken = true
  const projections = await start([view])
  await expect.poll(() => projections.status()[0]?.state).toBe('running')
  // Nothing for this view, so that it has looked further than its checkpoint when the guilty event comes.
  const looked = await stage.given(household('mended').stream, household('mended').takenOver())
  await expect.poll(() => projections.status()[0]?.position).toBe(looked)
  const guilty = await stage.given(payment('mended').stream, payment('mended').planned)
  await expect.poll(() => projections.status()[0]?.state).toBe('stopped')
  await projections.stop()
  expect((await findPlace(stage.db, 'ledger-mended', 'serving'))!.position).toBeLessThan(guilty)
  isBroken = false
  await catchUp([view], 1_000)
  const { rows } = await sql`
    select from ledger_mended_g1.ledger_payment where planned_at = ${guilty}`.execute(stage.db)
  expect(rows).toHaveLength(1)
})

test('a view for which nothing comes moves its checkpoint all the same, for those who wait in other processes', async () => {
  const projections = await start([named(paymentLedger, 'ledger-idle')])
  await expect.poll(() => projections.status()[0]?.lag).toBe(0n)
  const home = household('idle')
  const position = await stage.given(home.stream, home.takenOver())
  const elsewhere = openPositions(stage.views)
  expect(await elsewhere.waitFor('ledger-idle', position, PATIENCE_MS)).toBe(true)
  await projections.stop()
})

test('a payment that breaks a constraint of the ledger stops the ledger', async () => {
  const view = named(paymentLedger, 'ledger-guard')
  await catchUp([view], 1_000)
  const place = (await findPlace(stage.db, 'ledger-guard', 'serving'))!
  // Another id for the same person, month, kind and sequence: no honest program makes one.
  const twin = payment('twin')
  const position = await stage.given(twin.stream, {
    ...twin.planned,
    data: { ...twin.planned.data, personId: payment('batch 1').planned.data.personId },
  })
  const page = await stage.log.readAll({ after: place.cursor, types: view.types, limit: 10 })
  const stopped = await applyStretch({ db: stage.db, log: stage.log, codec }, view, place, page).catch((error) => error)
  expect(stopped).toBeInstanceOf(ProjectionStopped)
  expect(stopped).toMatchObject({
    position,
    type: 'PaymentPlanned',
    message: expect.stringMatching(/paid_once_per_person/),
  })
})

test('a lock is held once in the whole cluster, and freed with its connection', async () => {
  const [mine, theirs] = [openLocks(stage.pool), openLocks(stage.pool)]
  expect(await mine.tryTake('a')).toBe(true)
  expect(await mine.tryTake('a')).toBe(false)
  expect(await theirs.tryTake('a')).toBe(false)
  await mine.close()
  await expect.poll(() => theirs.tryTake('a')).toBe(true)
  await theirs.close()
})
