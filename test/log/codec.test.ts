import { createSecretKey } from 'node:crypto'
import { expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { type EventOf, eventSchema, nextVersion, versionsOf } from '../../src/domain/shared/event.ts'
import { personal } from '../../src/domain/shared/personal.ts'
import { codecOf } from '../../src/log/codec.ts'
import { UnknownEvent } from '../../src/log/errors.ts'
import { noStream, type Recorded } from '../../src/log/port.ts'
import { checkProof, sealEvents } from '../../src/log/proof.ts'
import { BrokenSeal } from '../../src/vault/errors.ts'
import { openFields, sealFields } from '../../src/vault/fields.ts'
import { goldenKeys } from '../golden/golden.ts'

const inYuan = eventSchema('IncomeDeclared', z.strictObject({ yuan: z.int() }))
const inFen = nextVersion(inYuan, z.strictObject({ fen: z.int() }))(({ yuan }) => ({ fen: yuan * 100 }))
const withSource = nextVersion(
  inFen,
  z.strictObject({ fen: z.int(), source: z.enum(['REGISTER', 'UNKNOWN']) }),
)(({ fen }) => ({ fen, source: 'UNKNOWN' }))

const codec = codecOf([withSource])

const recorded = (type: string, schemaVersion: number, payload: string): Recorded =>
  ({ type, schemaVersion, payload, meta: '{}', stream: 'case-1', version: 7, position: 93n }) as Recorded

test('an event of the newest version is read as it stands', () => {
  const event = codec.parse(recorded('IncomeDeclared', 3, '{"fen":5,"source":"REGISTER"}'))
  expect(event).toEqual({ type: 'IncomeDeclared', data: { fen: 5, source: 'REGISTER' } })
})

test('an old event climbs through every version in turn', () => {
  const event = codec.parse(recorded('IncomeDeclared', 1, '{"yuan":3}'))
  expect(event).toEqual({ type: 'IncomeDeclared', data: { fen: 300, source: 'UNKNOWN' } })
  expect(codec.parse(recorded('IncomeDeclared', 2, '{"fen":7}')).data).toEqual({ fen: 7, source: 'UNKNOWN' })
})

test('a new version is declared in one place: number, chain and TypeScript type follow from it', () => {
  expect(versionsOf(withSource).map(({ schemaVersion }) => schemaVersion)).toEqual([1, 2, 3])
  expectTypeOf<EventOf<typeof withSource>>().toEqualTypeOf<{
    type: 'IncomeDeclared'
    data: { fen: number; source: 'REGISTER' | 'UNKNOWN' }
  }>()
  expect(codecOf([inFen]).parse(recorded('IncomeDeclared', 1, '{"yuan":3}')).data).toEqual({ fen: 300 })
})

test('an event that was brought up keeps the bytes it was sealed with, and its proof holds', () => {
  const mac = { id: 1, key: createSecretKey(Buffer.alloc(32, 7)) }
  const payload = '{ "yuan" : 3 }'
  const at = '2026-07-01T08:00:00.000001Z'
  const unsealed = { id: '6f1a8e52-3c0b-5d7e-9a41-0b7d5c2e1f01', type: 'IncomeDeclared', schemaVersion: 1, payload }
  const [sealed] = sealEvents('case-1', noStream, [{ ...unsealed, meta: '{}', recordedAt: at }], mac).events
  const event = { ...sealed!, stream: 'case-1', version: 1, position: 1n } as Recorded
  expect(codec.parse(event).data).toEqual({ fen: 300, source: 'UNKNOWN' })
  expect(event).toMatchObject({ payload, schemaVersion: 1 })
  expect(checkProof(event, mac)).toEqual([])
  expect(checkProof({ ...event, payload: '{"yuan":3}' }, mac)).not.toEqual([])
})

test('personal fields climb sealed: they open under their own name, and never under another', () => {
  const person = { personId: z.uuid(), name: personal(z.string()) }
  const first = eventSchema('PersonNamed', z.strictObject(person))
  const withAlias = z.strictObject({ ...person, alias: z.string().nullable() })
  const carried = nextVersion(first, withAlias)((old) => ({ ...old, alias: null }))
  const otherwise = z.strictObject({ personId: z.uuid(), fullName: personal(z.string()) })
  const renamed = nextVersion(first, otherwise)(({ personId, name }) => ({ personId, fullName: name }))
  const personId = '6f1a8e52-3c0b-4d7e-9a41-0b7d5c2e1f01'
  const data = sealFields(first.data, { personId, name: '李示例' }, goldenKeys)
  const stored = recorded('PersonNamed', 1, JSON.stringify(data))
  const opened = openFields(carried.data, codecOf([carried]).parse(stored).data, goldenKeys)
  expect(opened).toEqual({ personId, name: '李示例', alias: null })
  expect(() => openFields(renamed.data, codecOf([renamed]).parse(stored).data, goldenKeys)).toThrow(BrokenSeal)
})

test.each([
  ['of an unknown type', 'IncomeGuessed', 1, 'this program knows no such type'],
  ['of a future version', 'IncomeDeclared', 4, 'this program knows IncomeDeclared up to version 3'],
  ['of a version before the first', 'IncomeDeclared', 0, 'this program knows IncomeDeclared up to version 3'],
])('an event %s stops the reader, which says where and what it knows', (_, type, schemaVersion, known) => {
  const event = recorded(type, schemaVersion, '{}')
  const message = `${type} version ${schemaVersion} at position 93 (case-1, 7): ${known}`
  for (const read of [codec.parse, codec.check]) {
    expect(() => read(event)).toThrow(UnknownEvent)
    expect(() => read(event)).toThrow(message)
  }
})

test('a type that is declared twice is found when the program starts', () => {
  expect(() => codecOf([withSource, inYuan])).toThrow('declared twice')
})

test('a type that nobody has declared cannot be written', () => {
  expect(() => codec.schemaOf('IncomeGuessed')).toThrow('event type IncomeGuessed is not declared')
})
