import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterGeneration } from '../../src/projections/generation.ts'
import { listAids } from '../../src/projections/reserve/aids.ts'
import {
  drawsWithoutAid,
  listReserveMovements,
  reserveBalances,
  reserveSources,
} from '../../src/projections/reserve/queries.ts'
import { reserve } from '../../src/projections/reserve/reserve.ts'
import type { Trx } from '../../src/projections/view.ts'
import { allocated, annulled, drawn, id, replenished, returned, settled, TOWNSHIP } from '../domain/reserve/reserve.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const stream = `reserve-${TOWNSHIP}`
const sealed = { hardship: 'sealed:x' as never }
const draw = (name: string, fen: number, on: string) => {
  const fact = drawn(name, fen, on)
  return { ...fact, data: { ...fact.data, ...sealed } }
}
const back = (name: string, fen: number, on: string) => {
  const fact = returned(name, fen, on)
  return { ...fact, data: { ...fact.data, reasons: 'sealed:y' } }
}
const counted = (bookFen: number, countedFen: number, on: string) => ({
  type: 'ReserveCounted',
  data: {
    countId: id(`count ${on}`),
    area: TOWNSHIP,
    countedFen,
    bookFen,
    differenceFen: countedFen - bookFen,
    explanation: null,
    witness: 'second',
    on,
  },
})
const balances = async (filter: Parameters<typeof reserveBalances>[1] = {}) =>
  (await reserveBalances(stage.views, filter, { limit: 10 })).rows

test('each kind of fact stands for itself, with the balance after it', async () => {
  await stage.given(
    stream,
    allocated(500_000, '2023-03-01'),
    draw('a', 200_000, '2023-03-05'),
    draw('gone', 100_000, '2023-03-06'),
    annulled('gone', 100_000, '2023-03-06'),
    counted(300_000, 299_000, '2023-03-06'),
    back('a', 50_000, '2023-03-08'),
    replenished(150_000, '2023-03-20'),
  )
  const second = allocated(70_000, '2023-03-02', 'B')
  await stage.given('reserve-990101002', { ...second, data: { ...second.data, area: '990101002' } })
  await stage.shown(reserve)
  const { rows } = await listReserveMovements(stage.views, { area: TOWNSHIP }, { limit: 20 })
  expect(rows.map((row) => [row.kind, row.amount_fen, row.balance_fen])).toEqual([
    ['ALLOCATED', 500_000, 500_000],
    ['DRAWN', 200_000, 300_000],
    ['DRAWN', 100_000, 200_000],
    ['ANNULLED', 100_000, 300_000],
    ['COUNTED', 299_000, 300_000],
    ['DRAW_RETURNED', 50_000, 350_000],
    ['REPLENISHED', 150_000, 500_000],
  ])
  expect(await balances()).toEqual([
    {
      area: TOWNSHIP,
      allocated_fen: 500_000,
      replenished_fen: 150_000,
      drawn_fen: 300_000,
      settled_fen: 0,
      returned_fen: 50_000,
      annulled_fen: 100_000,
      balance_fen: 500_000,
      draws: 2,
      last_moved_on: '2023-03-20',
      counted_on: '2023-03-06',
      difference_fen: -1_000,
    },
    expect.objectContaining({ area: '990101002', balance_fen: 70_000, draws: 0, counted_on: null }),
  ])
})

test('a balance is that of a day, and as it was known', async () => {
  const known = stage.log.positionOf(await stage.log.head())
  // Entered late: money that had gone back on the 4th.
  await stage.given(stream, settled(100_000, '2023-03-04'))
  await stage.shown(reserve)
  const [now] = await balances({ area: TOWNSHIP, on: '2023-03-05' })
  expect(now).toMatchObject({ settled_fen: 100_000, drawn_fen: 200_000, balance_fen: 200_000, counted_on: null })
  const [then] = await balances({ area: TOWNSHIP, on: '2023-03-05', knownAt: known })
  expect(then).toMatchObject({ settled_fen: 0, balance_fen: 300_000 })
  expect(await balances({ area: TOWNSHIP, on: '2023-02-28' })).toEqual([])
})

test('money is told apart by source and budget year', async () => {
  expect(await reserveSources(stage.views, { area: TOWNSHIP })).toEqual([
    {
      source: 'RELIEF_FUND',
      budget_year: 2023,
      allocated_fen: 500_000,
      replenished_fen: 150_000,
      settled_fen: 100_000,
    },
  ])
})

