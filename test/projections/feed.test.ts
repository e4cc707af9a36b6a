import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { allEvents } from '../../src/domain/events.ts'
import { codecOf } from '../../src/log/codec.ts'
import { paymentLedger } from '../../src/projections/payment-ledger/payment-ledger.ts'
import { policy } from '../../src/projections/policy/policy.ts'
import { type Projections, startProjections } from '../../src/projections/runner.ts'
import { commitOf } from '../contract/commits.ts'
import { payment } from './facts.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
const running: Projections[] = []
beforeAll(async () => {
  stage = await openStage()
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((projections) => projections.stop()))
})
afterAll(() => stage.close())

/** The program of a year ago, which does not know some event types or knows an earlier version of one. */
const startOld = async (schemas: typeof allEvents) => {
  const options = { pool: stage.pool, log: stage.log, codec: codecOf(schemas), views: [paymentLedger, policy] }
  const projections = await startProjections(options)
  running.push(projections)
  await expect.poll(() => projections.status().map(({ state }) => state)).toEqual(['stopped', 'stopped'])
  return projections.status()
}

test('an event type that the program does not know stops every view right before it, also those that skip it', async () => {
  const [one, two] = [payment('feed one'), payment('feed two')]
  const known = await stage.given(one.stream, one.planned)
  await stage.given(two.stream, two.planned, two.cancelled)
  const newest = codecOf(allEvents).schemaOf('PaymentCancelled').schemaVersion
  const status = await startOld(allEvents.filter(({ type }) => type !== 'PaymentCancelled'))
  for (const view of status) {
    expect(view.position).toBe(known + 1n)
    expect(view.lastError).toBe(
      `${view.view} stops at position ${known + 2n} (PaymentCancelled of ${two.stream}): PaymentCancelled version ${newest} at ` +
        `position ${known + 2n} (${two.stream}, 2): this program knows no such type`,
    )
  }
  // The program of today goes on from there.
  await stage.shown(paymentLedger)
  expect(await stage.views.selectFrom('ledger_payment').select('status').orderBy('status').execute()).toEqual([
    { status: 'CANCELLED' },
    { status: 'PLANNED' },
  ])
})

test('a version that the program does not know stops every view right before it, also those that skip it', async () => {
  const known = await stage.given(payment('feed three').stream, payment('feed three').planned)
  const commit = commitOf({ stream: payment('feed four').stream, type: 'PaymentPlanned' })
  const newest = codecOf(allEvents).schemaOf('PaymentPlanned').schemaVersion
  const next = commit.events.map((event) => ({ ...event, schemaVersion: newest + 1 }))
  await stage.log.append({ ...commit, events: next })
  for (const view of await startOld(allEvents)) {
    expect(view.position).toBe(known)
    expect(view.lastError).toBe(
      `${view.view} stops at position ${known + 1n} (PaymentPlanned of ${commit.stream}): PaymentPlanned version ${newest + 1} at ` +
        `position ${known + 1n} (${commit.stream}, 1): this program knows PaymentPlanned up to version ${newest}`,
    )
  }
})
