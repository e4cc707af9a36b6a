import { expect, test } from 'vitest'
import type { Cursor, Recorded } from '../../src/log/port.ts'
import { compareCursors, cursorAt, positionOf } from '../../src/log/postgres/cursor.ts'
import { openRecent } from '../../src/projections/recent.ts'

const event = (position: number, type: string, text = '{}'): Recorded => ({
  id: `00000000-0000-4000-8000-${String(position).padStart(12, '0')}`,
  stream: 'case-1',
  version: position,
  position: BigInt(position),
  cursor: cursorAt(BigInt(position)),
  type,
  schemaVersion: 1,
  payload: text,
  meta: '{}',
  proof: Buffer.alloc(0),
  macKey: 1,
  recordedAt: '2023-05-08T00:00:00.000000Z',
})

const at = (position: number): Cursor => cursorAt(BigInt(position))
const openAt = (from: Cursor | undefined) => openRecent({ compare: compareCursors }, from)
const seen = (page: { events: readonly Recorded[]; scannedTo: Cursor } | undefined) =>
  page && { events: page.events.map(({ position }) => Number(position)), scannedTo: Number(positionOf(page.scannedTo)) }

test('a page holds the wanted types after the cursor, and says how far it looked', () => {
  const recent = openAt(at(10))
  recent.add([event(11, 'A'), event(12, 'B'), event(13, 'A')], at(13))
  recent.add([event(14, 'C'), event(15, 'A')], at(17))
  expect(seen(recent.pageAfter(at(10), ['A'], 10))).toEqual({ events: [11, 13, 15], scannedTo: 17 })
  expect(seen(recent.pageAfter(at(11), ['A', 'B'], 10))).toEqual({ events: [12, 13, 15], scannedTo: 17 })
  expect(seen(recent.pageAfter(at(13), ['B'], 10))).toEqual({ events: [], scannedTo: 17 })
  expect(seen(recent.pageAfter(at(17), ['A'], 10))).toEqual({ events: [], scannedTo: 17 })
})

test('a full page ends at its last event, so that the next one begins there', () => {
  const recent = openAt(undefined)
  recent.add([event(1, 'A'), event(2, 'A'), event(3, 'A')], at(3))
  expect(seen(recent.pageAfter(undefined, ['A'], 2))).toEqual({ events: [1, 2], scannedTo: 2 })
  expect(seen(recent.pageAfter(at(2), ['A'], 2))).toEqual({ events: [3], scannedTo: 3 })
})

test('what came before it began, or before anything came, is not at hand', () => {
  const recent = openAt(at(10))
  expect(recent.pageAfter(at(10), ['A'], 1)).toBeUndefined()
  recent.add([event(11, 'A')], at(11))
  expect(recent.pageAfter(at(9), ['A'], 1)).toBeUndefined()
  expect(recent.pageAfter(undefined, ['A'], 1)).toBeUndefined()
})

test('the oldest are forgotten, by number and by size, and a page never skips them in silence', () => {
  const recent = openAt(at(0))
  const many = Array.from({ length: 12_000 }, (_, index) => event(index + 1, 'A'))
  recent.add(many, at(12_000))
  expect(recent.pageAfter(at(1_999), ['A'], 1)).toBeUndefined()
  expect(seen(recent.pageAfter(at(2_000), ['A'], 1))).toEqual({ events: [2_001], scannedTo: 2_001 })
  const large = Array.from({ length: 20 }, (_, index) => event(12_001 + index, 'A', ' '.repeat(1024 * 1024)))
  recent.add(large, at(12_020))
  expect(recent.pageAfter(at(12_003), ['A'], 1)).toBeUndefined()
  expect(seen(recent.pageAfter(at(12_004), ['A'], 99))?.events).toHaveLength(16)
})
