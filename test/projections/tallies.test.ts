import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PriceGroup } from '../../src/domain/price/groups.ts'
import { paymentLedger } from '../../src/projections/payment-ledger/payment-ledger.ts'
import { listPayments } from '../../src/projections/payment-ledger/queries.ts'
import { listTallies, type Tally } from '../../src/projections/payment-ledger/tallies.ts'
import { payment } from './facts.ts'
import { openStage, type Stage } from './stage.ts'

/** Some payments of two schemes, three months and townships, and how far each of them gets. */
const anyPayment = fc.record({
  month: fc.constantFrom('2023-01', '2023-02', '2023-03'),
  area: fc.constantFrom('990101001001', '990101001002', '990101002001', '990101003'),
  group: fc.constantFrom(null, 'SUBSISTENCE_ALLOWANCE', 'EXTREME_POVERTY', 'ORPHAN', 'UNEMPLOYMENT_BENEFIT'),
  amountFen: fc.integer({ min: 1, max: 500_000 }),
  members: fc.integer({ min: 1, max: 5 }),
  steps: fc.constantFrom(
    [],
    ['cancelled'],
    ['filed'],
    ['filed', 'paid'],
    ['filed', 'returned'],
    ['filed', 'paid', 'returned'],
  ),
})

let stage: Stage
const positions: bigint[] = []
beforeAll(async () => {
  stage = await openStage()
  const born = fc.sample(anyPayment, { numRuns: 60, seed: 20_230_201 }).map(({ steps, ...change }, number) => {
    const scheme = change.group === null ? 'subsistenceAllowance' : 'priceSubsidy'
    return { steps, facts: payment(`tally ${number}`, { ...change, scheme }) }
  })
  for (const { facts } of born) positions.push(await stage.given(facts.stream, facts.planned))
  for (const round of [0, 1, 2])
    for (const { steps, facts } of born) {
      const step = steps[round] as 'filed' | 'paid' | 'returned' | 'cancelled' | undefined
      if (step !== undefined) positions.push(await stage.given(facts.stream, facts[step]))
    }
  await stage.shown(paymentLedger)
})
afterAll(() => stage.close())

const everything = { limit: 500 }
const fenOf = (row: Tally) => row.paid_fen + row.returned_fen + row.open_fen + row.cancelled_fen
const personTimesOf = (row: Tally) =>
  row.paid_person_times + row.returned_person_times + row.open_person_times + row.cancelled_person_times

test('at any moment the tallies are the sums of the payments behind them, each payment in one of them', async () => {
  const moments = [0, 10, 59, 75, 100, 130, positions.length - 1].map((at) => positions[at] ?? 0n)
  for (const knownAt of moments) {
    const { rows } = await listTallies(stage.views, { knownAt }, everything)
    let payments = 0
    for (const row of rows) {
      const { month, township: area, scheme, price_group: group } = row
      const filter = { month, area, scheme, knownAt, ...(group === null ? {} : { group: PriceGroup.parse(group) }) }
      const behind = (await listPayments(stage.views, filter, everything)).rows
      expect(behind).toHaveLength(row.payments)
      expect(behind.reduce((sum, { amount_fen }) => sum + amount_fen, 0)).toBe(fenOf(row))
      expect(behind.reduce((sum, { members }) => sum + members, 0)).toBe(personTimesOf(row))
      const paid = behind.filter(({ status }) => status === 'PAID')
      expect(paid.reduce((sum, { amount_fen }) => sum + amount_fen, 0)).toBe(row.paid_fen)
      payments += behind.length
    }
    expect(payments).toBe((await listPayments(stage.views, { knownAt }, everything)).rows.length)
  }
})

test('are read by pages of any size, for a span of months, an area, a scheme or a group', async () => {
  const all = (await listTallies(stage.views, {}, everything)).rows
  const paged: Tally[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await listTallies(stage.views, {}, { limit: 7, ...(cursor === undefined ? {} : { cursor }) })
    paged.push(...page.rows)
    if (page.next === undefined) break
    cursor = page.next
  }
  expect(paged).toEqual(all)
  const of = async (filter: Parameters<typeof listTallies>[1]) =>
    (await listTallies(stage.views, filter, everything)).rows
  expect(await of({ fromMonth: '2023-02', toMonth: '2023-02' })).toEqual(all.filter(({ month }) => month === '2023-02'))
  expect(await of({ area: '990101002' })).toEqual(all.filter(({ township }) => township === '990101002'))
  expect(await of({ scheme: 'priceSubsidy', group: 'ORPHAN' })).toEqual(
    all.filter(({ price_group }) => price_group === 'ORPHAN'),
  )
})
