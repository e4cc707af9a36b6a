import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AmountFacts, RatePart } from '../../../src/domain/scheme/calculation.ts'
import { asOneStandard, decidedSum, monthlyAmount, mostFor } from '../../../src/domain/scheme/monthly-amount.ts'
import { addMonths } from '../../../src/domain/shared/day.ts'
import { documentOf, parameter, policyOf, standard, VILLAGE } from '../policy/published.ts'

const SCHEME = 'careSupport'
const may = { scheme: SCHEME, area: VILLAGE, areaKind: 'RURAL', month: '2023-05' } as const
const rate = (name: string, fen: number, per: 'MONTH' | 'YEAR', document = '示民发〔2023〕1号') =>
  standard({ scheme: SCHEME, rate: name, figure: { fen, per }, document: documentOf(document) })
const part = (name: string, over: Partial<RatePart> = {}): RatePart => ({
  rate: name,
  firstMonth: null,
  lastMonth: null,
  ...over,
})
const rates = (parts: readonly RatePart[], lessFen = 0): AmountFacts => ({
  mode: 'RATES',
  members: 1,
  parts: [...parts],
  lessFen,
})

describe('a sum of rates', () => {
  // Huancui 2019: 620 yuan a month to live on, 10,990 a year for care; a twelfth of that is no whole fen.
  const policy = policyOf(rate('LIVING', 62_000, 'MONTH'), rate('CARE', 1_099_000, 'YEAR', '示民发〔2023〕2号'))

  test('is added up exactly and rounded once', () => {
    const paid = monthlyAmount(rates([part('LIVING'), part('CARE')]), policy, may)
    expect(paid).toEqual({
      fen: 153_583,
      rates: [
        { rate: 'LIVING', document: '示民发〔2023〕1号', monthlyFen: 62_000 },
        { rate: 'CARE', document: '示民发〔2023〕2号', monthlyFen: 91_583 },
      ],
    })
    const thirds = policyOf(rate('ONE', 100, 'YEAR'), rate('TWO', 100, 'YEAR'))
    // 8⅓ and 8⅓ fen: 17 together, and 16 were each rounded alone.
    expect(monthlyAmount(rates([part('ONE'), part('TWO')]), thirds, may)?.fen).toBe(17)
  })

  test('is named as one standard with all its documents', () => {
    const paid = monthlyAmount(rates([part('LIVING'), part('CARE')]), policy, may)
    expect(asOneStandard(paid?.rates ?? [])).toEqual({
      standardFen: 153_583,
      standardDocument: '示民发〔2023〕1号、示民发〔2023〕2号',
    })
  })

  test('has each rate in its months only', () => {
    const facts = rates([
      part('LIVING', { lastMonth: '2023-05' }),
      part('CARE', { firstMonth: '2023-06', lastMonth: '2023-07' }),
    ])
    const paid = (month: string) => monthlyAmount(facts, policy, { ...may, month })?.fen
    expect(['2023-05', '2023-06', '2023-07', '2023-08'].map(paid)).toEqual([62_000, 91_583, 91_583, 0])
  })

  test('is paid less what another scheme gives, never below nothing', () => {
    expect(monthlyAmount(rates([part('LIVING')], 40_000), policy, may)?.fen).toBe(22_000)
    expect(monthlyAmount(rates([part('LIVING')], 62_000), policy, may)?.fen).toBe(0)
    expect(monthlyAmount(rates([part('LIVING')], 99_000), policy, may)?.fen).toBe(0)
  })

  test('is not known while one of its rates is not', () => {
    expect(monthlyAmount(rates([part('LIVING'), part('OTHER')]), policy, may)).toBeUndefined()
    expect(mostFor(rates([part('OTHER')]), policy, may)).toBeUndefined()
    const later = { ...may, month: '2022-12' }
    expect(monthlyAmount(rates([part('LIVING')]), policy, later)).toBeUndefined()
  })

  test('follows the rounding of the place', () => {
    const up = policyOf(rate('CARE', 1_099_000, 'YEAR'), parameter('rounding', 'UP_YUAN', { scheme: SCHEME }))
    expect(monthlyAmount(rates([part('CARE')]), up, may)?.fen).toBe(91_600)
    const half = policyOf(rate('CARE', 1_099_000, 'YEAR'), parameter('rounding', 'HALF_UP_YUAN', { scheme: SCHEME }))
    expect(monthlyAmount(rates([part('CARE')]), half, may)?.fen).toBe(91_600)
    const none = policyOf(rate('CARE', 600, 'YEAR'), parameter('rounding', 'HALF_UP_YUAN', { scheme: SCHEME }))
    expect(monthlyAmount(rates([part('CARE')]), none, may)?.fen).toBe(100)
  })
})

test('instalments pay what was decided in their months, all of it together', () => {
  const facts: AmountFacts = {
    mode: 'INSTALMENTS',
    members: 2,
    instalments: [
      { month: '2023-05', fen: 200_000 },
      { month: '2023-08', fen: 100_000 },
    ],
  }
  const months = Array.from({ length: 6 }, (_, index) => addMonths('2023-04', index))
  const paid = months.map((month) => monthlyAmount(facts, policyOf(), { ...may, month })?.fen ?? 0)
  expect(paid).toEqual([0, 200_000, 0, 0, 100_000, 0])
  expect(decidedSum(facts, 0)).toBe(300_000)
})

test('a status pays nothing, whatever is published', () => {
  const status: AmountFacts = { mode: 'NONE', members: 3 }
  expect(monthlyAmount(status, policyOf(), may)).toEqual({ fen: 0, rates: [] })
})

test('whatever the rates, a month is whole fen, within one fen of the sum of the parts, and never negative', () => {
  const anyRate = fc.record({ fen: fc.nat(3_000_000), per: fc.constantFrom('MONTH' as const, 'YEAR' as const) })
  fc.assert(
    fc.property(fc.array(anyRate, { minLength: 1, maxLength: 6 }), fc.nat(500_000), (published, lessFen) => {
      const policy = policyOf(...published.map(({ fen, per }, index) => rate(`RATE_${index}`, fen, per)))
      const paid = monthlyAmount(
        rates(
          published.map((_, index) => part(`RATE_${index}`)),
          lessFen,
        ),
        policy,
        may,
      )!
      const exact = published.reduce((sum, { fen, per }) => sum + (per === 'YEAR' ? fen / 12 : fen), 0) - lessFen
      expect(Number.isSafeInteger(paid.fen)).toBe(true)
      expect(paid.fen).toBeGreaterThanOrEqual(0)
      expect(Math.abs(paid.fen - Math.max(0, exact))).toBeLessThanOrEqual(0.5 + 1e-6)
    }),
  )
})
