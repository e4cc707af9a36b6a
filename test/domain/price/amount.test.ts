import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exactFen } from '../../../src/domain/policy/exact-fen.ts'
import { priceAmount } from '../../../src/domain/price/amount.ts'

const facts = { standard: exactFen(57_000), rise: 630, factor: 1, floorFen: 0 }

describe('the subsidy per person', () => {
  test('is standard × rise, half up to whole yuan: 570 × 6.3 % = 35.91, so 36', () => {
    expect(priceAmount(facts)).toBe(3_600)
  })
  test('is rounded after the factor: 71.82, so 72', () => {
    expect(priceAmount({ ...facts, factor: 2 })).toBe(7_200)
    // Rounded before it, 17.5 yuan would double to 36.
    expect(priceAmount({ ...facts, standard: exactFen(50_000), rise: 350, factor: 2 })).toBe(3_500)
  })
  test('rounds a half up and less than a half down', () => {
    expect(priceAmount({ ...facts, standard: exactFen(50_000), rise: 310 })).toBe(1_600)
    expect(priceAmount({ ...facts, standard: exactFen(50_000), rise: 309 })).toBe(1_500)
  })
  test('is rounded once where the standard is a year’s: 3,100 ÷ 12 × 6 % is 15.50, so 16', () => {
    expect(priceAmount({ ...facts, standard: exactFen(310_000, 12), rise: 300, factor: 2 })).toBe(1_600)
    // 258.33, rounded before, would have come to 15.
    expect(priceAmount({ ...facts, standard: exactFen(25_833), rise: 300, factor: 2 })).toBe(1_500)
  })
  test('never lies below the floor of the place [local-guilin, local-fujian]', () => {
    expect(priceAmount({ ...facts, rise: 100, floorFen: 1_000 })).toBe(1_000)
    expect(priceAmount({ ...facts, floorFen: 3_000 })).toBe(3_600)
  })
  test('is whole yuan, within half a yuan of the exact sum, whatever standard and rise', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5_000, max: 300_000 }),
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 1, max: 2 }),
        (standardFen, rise, factor) => {
          const fen = priceAmount({ standard: exactFen(standardFen), rise, factor, floorFen: 0 })
          const twiceOff = 2 * (fen * 10_000 - standardFen * rise * factor)
          return fen % 100 === 0 && twiceOff <= 1_000_000 && twiceOff > -1_000_000
        },
      ),
    )
  })
})
