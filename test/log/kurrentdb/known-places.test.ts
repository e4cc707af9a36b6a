import { expect, test } from 'vitest'
import { makeKnownPlaces } from '../../../src/log/kurrentdb/known-places.ts'

test('the last known place before a position is found, however far back it lies', () => {
  const places = makeKnownPlaces()
  for (const position of [1_000n, 1_200n, 5_000_000n, 90_000_000n]) places.note(position)
  expect(places.before(999n)).toBeUndefined()
  expect(places.before(1_000n)).toBe(1_000n)
  expect(places.before(4_999_999n)).toBe(1_000n)
  expect(places.before(89_999_999n)).toBe(5_000_000n)
  expect(places.before(10n ** 9n)).toBe(90_000_000n)
})

test('of many events few places are kept, the first of each stretch', () => {
  const places = makeKnownPlaces()
  for (let position = 1_000_000n; position > 0n; position -= 1_000n) places.note(position)
  expect(places.before(999_999n)).toBe(1_000n)
})
