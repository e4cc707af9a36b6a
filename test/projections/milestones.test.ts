import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MomentNotReached, positionAsOf } from '../../src/log/as-of.ts'
import type { EventLog, Recorded } from '../../src/log/port.ts'
import { milestoneBefore } from '../../src/projections/milestones.ts'
import { paymentLedger } from '../../src/projections/payment-ledger/payment-ledger.ts'
import { payment } from './facts.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
let events: readonly Recorded[]

beforeAll(async () => {
  stage = await openStage()
  for (const part of [0, 1, 2, 3]) {
    const payments = Array.from({ length: 300 }, (_, number) => payment(`moment ${part} ${number}`))
    await stage.givenMany(
      payments.map(({ stream, planned, filed, paid }) => ({ stream, facts: [planned, filed, paid] })),
    )
  }
  await stage.shown(paymentLedger)
  events = (await stage.log.readAll({ limit: 10_000 })).events
})
afterAll(() => stage.close())

/** One event in a thousand is a milestone, and the first; the feed waits for none of them to be kept. */
const allMilestones = () =>
  expect
    .poll(async () => {
      const { rows } = await sql<{ position: number }>`select position from view.milestone order by 1`.execute(
        stage.views,
      )
      return rows.map(({ position }) => position)
    })
    .toEqual([1, 1_001, 2_001, 3_001])

const now = () => '2099-01-01T00:00:00.000000Z'
const nowhere = async () => 0n
const msOf = ({ recordedAt }: Recorded): number => Date.parse(recordedAt)

/** What the answer is by definition: the last event before the first that was recorded later. */
const lastBy = (time: number): bigint => {
  const later = events.findIndex((event) => msOf(event) > time)
  return events.at(later < 0 ? -1 : later - 1)?.position ?? 0n
}

/** A log that counts how often it is read. */
const counted = (): { log: EventLog; reads: () => number } => {
  let reads = 0
  const readAll: EventLog['readAll'] = (options) => {
    reads += 1
    return stage.log.readAll(options)
  }
  return { log: { ...stage.log, readAll }, reads: () => reads }
}

const moments = (): number[] => {
  const parts = Map.groupBy(events, msOf)
  return [...parts.keys()].filter((_, index, all) => index % Math.ceil(all.length / 20) === 0)
}

test('a moment of the past is found at the same place with milestones and without', async () => {
  expect(moments().length).toBeGreaterThan(3)
  for (const time of moments()) {
    const asOf = new Date(time).toISOString()
    expect(await positionAsOf({ log: stage.log, now, earlierThan: nowhere }, asOf)).toBe(lastBy(time))
    expect(await positionAsOf({ log: stage.log, now, earlierThan: milestoneBefore(stage.views) }, asOf)).toBe(
      lastBy(time),
    )
  }
})

test('the way to a moment is short where a milestone lies well before it', async () => {
  await allMilestones()
  const asOf = new Date(Math.max(...events.map(msOf)) + 3_600_000).toISOString()
  const { log, reads } = counted()
  expect(await positionAsOf({ log, now, earlierThan: milestoneBefore(stage.views) }, asOf)).toBe(BigInt(events.length))
  expect(reads()).toBe(1)
})

test('a clock that was set back changes no answer, wherever the search begins', async () => {
  const seconds = [0, 60, 120, 30, 90, 150, 45, 1_000, 940, 1_060]
  const astray = events.slice(0, seconds.length).map(
    (event, index): Recorded => ({
      ...event,
      recordedAt: new Date(Date.UTC(2026, 0, 1) + (seconds[index] ?? 0) * 1000).toISOString().replace('Z', '000Z'),
    }),
  )
  const log: EventLog = {
    ...stage.log,
    head: async () => astray.at(-1)!.cursor,
    readAll: async ({ after }) => ({
      events: astray.filter(({ position }) => position > stage.log.positionOf(after!)),
      scannedTo: astray.at(-1)!.cursor,
    }),
  }
  // As if every event were a milestone.
  const earlierThan = async (time: string): Promise<bigint> =>
    astray
      .filter(({ recordedAt }) => recordedAt < time)
      .reduce<Recorded | undefined>((best, one) => (best && best.recordedAt >= one.recordedAt ? best : one), undefined)
      ?.position ?? 0n
  for (const second of [10, 50, 100, 130, 500, 950, 1_010, 2_000]) {
    const asOf = new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString()
    const walked = await positionAsOf({ log, now, earlierThan: nowhere }, asOf)
    expect([asOf, await positionAsOf({ log, now, earlierThan }, asOf)]).toEqual([asOf, walked])
  }
})

test('one event in a thousand is a milestone, and the first', () => allMilestones())

test('before the first event nothing was known, and what has not come yet is refused', async () => {
  const side = { log: stage.log, now: () => '2026-01-01T00:00:00.000000Z', earlierThan: milestoneBefore(stage.views) }
  expect(await positionAsOf(side, '2020-01-01')).toBe(0n)
  await expect(positionAsOf(side, '2026-01-03')).rejects.toThrow(MomentNotReached)
  await expect(positionAsOf(side, '2026-01-01T00:00:01Z')).rejects.toThrow(MomentNotReached)
  await expect(positionAsOf(side, '3601')).rejects.toThrow(MomentNotReached)
  expect(await positionAsOf(side, '17')).toBe(17n)
})
