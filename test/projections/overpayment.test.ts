import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterGeneration } from '../../src/projections/generation.ts'
import { overpayment } from '../../src/projections/overpayment/overpayment.ts'
import {
  findOverpayment,
  listOverpayments,
  movementsOf,
  overpaymentTotals,
} from '../../src/projections/overpayment/queries.ts'
import { id } from './facts.ts'
import { type GivenFact, openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const source = { runId: '990101-subsistenceAllowance-2023-06-1', readAt: '7' }
const debt = (name: string, overpaidFen: number, area = '990101001001') => {
  const overpaymentId = id(`overpayment ${name}`)
  const fact = (type: string, on: string, data: object): GivenFact => ({
    type,
    on,
    by: 'sun.officer',
    data: { overpaymentId, ...data },
  })
  return {
    stream: `overpayment-${overpaymentId}`,
    overpaymentId,
    detected: fact('OverpaymentDetected', '2023-06-08', {
      scheme: 'subsistenceAllowance',
      personId: id(`person ${name}`),
      number: 1,
      caseId: id(`case ${name}`),
      area,
      areaKind: 'RURAL',
      group: null,
      months: [{ month: '2023-05', paidFen: overpaidFen, dueFen: 0, overpaidFen, cause: 'DEATH' }],
      ...source,
      detectedOn: '2023-06-08',
    }),
    recovered: (amountFen: number, receivedOn: string) =>
      fact('OverpaymentRecovered', receivedOn, { amountFen, reference: 'K1', receivedOn }),
    reduced: (byFen: number) =>
      fact('OverpaymentReduced', '2023-06-20', { months: [{ month: '2023-05', byFen }], ...source, on: '2023-06-20' }),
  }
}

const rest = { limit: 10 }
const standing = async (filter: Parameters<typeof listOverpayments>[1]) =>
  (await listOverpayments(stage.views, filter, rest)).rows.map((row) => [
    row.overpayment_id,
    row.status,
    row.outstanding_fen,
  ])

test('an overpayment stands on each day as its facts to that day say', async () => {
  const [one, other] = [debt('one', 70_000), debt('other', 50_000, '990102001001')]
  await stage.given(one.stream, one.detected)
  await stage.given(other.stream, other.detected)
  await stage.given(one.stream, one.recovered(30_000, '2023-06-15'), one.reduced(10_000))
  await stage.given(one.stream, one.recovered(30_000, '2023-07-01'))
  await stage.shown(overpayment)
  const county = { area: '990101' }
  expect(await standing({ ...county, on: '2023-06-07' })).toEqual([])
  expect(await standing({ ...county, on: '2023-06-08' })).toEqual([[one.overpaymentId, 'ISSUED', 70_000]])
  expect(await standing({ ...county, on: '2023-06-20' })).toEqual([[one.overpaymentId, 'PARTIAL', 30_000]])
  expect(await standing(county)).toEqual([[one.overpaymentId, 'RECOVERED', 0]])
  expect(await standing({ status: 'ISSUED' })).toEqual([[other.overpaymentId, 'ISSUED', 50_000]])
  const first = (await movementsOf(stage.views, one.overpaymentId))[0]
  expect(await standing({ knownAt: BigInt(first?.position ?? 0) })).toEqual([[one.overpaymentId, 'ISSUED', 70_000]])
  expect(await findOverpayment(stage.views, one.overpaymentId)).toMatchObject({ revision: 4, claimed_fen: 60_000 })
})

test('the sums by scheme and status are those of the rows', async () => {
  const totals = await overpaymentTotals(stage.views, {})
  expect(
    totals.map(({ status, overpayments, claimed_fen, outstanding_fen }) => [
      status,
      overpayments,
      claimed_fen,
      outstanding_fen,
    ]),
  ).toEqual([
    ['ISSUED', 1, 50_000, 50_000],
    ['RECOVERED', 1, 60_000, 0],
  ])
})

test('of a price subsidy is not shown to whoever may not know of the roll that it was paid for', async () => {
  const area = '990103001001'
  const [orphan, other] = [debt('orphan', 1_800, area), debt('of a roster', 1_800, area)]
  const paidFor = ({ detected }: ReturnType<typeof debt>, group: string | null): GivenFact => ({
    ...detected,
    data: { ...(detected.data as object), scheme: 'priceSubsidy', group },
  })
  await stage.given(orphan.stream, paidFor(orphan, 'ORPHAN'))
  await stage.given(other.stream, paidFor(other, null))
  await stage.shown(overpayment)
  expect(await standing({ area })).toHaveLength(2)
  expect(await standing({ area, hidden: ['orphanAllowance'] })).toEqual([[other.overpaymentId, 'ISSUED', 1_800]])
  expect(await findOverpayment(stage.views, orphan.overpaymentId)).toMatchObject({ price_group: 'ORPHAN' })
})

test('agrees with the log', async () => {
  const head = stage.log.positionOf(await stage.log.head())
  const differences = await stage.db.transaction().execute(async (trx) => {
    await enterGeneration(trx, 'overpayment', 1)
    return overpayment.verify(trx, { relation: sql`log.event`, upTo: head })
  })
  expect(differences).toEqual([])
})
