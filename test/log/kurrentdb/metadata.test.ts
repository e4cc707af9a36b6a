import { expect, test } from 'vitest'
import { InvalidEvent } from '../../../src/log/errors.ts'
import { attemptIn, decodeMetadata, encodeMetadata, newAttempt } from '../../../src/log/kurrentdb/metadata.ts'

const proof = Buffer.from(Array.from({ length: 112 }, (_, index) => 255 - index))
const metadata = {
  proof,
  macKey: 32_767,
  schemaVersion: 258,
  recordedAt: '2026-07-01T08:00:00.000001Z',
  meta: ' {"actor" : "经办", "n":1.0} ',
}

/** What the client gives back of metadata: parsed where it is JSON, else as it was sent. */
const told = (sent: Uint8Array): string | Uint8Array => {
  try {
    return JSON.parse(Buffer.from(sent).toString())
  } catch {
    return sent
  }
}
const encoded = (attempt = newAttempt(), meta = metadata.meta) => told(encodeMetadata({ ...metadata, meta }, attempt))
/** The bytes themselves, as logs of before hold them. */
const bare = (attempt = newAttempt(), meta = metadata.meta) => Buffer.from(String(encoded(attempt, meta)), 'base64')

test('metadata comes back as it went in, envelope byte for byte', () => {
  expect(decodeMetadata(encoded())).toEqual(metadata)
})

test('metadata of a log that holds the bytes themselves comes back too', () => {
  const attempt = newAttempt()
  expect(told(bare())).toBeInstanceOf(Uint8Array)
  expect(decodeMetadata(bare())).toEqual(metadata)
  expect(attemptIn(bare(attempt))).toEqual(attempt)
})

test('the attempt that wrote an event can be read, and none is like another', () => {
  const [first, second] = [newAttempt(), newAttempt()]
  expect(attemptIn(encoded(first))).toEqual(first)
  expect(first).not.toEqual(second)
})

test('the layout never changes: these bytes stand in logs', () => {
  const numbers = '7fff0102'
  const time = Buffer.from(metadata.recordedAt).toString('hex')
  const written = `01${proof.toString('hex')}${numbers}${time}${'07'.repeat(8)}7b7d`
  expect(bare(Buffer.alloc(8, 7), '{}').toString('hex')).toBe(written)
})

test('the client can parse it: an error for every event would cost more than reading it', () => {
  expect(typeof encoded()).toBe('string')
})

test.each<[string, string | Uint8Array]>([
  ['nothing', new Uint8Array()],
  ['bytes of JSON', Buffer.from('{"$correlationId":"1"}')],
  ['text of somebody else', 'of somebody else'],
  ['a later layout', Buffer.concat([Buffer.from([2]), bare().subarray(1)])],
  ['bytes that end too early', bare().subarray(0, 151)],
])('%s is refused', (_, bytes) => {
  expect(() => decodeMetadata(bytes)).toThrow(InvalidEvent)
  expect(() => attemptIn(bytes)).toThrow(InvalidEvent)
})

test('metadata is read where it lies in a larger message', () => {
  const bytes = bare()
  const message = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('after')])
  expect(decodeMetadata(new Uint8Array(message.buffer, message.byteOffset + 6, bytes.length))).toEqual(metadata)
})
