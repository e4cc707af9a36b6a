import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BrokenSeal } from '../../src/vault/errors.ts'
import { freshKey, openValue, sealValue } from '../../src/vault/seal.ts'

const key = freshKey()

describe('a sealed value', () => {
  test('opens to what it was, whatever it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value))
        expect(openValue(key, 'p1', 'name', sealValue(key, 'p1', 'name', plain))).toEqual(plain)
      }),
    )
  })

  test('is text of letters that JSON need not escape, never twice the same', () => {
    const sealed = sealValue(key, 'p1', 'name', '王')
    expect(sealed).toMatch(/^sealed:1:[\w-]+$/)
    expect(sealValue(key, 'p1', 'name', '王')).not.toBe(sealed)
  })

  test('is as long for nothing as for an ID number', () => {
    const lengths = [null, false, '王', '1990-01-01', '990101199001010015'].map(
      (value) => sealValue(key, 'p1', 'f', value).length,
    )
    expect(new Set(lengths).size).toBe(1)
  })

  test('opens only with its key, for its person and its field', () => {
    const sealed = sealValue(key, 'p1', 'name', '王')
    expect(() => openValue(freshKey(), 'p1', 'name', sealed)).toThrow(BrokenSeal)
    expect(() => openValue(key, 'p2', 'name', sealed)).toThrow(BrokenSeal)
    expect(() => openValue(key, 'p1', 'address', sealed)).toThrow(BrokenSeal)
  })

  test('does not open when any character was changed, cut off or put in front', () => {
    const sealed = sealValue(key, 'p1', 'name', '王')
    const body = 'sealed:1:'.length
    for (let index = body; index < sealed.length; index += 1) {
      const other = sealed[index] === 'A' ? 'B' : 'A'
      const altered = sealed.slice(0, index) + other + sealed.slice(index + 1)
      expect(() => openValue(key, 'p1', 'name', altered)).toThrow(BrokenSeal)
    }
    for (const broken of ['王', 'sealed:1:', 'sealed:1:AAAA', sealed.slice(0, -4), sealed.replace(':1:', ':2:')])
      expect(() => openValue(key, 'p1', 'name', broken)).toThrow(BrokenSeal)
  })
})
