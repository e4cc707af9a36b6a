import { expect, test } from 'vitest'
import { defaultOf, generalParameters } from '../../../src/domain/policy/parameters.ts'

test('every parameter has defaults that are sorted, allowed, cited, and reach back before any case', () => {
  for (const { defaults, value } of Object.values(generalParameters)) {
    const days = defaults.map(({ effectiveFrom }) => effectiveFrom)
    expect(days).toEqual([...new Set(days)].sort())
    expect(days[0]! < '1997-09-02').toBe(true)
    for (const row of defaults) {
      expect(row.source).not.toBe('')
      expect(value.safeParse(row.value).success).toBe(true)
    }
  }
})

test('the basic pension does not count from 2021-07-01 to 2025-12-31', () => {
  const counted = (day: string) => defaultOf(generalParameters, 'basicPensionCounted', day).value
  expect(counted('2021-06-30')).toBe('true')
  expect(counted('2021-07-01')).toBe('false')
  expect(counted('2025-12-31')).toBe('false')
  expect(counted('2026-01-01')).toBe('true')
})

test('the cost of employment is a whole percentage', () => {
  const allowed = (text: string) => generalParameters.employmentCostPercent.value.safeParse(text).success
  expect(['0', '20', '100'].every(allowed)).toBe(true)
  expect(['-1', '101', '0.2', '20%', ''].some(allowed)).toBe(false)
})
