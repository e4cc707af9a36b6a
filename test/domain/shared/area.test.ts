import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  digitsOf,
  isBelowCounty,
  isCounty,
  isTownship,
  isWithin,
  NATION,
  withAncestors,
} from '../../../src/domain/shared/area.ts'

describe('a county', () => {
  test.each([
    ['110101', true, 'a district of a city'],
    ['330681', true, 'a city of the county level'],
    ['429004', true, 'a city right below its province'],
    ['620200', true, '嘉峪关, which has no counties'],
    ['441900', true, '东莞, which has none'],
    ['442000', true, '中山, which has none'],
    ['460400', true, '儋州, which has none'],
    ['330600', false, 'a city with counties'],
    ['330000', false, 'a province'],
    [NATION, false, 'the nation'],
    ['441900003', false, 'a township'],
    ['330681101201', false, 'a village'],
  ])('is %s: %s (%s)', (area, is) => {
    expect(isCounty(area)).toBe(is)
  })
})

test('townships and villages lie below the county, and only townships are townships', () => {
  const codes = [NATION, '330681', '330681101', '330681101201']
  expect(codes.filter(isBelowCounty)).toEqual(['330681101', '330681101201'])
  expect(codes.filter(isTownship)).toEqual(['330681101'])
})

test('a township of a city without counties lies in the city, its province and the nation', () => {
  expect(withAncestors('441900003')).toEqual(['441900003', '441900', '440000', NATION])
})

test('a code lies in an area exactly when it begins with the digits of the area', () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9][0-9]{${length - 1}}$`))
  const code = fc.oneof(digits(6), digits(9), digits(12))
  const place = fc.tuple(code, fc.nat(5)).map(([area, up]) => withAncestors(area).at(up) ?? NATION)
  fc.assert(
    fc.property(code, place, fc.boolean(), (area, elsewhere, inside) => {
      const scope = inside ? (withAncestors(area).at(elsewhere.length % 5) ?? NATION) : elsewhere
      expect(isWithin(area, scope)).toBe(area.startsWith(digitsOf(scope)))
    }),
  )
})
