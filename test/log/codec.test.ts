import { expect, test } from 'vitest'
import { z } from 'zod'
import { eventSchema } from '../../src/domain/shared/event.ts'
import { codecOf } from '../../src/log/codec.ts'
import { UnknownEvent } from '../../src/log/errors.ts'
import type { Recorded } from '../../src/log/port.ts'

const IncomeDeclared = eventSchema('IncomeDeclared', z.strictObject({ fen: z.int(), source: z.string() }), 3)

const codec = codecOf(
  [IncomeDeclared],
  [
    { type: 'IncomeDeclared', from: 1, up: (data) => ({ fen: (data as { yuan: number }).yuan * 100 }) },
    { type: 'IncomeDeclared', from: 2, up: (data) => ({ ...(data as { fen: number }), source: 'UNKNOWN' }) },
  ],
)

const recorded = (type: string, schemaVersion: number, payload: string): Recorded =>
  ({ type, schemaVersion, payload, meta: '{}', stream: 'case-1', version: 1 }) as Recorded

test('an event of the newest version is read as it stands', () => {
  const event = codec.parse(recorded('IncomeDeclared', 3, '{"fen":5,"source":"WAGES"}'))
  expect(event).toEqual({ type: 'IncomeDeclared', data: { fen: 5, source: 'WAGES' } })
})

test('an old event climbs through every version in turn', () => {
  const event = codec.parse(recorded('IncomeDeclared', 1, '{"yuan":3}'))
  expect(event).toEqual({ type: 'IncomeDeclared', data: { fen: 300, source: 'UNKNOWN' } })
})

test('an unknown type and a version newer than the program stop the reader', () => {
  expect(() => codec.parse(recorded('IncomeGuessed', 1, '{}'))).toThrow(UnknownEvent)
  expect(() => codec.parse(recorded('IncomeDeclared', 4, '{}'))).toThrow(UnknownEvent)
  expect(() => codec.schemaOf('IncomeGuessed')).toThrow(UnknownEvent)
})

test('a gap in the chain of upcasters, or a type declared twice, is found when the program starts', () => {
  expect(() => codecOf([IncomeDeclared])).toThrow('no upcaster for IncomeDeclared from version 1')
  expect(() => codecOf([IncomeDeclared, IncomeDeclared])).toThrow('declared twice')
})
