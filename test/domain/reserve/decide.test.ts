import { describe, expect, test } from 'vitest'
import { reserveDecider } from '../../../src/domain/reserve/decide.ts'
import type { ReserveEvent } from '../../../src/domain/reserve/events.ts'
import { given } from '../../given.ts'
import {
  allocated,
  annulled,
  as,
  command,
  draw,
  drawn,
  id,
  money,
  replenished,
  returned,
  settled,
  TOWNSHIP,
} from './reserve.ts'

const reserve = (...past: readonly ReserveEvent[]) => given(reserveDecider, ...past)
const officer = as('paymentOfficer')
const late = { lateReason: 'PAPER_FIRST' as const }

describe('money between county and township', () => {
  test('is paid ahead by the county on a document', () => {
    reserve()
      .when(command('AllocateReserve', money(500_000)), officer)
      .emits({
        type: 'ReserveAllocated',
        data: { area: TOWNSHIP, transferId: id('new'), source: 'RELIEF_FUND', amountFen: 500_000, on: '2023-03-10' },
      })
      .leaves(({ balanceFen }) => expect(balanceFen).toBe(500_000))
  })

  test('is not paid by the township itself, by a caseworker, or into another county', () => {
    const allocate = command('AllocateReserve', money(500_000))
    reserve().when(allocate, as('paymentOfficer', TOWNSHIP)).refuses('reserve-county-only')
    reserve()
      .when(allocate, as('caseWorker'))
      .refuses('reserve-role-needed', { roles: ['paymentOfficer', 'confirmer'] })
    reserve().when(allocate, as('confirmer', '990102')).refuses('reserve-outside-area')
  })

  test('is entered once for a document, source and year', () => {
    const again = command('AllocateReserve', money(500_000))
    reserve(allocated(500_000)).when(again, officer).refuses('reserve-document-twice', { document: 'A' })
    const lottery = { ...money(1), source: 'LOTTERY' as const }
    reserve(allocated(500_000)).when(command('AllocateReserve', lottery), officer).emits({ type: 'ReserveAllocated' })
    reserve(allocated(500_000))
      .when(command('ReplenishReserve', money(1)), officer)
      .emits({ type: 'ReserveReplenished' })
  })

  test('belongs to a budget year near its day', () => {
    const old = command('AllocateReserve', { ...money(1), budgetYear: 2021 })
    reserve().when(old, officer).refuses('reserve-budget-year', { budgetYear: 2021 })
  })

  test('is topped up and settled only where something was allocated', () => {
    reserve()
      .when(command('ReplenishReserve', money(1)), officer)
      .refuses('reserve-unknown')
    reserve()
      .when(command('SettleReserve', money(1)), officer)
      .refuses('reserve-unknown')
    reserve()
      .when(command('CountReserve', { countedFen: 0, explanation: null, witness: 'b' }), officer)
      .refuses('reserve-unknown')
  })

  test('goes back however long after its budget year, or it would never leave the purse', () => {
    reserve(allocated(500_000))
      .when(command('SettleReserve', money(500_000, 'S')), { ...officer, today: '2026-01-08' })
      .emits({ type: 'ReserveSettled', data: { budgetYear: 2023, amountFen: 500_000 } })
  })

  test('goes back by its source, and no more than is in the purse', () => {
    const past = [allocated(500_000), drawn('a', 400_000)]
    const back = (amountFen: number, change = {}) => command('SettleReserve', { ...money(amountFen, 'S'), ...change })
    reserve(...past)
      .when(back(100_000), officer)
      .emits({ type: 'ReserveSettled', data: { amountFen: 100_000 } })
    reserve(...past)
      .when(back(100_001), officer)
      .refuses('reserve-short', { availableFen: 100_000 })
    reserve(...past)
      .when(back(1, { source: 'LOTTERY' }), officer)
      .refuses('reserve-source-short', { leftFen: 0 })
    const { type, data } = allocated(500_000, '2023-03-01', 'L')
    const lottery = { type, data: { ...data, source: 'LOTTERY' as const } }
    reserve(allocated(500_000), lottery, settled(400_000, '2023-03-09'))
      .when(back(100_001, { document: { number: 'S2', title: 't', issuer: 'i' } }), officer)
      .refuses('reserve-source-short', { leftFen: 100_000 })
    reserve(...past, settled(60_000, '2023-03-09'), replenished(100_000, '2023-03-09'))
      .when(back(140_001, { document: { number: 'S2', title: 't', issuer: 'i' } }), officer)
      .refuses('reserve-short', { availableFen: 140_000 })
  })
})

describe('a draw', () => {
  test('takes what is there and not a fen more', () => {
    reserve(allocated(500_000))
      .when(draw(500_000), officer)
      .emits({ type: 'ReserveDrawn', data: { amountFen: 500_000 } })
    reserve(allocated(500_000)).when(draw(500_001), officer).refuses('reserve-short', { availableFen: 500_000 })
    reserve().when(draw(1), officer).refuses('reserve-unknown')
  })

  test('entered late stands on the purse of its day, and of every day since', () => {
    const past = [
      allocated(500_000, '2023-03-03'),
      drawn('a', 300_000, '2023-03-05'),
      replenished(900_000, '2023-03-09'),
    ]
    const on = (day: string) => draw(200_001, { on: day, ...late })
    reserve(...past)
      .when(draw(200_000, { on: '2023-03-04', ...late }), officer)
      .emits({ type: 'ReserveDrawn', on: '2023-03-04', reason: 'PAPER_FIRST' })
    reserve(...past)
      .when(on('2023-03-04'), officer)
      .refuses('reserve-short', { availableFen: 200_000 })
    reserve(...past)
      .when(on('2023-03-02'), officer)
      .refuses('reserve-short', { availableFen: 0 })
    reserve(...past)
      .when(on('2023-03-09'), officer)
      .emits({ type: 'ReserveDrawn' })
  })

  test('of a day to come, or of the past without a reason, is refused', () => {
    reserve(allocated(9))
      .when(draw(1, { on: '2023-03-11' }), officer)
      .refuses('future-day')
    reserve(allocated(9))
      .when(draw(1, { on: '2023-03-09' }), officer)
      .refuses('late-without-reason')
  })
})

