import { expect, test } from 'vitest'
import type { Assessment } from '../../../src/domain/scheme/household.ts'
import { marginalHousehold } from '../../../src/domain/scheme/low-income/marginal-household.ts'
import { rigidExpenditureHousehold } from '../../../src/domain/scheme/low-income/rigid-expenditure-household.ts'
import { anId, parameter, standard } from '../policy/published.ts'
import { assessUnder, noIncome, somebody } from './persons.ts'

const earning = (monthlyFen: number): Assessment => ({
  ...noIncome,
  incomes: [{ personId: somebody().personId, kind: 'WAGES', monthlyFen, source: 'REGISTER' }],
})
const marginal = (monthlyFen: number, over: Partial<Parameters<typeof assessUnder>[1]> = {}) =>
  assessUnder(marginalHousehold, {
    assessed: earning(monthlyFen),
    day: '2023-06-15',
    published: [standard()],
    ...over,
  })

test('2021-57 Art.8: income per head below one and a half times the standard makes a household marginal', () => {
  expect(marginal(85_499).verdict).toEqual({ qualifies: true, grounds: [] })
  expect(marginal(85_500).verdict).toEqual({ qualifies: false, grounds: ['INCOME'] })
})

test('a yearly standard is no whole fen a month, and is rounded once for all members', () => {
  const published = [standard({ figure: { fen: 485_300, per: 'YEAR' } })]
  const members = [somebody(), somebody({ personId: anId() }), somebody({ personId: anId() })]
  // 404.416… × 3 × 1.5 = 1,819.875; of a standard rounded beforehand it would be 1,819.89.
  expect(marginal(181_987, { members, published }).verdict.qualifies).toBe(true)
  expect(marginal(181_988, { members, published }).verdict.qualifies).toBe(false)
})

test('property over the limits keeps from it', () => {
  const assessed: Assessment = { ...earning(0), assets: { finding: 'OVER', basis: '名下有两套住房' } }
  expect(marginal(0, { assessed }).verdict.grounds).toEqual(['ASSETS'])
})

test("2026-LAW Art.21: from 2026-07-01 the province's ratio counts, and one and a half where it has none", () => {
  const ratio = parameter('marginalPercent', '200', { scheme: 'marginalHousehold', effectiveFrom: '2026-07-01' })
  const day = '2026-08-01'
  expect(marginal(100_000, { day }).verdict.qualifies).toBe(false)
  expect(marginal(100_000, { day, published: [standard(), ratio] }).verdict.qualifies).toBe(true)
})

test('nothing is paid for a status, and it holds for twelve months', () => {
  const { facts, sheet } = marginal(60_000)
  expect([facts.mode, sheet.amountFen]).toEqual(['NONE', 0])
  const ends = marginalHousehold.endsOn({ decidedOn: '2023-06-15', facts, members: [somebody()], particulars: null })
  expect(ends?.value).toBe('2024-06-14')
})

const disposable = standard({
  rate: 'DISPOSABLE_INCOME',
  figure: { fen: 2_400_000, per: 'YEAR' },
  effectiveFrom: '2025-01-01',
})
const rigid = (incomeFen: number, spentFen: number, over: Partial<Parameters<typeof assessUnder>[1]> = {}) =>
  assessUnder(rigidExpenditureHousehold, {
    day: '2025-06-15',
    particulars: { incomeFen, spending: [{ kind: 'MEDICAL', fen: spentFen }] },
    published: [disposable],
    ...over,
  })

test('2025-rigid Art.4: spending above the share of income, with income below the local disposable income', () => {
  expect(rigid(2_000_000, 1_200_001).verdict.qualifies).toBe(true)
  expect(rigid(2_000_000, 1_200_000).verdict.grounds).toEqual(['SPENDING'])
  expect(rigid(2_400_000, 2_000_000).verdict.grounds).toEqual(['INCOME'])
})

test('2025-rigid Art.4: the local income is compared as the yearly figure that is printed, never as twelve rounded months', () => {
  const published = [
    standard({ rate: 'DISPOSABLE_INCOME', figure: { fen: 2_400_005, per: 'YEAR' }, effectiveFrom: '2025-01-01' }),
  ]
  // A twelfth is 200,000.416… fen: twelve rounded months would be 2,400,000.
  expect(rigid(2_400_004, 2_000_000, { published }).verdict.qualifies).toBe(true)
  expect(rigid(2_400_005, 2_000_000, { published }).verdict.grounds).toEqual(['INCOME'])
})

test('2025-rigid Art.4: whoever has another status is not certified beside it', () => {
  expect(rigid(1_000_000, 900_000, { held: ['marginalHousehold'] }).verdict.grounds).toEqual(['OTHER_STATUS'])
})

test('before 2025 there is no such status', () => {
  expect(() => rigid(1_000_000, 900_000, { day: '2024-12-31' })).toThrow(
    expect.objectContaining({ code: 'no-ruleset' }),
  )
})
