import { describe, expect, test } from 'vitest'
import { parseJsonBody } from '../../src/http/json-body.ts'
import { HttpRefused } from '../../src/http/refusals.ts'

const refusalOf = (body: string | Uint8Array): { code: string; pointer: string | undefined } | undefined => {
  try {
    parseJsonBody(typeof body === 'string' ? Buffer.from(body) : body)
    return undefined
  } catch (error) {
    if (!(error instanceof HttpRefused)) throw error
    return { code: error.code, pointer: error.details.pointer }
  }
}

const BACKSLASH = '\\'

describe('a JSON body', () => {
  test('of ordinary things is read as it is', () => {
    const value = { 名: '张"三"\\', n: [0, -1, 9007199254740991, true, false, null, {}, [], ''], pair: '😀' }
    expect(parseJsonBody(Buffer.from(JSON.stringify(value)))).toEqual(value)
    expect(parseJsonBody(Buffer.from(' \t\r\n{ "a" : [ 1 , 2 ] } \n'))).toEqual({ a: [1, 2] })
    expect(parseJsonBody(Buffer.from(`{"a":"${BACKSLASH}ud83d${BACKSLASH}ude00"}`))).toEqual({ a: '😀' })
  })

  test.each([
    '9007199254740992',
    '9007199254740993',
    '1.0000000000000001',
    '1.0',
    '1e2',
    '1E2',
    '-0',
    '1e400',
    '01',
    '-',
  ])('is refused with the number %s', (literal) => {
    expect(refusalOf(`{"items":[0,{"fen":${literal}}]}`)).toEqual({ code: 'json-number', pointer: '/items/1/fen' })
  })

  test('takes digits of any kind inside a text', () => {
    expect(parseJsonBody(Buffer.from('{"a":"1e400 -0 1.5"}'))).toEqual({ a: '1e400 -0 1.5' })
  })

  test.each([
    ['{"a":1,"b":2,"a":3}', '/a'],
    [`{"a":1,"${BACKSLASH}u0061":3}`, '/a'],
    ['{"x":{"":1,"":2}}', '/x/'],
    ['{"x/y":{"~":1,"~":2}}', '/x~1y/~0'],
  ])('is refused when it names a key twice: %s', (body, pointer) => {
    expect(refusalOf(body)).toEqual({ code: 'json-duplicate-key', pointer })
  })

  test('may use a key again in another object', () => {
    expect(refusalOf('{"a":{"a":1},"b":[{"a":1},{"a":2}]}')).toBeUndefined()
  })

  test.each(['__proto__', 'constructor', `__proto${BACKSLASH}u005f_`])('is refused with the key %s', (key) => {
    expect(refusalOf(`{"a":{"${key}":1}}`)?.code).toBe('json-forbidden-key')
  })

  test('is refused with NUL in a text or key', () => {
    expect(refusalOf(`{"a":["x","b${BACKSLASH}u0000"]}`)).toEqual({ code: 'json-nul', pointer: '/a/1' })
    expect(refusalOf(`{"b${BACKSLASH}u0000":1}`)?.code).toBe('json-nul')
  })

  test.each(['ud800', 'udc00', `ud800${BACKSLASH}u0041`, `udc00${BACKSLASH}ud800`])(
    'is refused with the lone surrogate %s',
    (half) => {
      expect(refusalOf(`{"a":"${BACKSLASH}${half}"}`)).toEqual({ code: 'json-lone-surrogate', pointer: '/a' })
    },
  )

  test('is refused when it is not UTF-8', () => {
    expect(refusalOf(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]))?.code).toBe('body-not-utf8')
    expect(refusalOf(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))?.code).toBe('body-not-utf8')
    expect(refusalOf(Buffer.from([0x22, 0xc0, 0x80, 0x22]))?.code).toBe('body-not-utf8')
  })

  test('is refused when it begins with a byte order mark', () => {
    expect(refusalOf(Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]))?.code).toBe('body-has-bom')
  })

  test('may be nested 32 deep and no deeper', () => {
    expect(refusalOf('['.repeat(32) + ']'.repeat(32))).toBeUndefined()
    expect(refusalOf('['.repeat(33) + ']'.repeat(33))?.code).toBe('json-too-deep')
    expect(refusalOf('{"a":'.repeat(20_000))?.code).toBe('json-too-deep')
  })

  test('may be wide: depth counts what is open, not what was', () => {
    expect(refusalOf(`[${Array.from({ length: 100 }, () => '[]').join()}]`)).toBeUndefined()
  })

  test.each([
    '{',
    '{"a"}',
    '{"a":1,}',
    '[1 2]',
    '"a',
    `"${BACKSLASH}x"`,
    'NaN',
    "{'a':1}",
    '{"a":1}}',
    ']',
    '"a\nb"',
    '+1',
    'truex',
  ])('is refused when it is not JSON: %s', (body) => {
    expect(refusalOf(body)?.code).toBe('json-syntax')
  })

  test('is missing when it is empty', () => {
    expect(refusalOf('')?.code).toBe('body-missing')
  })

  test('never echoes more than 100 characters of itself', () => {
    const pointer = refusalOf(`{"${'k'.repeat(5000)}":1.5}`)?.pointer
    expect(pointer).toHaveLength(100)
  })

  test('of many escapes or an open text is read in one pass', () => {
    const long = `["${`${BACKSLASH}n`.repeat(30_000)}`
    expect(refusalOf(long)?.code).toBe('json-syntax')
    expect(refusalOf(`${long}"]`)).toBeUndefined()
  })
})