describe('2014-47: the same cause again', () => {
  const past = [allocated(500_000), drawn('a', 100_000, '2023-03-05')]
  const again = (more: Parameters<typeof draw>[1]) =>
    draw(1, { caseId: id('other case'), onceSince: '2023-01-01', ...more })

  test('is not drawn for by another case, within the period', () => {
    reserve(...past)
      .when(again({}), officer)
      .refuses('same-cause-again', { caseId: id('case'), grantedOn: '2023-03-05' })
    reserve(...past)
      .when(again({ onceSince: '2023-03-05' }), officer)
      .refuses('same-cause-again')
    reserve(...past)
      .when(again({ onceSince: '2023-03-06' }), officer)
      .emits({ type: 'ReserveDrawn' })
    reserve(...past)
      .when(again({ onceSince: null }), officer)
      .emits({ type: 'ReserveDrawn' })
  })

  test('stands in nobody else’s way, nor once the draw was given up', () => {
    reserve(...past)
      .when(again({ personId: id('other') }), officer)
      .emits({ type: 'ReserveDrawn' })
    const illness = { cause: 'SUDDEN_ILLNESS' as const, account: '急病' }
    reserve(...past)
      .when(again({ hardship: illness }), officer)
      .emits({ type: 'ReserveDrawn' })
    reserve(...past, annulled('a', 100_000))
      .when(again({}), officer)
      .emits({ type: 'ReserveDrawn' })
  })
})

describe('cash that comes back', () => {
  const back = (amountFen: number, more = {}) =>
    command('ReturnDraw', { drawId: id('a'), amountFen, reasons: 'r', ...more })
  const past = [allocated(500_000), drawn('a', 400_000)]

  test('is a fact of its own beside the draw', () => {
    reserve(...past)
      .when(back(150_000), as('reviewer', TOWNSHIP))
      .emits({
        type: 'ReserveDrawReturned',
        data: { returnId: id('new'), drawId: id('a'), caseId: id('case'), personId: id('person'), amountFen: 150_000 },
      })
      .leaves(({ balanceFen, draws }) => {
        expect(balanceFen).toBe(250_000)
        expect(draws).toMatchObject([{ amountFen: 400_000, returnedFen: 150_000 }])
      })
  })

  test('is at most what was drawn, of a draw that stands, and not before it', () => {
    reserve(...past, returned('a', 300_000))
      .when(back(100_001), officer)
      .refuses('returned-more-than-drawn', { leftFen: 100_000 })
    reserve(...past, annulled('a', 400_000))
      .when(back(1), officer)
      .refuses('draw-annulled')
    reserve(...past)
      .when(back(1, { on: '2023-03-04', ...late }), officer)
      .refuses('before-earlier-step')
    reserve(allocated(1)).when(back(1), officer).refuses('unknown-draw')
  })
})

describe('a draw that no aid stands on', () => {
  const annul = command('AnnulDraw', { drawId: id('a'), reason: 'no aid' })
  const past = [allocated(500_000), drawn('a', 400_000)]

  test('is annulled by name, once', () => {
    reserve(...past)
      .when(annul, officer)
      .emits({ type: 'ReserveDrawAnnulled', data: { drawId: id('a'), amountFen: 400_000 } })
    reserve(...past, annulled('a', 400_000))
      .when(annul, officer)
      .emits()
    reserve(...past, returned('a', 1))
      .when(annul, officer)
      .refuses('draw-returned')
  })
})

describe('a count', () => {
  const counted = (countedFen: number, explanation: string | null, more = {}) =>
    command('CountReserve', { countedFen, explanation, witness: 'counter-2', ...more })
  const past = [allocated(500_000), drawn('a', 400_000, '2023-03-05')]

  test('says what the book said on that day, and moves nothing', () => {
    reserve(...past)
      .when(counted(100_000, null), officer)
      .emits({
        type: 'ReserveCounted',
        data: { countedFen: 100_000, bookFen: 100_000, differenceFen: 0 },
      })
    reserve(...past)
      .when(counted(500_000, null, { on: '2023-03-04', ...late }), officer)
      .emits({
        type: 'ReserveCounted',
        data: { bookFen: 500_000, differenceFen: 0 },
      })
      .leaves(({ balanceFen }) => expect(balanceFen).toBe(100_000))
  })

  test('that differs is explained', () => {
    reserve(...past)
      .when(counted(90_000, null), officer)
      .refuses('count-unexplained', { countedFen: 90_000, bookFen: 100_000 })
    reserve(...past)
      .when(counted(90_000, '一笔支取待补录'), officer)
      .emits({ type: 'ReserveCounted', data: { differenceFen: -10_000 } })
  })

  test('takes two people', () => {
    const alone = as('paymentOfficer', TOWNSHIP, '2023-03-10', 'counter-2')
    reserve(...past)
      .when(counted(100_000, null), alone)
      .refuses('count-alone')
  })
})
