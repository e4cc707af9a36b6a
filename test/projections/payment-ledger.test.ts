import { afterAll, beforeAll, expect, test } from 'vitest'
import { BadCursor } from '../../src/projections/page.ts'
import { paymentLedger } from '../../src/projections/payment-ledger/payment-ledger.ts'
import { findPayment, ledgerTotals, listPayments } from '../../src/projections/payment-ledger/queries.ts'
import { payment } from './facts.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

test('a payment is what it was at every moment of knowledge, with the event of each step', async () => {
  const one = payment('moments')
  const before = await stage.given(payment('earlier').stream, payment('earlier').planned)
  const planned = await stage.given(one.stream, one.planned)
  const filed = await stage.given(one.stream, one.filed)
  const paid = await stage.given(one.stream, one.paid)
  const returned = await stage.given(one.stream, one.returned)
  await stage.shown(paymentLedger)
  const at = (position?: bigint) => findPayment(stage.views, one.paymentId, position)
  expect(await at(before)).toBeUndefined()
  expect(await at(planned)).toMatchObject({ status: 'PLANNED', filed_on: null, filed_event: null, file_id: null })
  expect(await at(filed)).toMatchObject({ status: 'FILED', filed_on: '2023-05-09', file_id: 'f1', paid_at: null })
  expect(await at(paid)).toMatchObject({
    status: 'PAID',
    // The day the money arrived, not the day it was recorded.
    paid_on: '2023-05-10',
    bank_reference: 'B1',
    returned_on: null,
    reason: null,
  })
  const now = await at()
  expect(now).toMatchObject({ status: 'RETURNED', paid_on: '2023-05-10', returned_on: '2023-05-12' })
  expect(now).toMatchObject({ reason: 'account closed', returned_at: Number(returned) })
  const { events } = await stage.log.readStream(one.stream)
  expect([now?.planned_event, now?.filed_event, now?.paid_event, now?.returned_event]).toEqual(
    events.map(({ id }) => id),
  )
})

test('"paid for a month, as known on a day" is one sum', async () => {
  const june = { month: '2023-06', runId: '990101-subsistenceAllowance-2023-06-1' }
  const all = [1, 2, 3].map((number) => payment(`june ${number}`, { ...june, amountFen: number * 10_000 }))
  for (const { stream, planned, filed } of all) await stage.given(stream, planned, filed)
  const [first, second, third] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0]]
  await stage.given(first.stream, first.paid)
  const known = await stage.given(second.stream, second.paid)
  await stage.given(third.stream, third.paid)
  await stage.given(second.stream, second.returned)
  await stage.shown(paymentLedger)
  const sums = async (knownAt?: bigint) => {
    const filter = { month: '2023-06', area: '990101', ...(knownAt === undefined ? {} : { knownAt }) }
    return (await ledgerTotals(stage.views, filter)).map(({ status, payments, fen }) => [status, payments, fen])
  }
  expect(await sums(known)).toEqual([
    ['FILED', 1, 30_000],
    ['PAID', 2, 30_000],
  ])
  expect(await sums()).toEqual([
    ['PAID', 2, 40_000],
    ['RETURNED', 1, 20_000],
  ])
  const paid = await listPayments(stage.views, { month: '2023-06', status: 'PAID', knownAt: known }, { limit: 10 })
  expect(paid.rows.map((row) => row.amount_fen).sort()).toEqual([10_000, 20_000])
})

test('a cancelled payment leaves its sequence to the next one', async () => {
  const [first, second] = [payment('again'), payment('again', { paymentId: payment('again 2').paymentId, sequence: 2 })]
  await stage.given(first.stream, first.planned, first.cancelled)
  await stage.given(payment('again 2').stream, second.planned)
  await stage.shown(paymentLedger)
  expect(await findPayment(stage.views, second.planned.data.paymentId)).toMatchObject({
    status: 'PLANNED',
    sequence: 2,
  })
  expect(await findPayment(stage.views, first.paymentId)).toMatchObject({ status: 'CANCELLED', reason: 'death' })
})

test('a cancelled reissue leaves what came back to the next one', async () => {
  const back = payment('back')
  const reissue = { kind: 'reissue', reissueOf: back.paymentId }
  const first = payment('reissue 1', { ...reissue, sequence: 2 })
  const second = payment('reissue 2', { ...reissue, sequence: 3 })
  await stage.given(back.stream, back.planned, back.filed, back.returned)
  await stage.given(first.stream, first.planned, first.cancelled)
  await stage.given(second.stream, second.planned)
  await stage.shown(paymentLedger)
  expect(await findPayment(stage.views, second.paymentId)).toMatchObject({ reissue_of: back.paymentId, sequence: 3 })
  expect(await findPayment(stage.views, first.paymentId)).toMatchObject({ reissue_of: back.paymentId })
})

test('the ledger pages in order and refuses a cursor that is not its own', async () => {
  const july = { month: '2023-07', runId: 'july' }
  const all = Array.from({ length: 9 }, (_, number) =>
    payment(`july ${number}`, { ...july, area: `99010100${(number % 3) + 1}` }),
  )
  await stage.givenMany(all.map(({ stream, planned }) => ({ stream, facts: [planned] })))
  await stage.shown(paymentLedger)
  const filter = { month: '2023-07', runId: 'july' }
  const first = await listPayments(stage.views, filter, { limit: 4 })
  const second = await listPayments(stage.views, filter, { limit: 4, cursor: first.next ?? '' })
  const third = await listPayments(stage.views, filter, { limit: 4, cursor: second.next ?? '' })
  const listed = [...first.rows, ...second.rows, ...third.rows]
  expect(third.next).toBeUndefined()
  expect(listed.map((row) => row.area)).toEqual(listed.map((row) => row.area).toSorted())
  expect(new Set(listed.map((row) => row.payment_id)).size).toBe(9)
  for (const cursor of ['', 'nonsense', 'WzFd', 'e30'])
    await expect(listPayments(stage.views, filter, { limit: 4, cursor })).rejects.toThrow(BadCursor)
})
