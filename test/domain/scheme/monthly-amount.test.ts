import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AmountFacts } from '../../../src/domain/scheme/calculation.ts'
import type { IncomeKind } from '../../../src/domain/scheme/household.ts'
import { monthlyAmount } from '../../../src/domain/scheme/monthly-amount.ts'
import { parameter, policyOf, SCHEME, standard, tiers, VILLAGE } from '../policy/published.ts'
import { assess } from './allowance.ts'
import { assessed, member } from './household.ts'

const may = { scheme: SCHEME, area: VILLAGE, areaKind: 'RURAL', month: '2023-05' } as const
const gap = (countableIncomeFen: number, members = 3): AmountFacts => ({ mode: 'GAP', members, countableIncomeFen })

const kinds: readonly IncomeKind[] = ['WAGES', 'BUSINESS', 'PROPERTY', 'TRANSFER', 'SCHOLARSHIP', 'BASIC_PENSION']
const anyStandard = fc.integer({ min: 5_000, max: 300_000 })
const anyRounding = fc.constantFrom('HALF_UP_FEN', 'HALF_UP_YUAN', 'UP_YUAN')
const anyHousehold = fc
  .array(
    fc.record({
      employed: fc.boolean(),
      incomes: fc.array(fc.record({ kind: fc.constantFrom(...kinds), monthlyFen: fc.nat(400_000) }), { maxLength: 3 }),
      illness: fc.nat(50_000),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((rows) => {
    const members = rows.map(({ employed }) => member({ employed }))
    const of = <T>(pick: (row: (typeof rows)[number], personId: string) => T[]) =>
      rows.flatMap((row, index) => pick(row, members[index]!.personId))
    const found = assessed(
      of((row, personId) => row.incomes.map((income) => ({ ...income, personId }))),
      {
        deductions: of((row, personId) => [
          { personId, kind: 'SERIOUS_ILLNESS_COST' as const, monthlyFen: row.illness, source: 'REGISTER' as const },
        ]),
      },
    )
    return { members, found }
  })

describe('whatever the household, standard and rounding,', () => {
  test('a month pays what the decision said under the same standard, in whole fen, from nothing to standard × members', () => {
    fc.assert(
      fc.property(
        anyHousehold,
        anyStandard,
        anyRounding,
        fc.constantFrom('GAP', 'TIER'),
        fc.nat(100),
        ({ members, found }, monthlyFen, rounding, mode, percent) => {
          const policy = policyOf(
            standard({ monthlyFen }),
            tiers({ A: Math.ceil(monthlyFen / 2), B: monthlyFen, C: monthlyFen * 2 }),
            parameter('rounding', rounding),
            parameter('amountMode', mode),
            parameter('employmentCostPercent', String(percent)),
          )
          const { facts, sheet, verdict } = assess(found, members, { ...may, policy, day: '2023-03-17' })
          const paid = monthlyAmount(facts, policy, may)
          if (verdict.qualifies) expect(paid?.fen).toBe(sheet.amountFen)
          else expect(sheet.amountFen).toBe(0)
          expect(Number.isSafeInteger(paid?.fen)).toBe(true)
          expect(paid?.fen).toBeGreaterThanOrEqual(0)
          expect(paid?.fen).toBeLessThanOrEqual(monthlyFen * members.length)
          expect(sheet.amountFen).toBeLessThanOrEqual(monthlyFen * members.length)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('more income never pays more, and a higher standard never pays less', () => {
    fc.assert(
      fc.property(
        fc.nat(2_000_000),
        fc.nat(100_000),
        anyStandard,
        anyRounding,
        fc.integer({ min: 1, max: 10 }),
        (income, more, monthlyFen, rounding, members) => {
          const pays = (incomeFen: number, standardFen: number) =>
            monthlyAmount(
              gap(incomeFen, members),
              policyOf(standard({ monthlyFen: standardFen }), parameter('rounding', rounding)),
              may,
            )!.fen
          expect(pays(income + more, monthlyFen)).toBeLessThanOrEqual(pays(income, monthlyFen))
          expect(pays(income, monthlyFen + more)).toBeGreaterThanOrEqual(pays(income, monthlyFen))
        },
      ),
    )
  })
})

test('the same facts follow the standard of each month', () => {
  const policy = policyOf(
    standard(),
    standard({ effectiveFrom: '2024-01-01', inForceOn: '2023-12-20', monthlyFen: 60_000 }),
  )
  expect(monthlyAmount(gap(90_000), policy, { ...may, month: '2023-12' })).toMatchObject({ fen: 81_000 })
  expect(monthlyAmount(gap(90_000), policy, { ...may, month: '2024-01' })).toMatchObject({
    fen: 90_000,
    rates: [{ rate: 'STANDARD', monthlyFen: 60_000 }],
  })
})

test('a standard that is printed for a year, or linked, is multiplied by the members before it is rounded', () => {
  const yearly = policyOf(standard({ figure: { fen: 485_300, per: 'YEAR' } }))
  expect(monthlyAmount(gap(0, 1), yearly, may)).toMatchObject({ fen: 40_442, rates: [{ monthlyFen: 40_442 }] })
  expect(monthlyAmount(gap(0, 3), yearly, may)?.fen).toBe(121_325)
  expect(assess(assessed([]), [member()], { ...may, policy: yearly, day: '2023-04-07' }).sheet.amountFen).toBe(40_442)
})

test('a month without a standard, or without the tier, has no amount', () => {
  expect(monthlyAmount(gap(0), policyOf(), may)).toBeUndefined()
  const tier: AmountFacts = { mode: 'TIER', members: 2, tier: 'B' }
  expect(monthlyAmount(tier, policyOf(standard()), may)).toBeUndefined()
  expect(monthlyAmount(tier, policyOf(standard(), tiers({ A: 30_000 })), may)).toBeUndefined()
  expect(monthlyAmount(tier, policyOf(standard(), tiers({ B: 30_000 })), may)).toMatchObject({ fen: 60_000 })
})

test('a household is rounded once, to the fen, the nearest yuan, or the next yuan', () => {
  const rounded = (rounding: string, income: number) =>
    monthlyAmount(gap(income, 1), policyOf(standard(), parameter('rounding', rounding)), may)?.fen
  expect([rounded('HALF_UP_FEN', 51), rounded('HALF_UP_FEN', 50)]).toEqual([56_949, 56_950])
  expect([rounded('HALF_UP_YUAN', 51), rounded('HALF_UP_YUAN', 50)]).toEqual([56_900, 57_000])
  expect([rounded('UP_YUAN', 99), rounded('UP_YUAN', 100)]).toEqual([57_000, 56_900])
})

test('a rounding that is published in the middle of a month counts from the month after', () => {
  const policy = policyOf(standard(), parameter('rounding', 'UP_YUAN', { effectiveFrom: '2023-05-15' }))
  expect(monthlyAmount(gap(51, 1), policy, may)?.fen).toBe(56_949)
  expect(monthlyAmount(gap(51, 1), policy, { ...may, month: '2023-06' })?.fen).toBe(57_000)
})

test('rounding up never passes the standard', () => {
  const policy = policyOf(standard({ monthlyFen: 57_050 }), parameter('rounding', 'UP_YUAN'))
  expect(monthlyAmount(gap(0, 1), policy, may)?.fen).toBe(57_050)
})
