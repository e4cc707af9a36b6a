import { expect, test } from 'vitest'
import { LogHalted } from '../../../src/log/errors.ts'
import { compareCursors, cursorAt, cursorOf, placeOf, positionOf } from '../../../src/log/kurrentdb/cursor.ts'
import type { Cursor } from '../../../src/log/port.ts'

test('a place is a cursor and back', () => {
  const place = { commit: 9_007_199_254_740_993n, prepare: 5n }
  expect(cursorOf(place)).toBe('kdb:9007199254740993/5')
  expect(placeOf(cursorOf(place))).toEqual(place)
})

test('a position is the place of an event that was appended in one piece', () => {
  expect(cursorAt(12n)).toBe('kdb:12/12')
  expect(positionOf(cursorAt(12n))).toBe(12n)
})

test('cursors are ordered by number, not by text, commits first', () => {
  const sorted = ['kdb:2/9', 'kdb:10/1', 'kdb:10/3', 'kdb:10/20'] as Cursor[]
  for (const [index, cursor] of sorted.entries()) {
    expect(compareCursors(cursor, cursor)).toBe(0)
    for (const later of sorted.slice(index + 1)) {
      expect(compareCursors(cursor, later)).toBeLessThan(0)
      expect(compareCursors(later, cursor)).toBeGreaterThan(0)
    }
  }
})

test('a cursor of the other engine is a mistake that a person must put right, and says so', () => {
  expect(() => positionOf('pg:12' as Cursor)).toThrow(LogHalted)
  expect(() => positionOf('pg:12' as Cursor)).toThrow('a log on PostgreSQL')
})

test.each(['', 'kdb:', 'kdb:1', 'kdb:-1/1', 'kdb:1/1x', 'other:1'])('%j is no cursor', (text) => {
  expect(() => placeOf(text as Cursor)).toThrow(RangeError)
})
