import { createHash, createHmac, createSecretKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { InvalidEvent } from '../../src/log/errors.ts'
import { eventIdOf } from '../../src/log/event-id.ts'
import { type NewEvent, noStream, type Recorded } from '../../src/log/port.ts'
import { checkProof, entryOf, leafOf, type MacKey, previousLeafOf, sealEvents } from '../../src/log/proof.ts'

const mac: MacKey = { id: 7, key: createSecretKey(Buffer.alloc(32, 1)) }
const command = '0198c2a0-0000-7000-8000-000000000001'
const stream = 'case-0198c2a0-0000-7000-8000-00000000000a'

const unsealed = (index: number) => ({
  id: eventIdOf(command, stream, index),
  type: 'IncomeDeclared',
  schemaVersion: 2,
  payload: `{"姓名":"张三","fen":${index}}`,
  meta: '{"actor":"w1"}',
  recordedAt: '2026-07-01T08:00:00.000001Z',
})

const asRecorded = (event: NewEvent, version: number): Recorded =>
  ({ ...event, stream, version, position: BigInt(version), cursor: 'pg:1' }) as Recorded

const seal = (count: number): Recorded[] =>
  sealEvents(
    stream,
    noStream,
    Array.from({ length: count }, (_, index) => unsealed(index)),
    mac,
  ).events.map((event, index) => asRecorded(event, index + 1))

const sha256 = (...parts: (Buffer | string)[]): Buffer => {
  const digest = createHash('sha256')
  for (const part of parts) digest.update(part)
  return digest.digest()
}

test('an entry has exactly the published bytes', () => {
  const [event] = seal(1) as [Recorded]
  const salt = event.proof.subarray(0, 16)
  const lines =
    'case-event/1\n' +
    `${event.id} ${stream} 1 IncomeDeclared@2 2026-07-01T08:00:00.000001Z\n` +
    `${sha256('\x01', salt, event.payload).toString('base64')} ` +
    `${sha256('\x02', salt, event.meta).toString('base64')} ${Buffer.alloc(32).toString('base64')}\n`
  const code = createHmac('sha256', Buffer.alloc(32, 1)).update(lines).digest()
  const entry = `${lines}7 ${code.toString('base64')}\n`
  expect(entryOf(event)).toBe(entry)
  expect(leafOf(event.proof)).toEqual(sha256(Buffer.of(0), entry))
  expect(event.proof.subarray(80)).toEqual(code)
  expect(event.proof).toHaveLength(112)
})

test('each event carries the leaf before it, the first one 32 zero bytes', () => {
  const [first, second, third] = seal(3) as [Recorded, Recorded, Recorded]
  expect(previousLeafOf(first.proof)).toEqual(Buffer.alloc(32))
  expect(previousLeafOf(second.proof)).toEqual(leafOf(first.proof))
  expect(previousLeafOf(third.proof)).toEqual(leafOf(second.proof))
})

test('the tip after sealing is the version and leaf of the last event', () => {
  const { events, tip } = sealEvents(stream, { version: 4, leaf: Buffer.alloc(32, 9) }, [unsealed(0), unsealed(1)], mac)
  expect(tip.version).toBe(6)
  expect(tip.leaf).toEqual(leafOf((events[1] as NewEvent).proof))
  expect(sealEvents(stream, tip, [], mac).tip).toEqual(tip)
})

test('the same event sealed twice has another salt and so another leaf', () => {
  const [one] = seal(1) as [Recorded]
  const [other] = seal(1) as [Recorded]
  expect(one.proof.subarray(0, 16)).not.toEqual(other.proof.subarray(0, 16))
  expect(leafOf(one.proof)).not.toEqual(leafOf(other.proof))
})

describe('checking a proof', () => {
  const [event] = seal(1) as [Recorded]

  test('finds nothing wrong with what was sealed', () => {
    expect(checkProof(event, mac)).toEqual([])
    expect(checkProof(event)).toEqual([])
  })

  test.each<[string, Partial<Recorded>]>([
    ['payload', { payload: event.payload.replace('0', '9') }],
    ['spelling of the payload', { payload: event.payload.replace(',', ', ') }],
    ['meta', { meta: '{"actor":"w2"}' }],
    ['stream', { stream: 'case-1' }],
    ['version', { version: 2 }],
    ['type', { type: 'IncomeWithdrawn' }],
    ['schema version', { schemaVersion: 1 }],
    ['recorded time', { recordedAt: '2026-07-01T08:00:00.000002Z' }],
    ['id', { id: eventIdOf(command, stream, 5) }],
    ['key number', { macKey: 8 }],
  ])('finds another %s', (_, change) => {
    expect(checkProof({ ...event, ...change })).toEqual(['leaf'])
  })

  test('finds any flipped byte of the proof', () => {
    for (let place = 0; place < event.proof.length; place++) {
      const proof = Buffer.from(event.proof)
      proof[place] = (proof[place] as number) ^ 1
      expect(checkProof({ ...event, proof }, mac), `byte ${place}`).not.toEqual([])
    }
  })

  test('finds an event forged with a consistent leaf but without the key', () => {
    const forger: MacKey = { id: 7, key: createSecretKey(Buffer.alloc(32, 2)) }
    const [forged] = sealEvents(stream, noStream, [unsealed(0)], forger).events as [NewEvent]
    expect(checkProof(asRecorded(forged, 1))).toEqual([])
    expect(checkProof(asRecorded(forged, 1), mac)).toEqual(['mac'])
  })

  test('finds a field that could never have been sealed', () => {
    expect(checkProof({ ...event, type: 'Income Declared' }, mac)).toEqual(['fields'])
  })

  test('says when it was given another key, and when the proof is cut', () => {
    expect(checkProof(event, { ...mac, id: 8 })).toEqual(['mac-key'])
    expect(checkProof({ ...event, proof: event.proof.subarray(0, 80) }, mac)).toEqual(['proof-length'])
  })
})

test.each(['case 1', 'case\n1', 'case-é', ''])(
  'a stream named %j cannot be sealed: fields could be confused',
  (name) => {
    expect(() => sealEvents(name, noStream, [unsealed(0)], mac)).toThrow(InvalidEvent)
  },
)