test('the book goes on where its page ended', async () => {
  const whole = (await listReserveMovements(stage.views, {}, { limit: 20 })).rows
  const first = await listReserveMovements(stage.views, {}, { limit: 3 })
  const rest = await listReserveMovements(stage.views, {}, { limit: 20, cursor: first.next ?? '' })
  expect([...first.rows, ...rest.rows]).toEqual(whole)
  const drawnOnly = await listReserveMovements(stage.views, { kind: 'DRAWN', caseId: id('case') }, { limit: 20 })
  expect(drawnOnly.rows.map((row) => row.draw_id)).toEqual([id('a'), id('gone')])
})

const granted = (name: string) => ({
  type: 'EmergencyAidGranted',
  data: {
    caseId: id('case'),
    decidedOn: '2023-03-05',
    decisionNumber: 'AID-1',
    delegationId: id('delegation'),
    ruleset: '2014-47',
    personId: id('person'),
    hardship: 'sealed:x',
    amountFen: 200_000,
    form: 'CASH',
    drawId: id(name),
    aidFirst: { value: 'MAY', clause: '2014-47' },
    sheet: { ruleset: '2014-47', rates: [], lines: [], amountFen: 200_000 },
    deadlines: [{ clock: 'PAPERWORK', due: '2023-03-31', provisional: false, clause: 'local-ningguo' }],
  },
})
const completed = {
  type: 'PaperworkCompleted',
  data: {
    caseId: id('case'),
    personId: id('person'),
    completedOn: '2023-04-06',
    signedBy: ['a', 'b'],
    formSha256: null,
    outcome: 'BORNE_OUT',
    findings: 'sealed:y',
  },
}
const filed = {
  type: 'DecisionFiled',
  data: { caseId: id('case'), filedOn: '2023-04-07', decisionNumber: 'AID-1' },
}
const aids = async (filter: Partial<Parameters<typeof listAids>[1]> = {}) =>
  (await listAids(stage.views, { today: '2023-04-03', ...filter }, { limit: 10 })).rows

test('a draw without an aid is in doubt until the case says what it paid for', async () => {
  expect(await drawsWithoutAid(stage.views, 10)).toMatchObject([{ draw_id: id('a'), area: TOWNSHIP }])
  await stage.given(`case-${id('case')}`, granted('a'))
  await stage.shown(reserve)
  expect(await drawsWithoutAid(stage.views, 10)).toEqual([])
  expect(await aids()).toMatchObject([
    { draw_id: id('a'), area: TOWNSHIP, paperwork: 'OVERDUE', delegated: true, granted_by: 'zhang.jing' },
  ])
  expect(await aids({ today: '2023-03-31' })).toMatchObject([{ paperwork: 'OPEN' }])
  expect(await aids({ area: '990101002' })).toEqual([])
})

test('an aid whose paperwork is done is off the board, and was on it before that was known', async () => {
  const known = stage.log.positionOf(await stage.log.head())
  await stage.given(`case-${id('case')}`, completed, filed)
  await stage.shown(reserve)
  expect(await aids({ paperwork: 'OVERDUE' })).toEqual([])
  expect(await aids({ unfiled: true })).toEqual([])
  expect(await aids()).toMatchObject([{ paperwork: 'DONE', completed_on: '2023-04-06', filed_on: '2023-04-07' }])
  expect(await aids({ paperwork: 'OVERDUE', unfiled: true, knownAt: known })).toHaveLength(1)
  expect(await aids({ knownAt: 0n })).toEqual([])
})

/** Leaves a transaction as if it had never been. */
class Rollback extends Error {
  readonly found: readonly string[]
  constructor(found: readonly string[]) {
    super('rolled back')
    this.found = found
  }
}

test('agrees with the log, and says where it does not', async () => {
  const head = stage.log.positionOf(await stage.log.head())
  const verified = (spoil: (trx: Trx) => Promise<unknown>) =>
    stage.db
      .transaction()
      .execute(async (trx) => {
        await enterGeneration(trx, 'reserve', 1)
        await spoil(trx)
        const found = await reserve.verify(trx, { relation: sql`log.event`, upTo: head })
        throw new Rollback(found)
      })
      .catch((error: unknown) => {
        if (error instanceof Rollback) return error.found
        throw error
      })
  expect(await verified(async () => undefined)).toEqual([])
  const lost = await verified((trx) => sql`delete from reserve_movement where kind = 'DRAW_RETURNED'`.execute(trx))
  expect(lost).toHaveLength(3)
  expect(await verified((trx) => sql`update emergency_aid set amount_fen = 1`.execute(trx))).toEqual([
    'aided is 1, the log says 200000',
  ])
})
