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

test('metadata comes back as it went in, envelope byte for byte', () => {
  expect(decodeMetadata(encodeMetadata(metadata, newAttempt()))).toEqual(metadata)
})

test('the attempt that wrote an event can be read, and none is like another', () => {
  const [first, second] = [newAttempt(), newAttempt()]
  expect(attemptIn(encodeMetadata(metadata, first))).toEqual(first)
  expect(first).not.toEqual(second)
})

test('the layout never changes: these bytes stand in logs', () => {
  const bytes = encodeMetadata({ ...metadata, meta: '{}' }, Buffer.alloc(8, 7))
  const numbers = '7fff0102'
  const time = Buffer.from(metadata.recordedAt).toString('hex')
  expect(bytes.toString('hex')).toBe(`01${proof.toString('hex')}${numbers}${time}${'07'.repeat(8)}7b7d`)
})

test('metadata is never taken for JSON by the client', () => {
  expect(() => JSON.parse(encodeMetadata(metadata, newAttempt()).toString())).toThrow(SyntaxError)
})

test.each<[string, Uint8Array]>([
  ['nothing', new Uint8Array()],
  ['JSON', Buffer.from('{"$correlationId":"1"}')],
  ['a later layout', Buffer.concat([Buffer.from([2]), encodeMetadata(metadata, newAttempt()).subarray(1)])],
  ['bytes that end too early', encodeMetadata(metadata, newAttempt()).subarray(0, 151)],
])('%s is refused', (_, bytes) => {
  expect(() => decodeMetadata(bytes)).toThrow(InvalidEvent)
  expect(() => attemptIn(bytes)).toThrow(InvalidEvent)
})

test('metadata is read where it lies in a larger message', () => {
  const bytes = encodeMetadata(metadata, newAttempt())
  const message = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('after')])
  expect(decodeMetadata(new Uint8Array(message.buffer, message.byteOffset + 6, bytes.length))).toEqual(metadata)
})
