import { expect, test } from 'vitest'
import { checkEncoded, encodeJson } from '../../src/log/encode.ts'
import { InvalidEvent } from '../../src/log/errors.ts'

test('strings, whole numbers, booleans, null, lists and plain objects become JSON text in their own order', () => {
  const value = { 姓名: '张三 😀', fen: 9_007_199_254_740_991, held: true, none: null, list: ['b', 1, { a: -1 }] }
  expect(encodeJson(value)).toBe(
    '{"姓名":"张三 😀","fen":9007199254740991,"held":true,"none":null,"list":["b",1,{"a":-1}]}',
  )
})

test.each([
  ['a float', { fen: 1.5 }],
  ['a number past 2^53', { fen: 2 ** 53 }],
  ['not a number', { fen: Number.NaN }],
  ['infinity', [Number.POSITIVE_INFINITY]],
  ['a Date', { on: new Date(0) }],
  ['undefined in an object', { reason: undefined }],
  ['undefined itself', undefined],
  ['a hole in a list', new Array(1)],
  ['a big integer', 1n],
  ['a function', () => 1],
  ['a map', new Map([['a', 1]])],
  ['NUL', { text: 'a\0b' }],
  ['NUL in a name', { 'a\0': 1 }],
  ['a lone high surrogate', '\ud83d'],
  ['a lone low surrogate', ['\ude00']],
])('%s is refused', (_, value) => {
  expect(() => encodeJson(value)).toThrow(InvalidEvent)
})

test('the refusal names the place', () => {
  expect(() => encodeJson({ items: [{ fen: 0.1 }] })).toThrow('.items[0].fen is 0.1')
})

test('nesting without end is refused, not an exhausted stack', () => {
  const ring: { self?: unknown } = {}
  ring.self = ring
  expect(() => encodeJson(ring)).toThrow(InvalidEvent)
})

test.each(['"\\u0000"', '{"a":"x\\ud800y"}', '"\\uDFFF"', '"\\\\\\u0000"', '"a\0"', '"\ud800"'])(
  'JSON text %j is refused before it is stored',
  (text) => {
    expect(() => checkEncoded(text)).toThrow(InvalidEvent)
  },
)

test.each(['"\\\\u0000"', '"\\u001f"', '"C:\\\\ud800"', '{"b":1.0, "a":1e2}', '"😀"'])(
  'JSON text %j is taken as it is',
  (text) => {
    expect(() => checkEncoded(text)).not.toThrow()
  },
)
