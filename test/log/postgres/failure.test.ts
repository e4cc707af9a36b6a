import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { isUnknown } from '../../../src/log/postgres/failure.ts'

const told = (code: string, severity: string): pg.DatabaseError =>
  Object.assign(new pg.DatabaseError('as the server says it', 0, 'error'), { code, severity })

describe('what a failed statement leaves open', () => {
  test.each([
    ['53100', 'ERROR', 'no room for a row'],
    ['40P01', 'ERROR', 'a deadlock'],
    ['57014', 'ERROR', 'too slow'],
    ['22P02', 'ERROR', 'no JSON'],
    ['42501', 'ERROR', 'no right'],
    ['25P03', 'FATAL', 'a program that stood still within a transaction'],
  ])('%s, %s (%s) was rolled back', (code, severity) => {
    expect(isUnknown(told(code, severity))).toBe(false)
  })

  test.each([
    ['53100', 'PANIC', 'no room for the write-ahead log: the commit may be in the part that was written'],
    ['53100', '比致命错误还过分的错误', 'the same from a server that speaks Chinese'],
    ['42501', 'PANIC', 'a disk that can only be read from now on'],
    ['58030', 'PANIC', 'a disk that fails'],
    ['57P01', 'FATAL', 'a server that is shut down'],
  ])('%s, %s (%s) may have been written', (code, severity) => {
    expect(isUnknown(told(code, severity))).toBe(true)
  })

  test('a connection that is lost may have carried it', () => {
    expect(isUnknown(new Error('Connection terminated unexpectedly'))).toBe(true)
  })
})
