import fc from 'fast-check'
import { expect, test } from 'vitest'
import { priceDecider } from '../../../src/domain/price/decide.ts'
import { noPrices } from '../../../src/domain/price/state.ts'
import { addMonths } from '../../../src/domain/shared/day.ts'
import { COUNTY, declare, knowing, published } from './prices.ts'

/** The mechanism as the notices print it, from an index month on: thresholds in hundredths of a per cent, groups, factor. */
const printed = [
  { from: '2016-08', cpi: 350, food: 600, groups: 4, factor: 1 },
  { from: '2020-03', cpi: 350, food: 600, groups: 7, factor: 2 },
  { from: '2020-07', cpi: 350, food: 600, groups: 4, factor: 1 },
  { from: '2021-11', cpi: 350, food: 600, groups: 7, factor: 1 },
  { from: '2022-08', cpi: 300, food: 600, groups: 9, factor: 1 },
  { from: '2023-03', cpi: 350, food: 600, groups: 7, factor: 1 },
]

const months = fc.integer({ min: 0, max: 118 }).map((back) => addMonths('2016-08', back))
// Around the thresholds, where one hundredth decides.
const rises = fc.oneof(fc.integer({ min: -200, max: 900 }), fc.constantFrom(299, 300, 349, 350, 599, 600))

test('invariant 17: a month is declared only where an index meets its own version, with the groups and factor of that', () => {
  fc.assert(
    fc.property(months, rises, rises, (month, cpi, food) => {
      const facts = [published('CPI', month, cpi), published('FOOD_CPI', month, food)]
      const [first] = priceDecider.decide(declare(month, COUNTY), noPrices, knowing(facts))
      const version = printed.findLast(({ from }) => from <= month)
      const met = [...(version && cpi >= version.cpi ? [cpi] : []), ...(version && food >= version.food ? [food] : [])]
      if (met.length === 0) expect(first?.type).toBe('PriceTriggerNotMet')
      else {
        expect(first).toMatchObject({
          type: 'PriceTriggerDeclared',
          data: { rise: Math.max(...met), factor: version?.factor },
        })
        expect(first?.type === 'PriceTriggerDeclared' && first.data.groups).toHaveLength(version?.groups ?? 0)
      }
    }),
    { numRuns: 300 },
  )
})
