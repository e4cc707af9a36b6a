import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { paymentLedger } from '../../src/projections/payment-ledger/payment-ledger.ts'
import { openPositions } from '../../src/projections/positions.ts'
import { roster } from '../../src/projections/roster/roster.ts'
import { type ProjectionOptions, type Projections, startProjections } from '../../src/projections/runner.ts'
import { PATIENCE_MS } from '../caught-up.ts'
import { payment } from './facts.ts'
import { codec, openStage, type Stage } from './stage.ts'

let stage: Stage
const running: Projections[] = []

beforeAll(async () => {
  stage = await openStage()
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((projections) => projections.stop()))
})
afterAll(() => stage.close())

const start = async (change: Partial<ProjectionOptions> = {}) => {
  const positions = openPositions(stage.views)
  const projections = await startProjections({
    pool: stage.pool,
    log: stage.log,
    codec,
    views: [paymentLedger, roster],
    positions,
    ...change,
  })
  running.push(projections)
  return { projections, positions }
}

test('a command is seen in its view once the view has passed its position', async () => {
  const { positions, projections } = await start()
  const one = payment('one')
  const position = await stage.given(one.stream, one.planned, one.filed)
  expect(await positions.waitFor('payment-ledger', position, PATIENCE_MS)).toBe(true)
  const rows = await stage.views.selectFrom('ledger_payment').selectAll().execute()
  expect(rows).toMatchObject([{ payment_id: one.paymentId, status: 'FILED', amount_fen: 80_000, filed_at: 2 }])
  // A view that listens to none of it passes it all the same.
  expect(await positions.waitFor('roster', position, PATIENCE_MS)).toBe(true)
  // What is committed may be seen a moment before the worker has heard so.
  await expect
    .poll(() => projections.status())
    .toMatchObject([
      { view: 'payment-ledger', state: 'running', generation: 1, position, lag: 0n },
      { view: 'roster', state: 'running', position },
    ])
  expect(await positions.waitFor('roster', position + 1n, 20)).toBe(false)
})

test('another process that runs no worker sees the position by looking', async () => {
  await start()
  const two = payment('two')
  const position = await stage.given(two.stream, two.planned)
  expect(await openPositions(stage.views).waitFor('payment-ledger', position, PATIENCE_MS)).toBe(true)
})

test('readers of views can read nothing else', async () => {
  await start()
  await expect(sql`select * from projection.checkpoint`.execute(stage.views)).rejects.toThrow(/permission denied/)
  await expect(sql`select * from payment_ledger_g1.ledger_payment`.execute(stage.views)).rejects.toThrow(/denied/)
  await expect(sql`delete from ledger_payment`.execute(stage.views)).rejects.toThrow(/permission denied/)
})
