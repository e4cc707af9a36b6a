import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkDigitOf, parseIdNumber } from '../../../src/domain/person/id-number.ts'

const numberOf = (first17: string): string => first17 + checkDigitOf(first17)

describe('an ID number', () => {
  test('of the standard’s own example has the check character X', () => {
    expect(checkDigitOf('11010519491231002')).toBe('X')
    expect(parseIdNumber('11010519491231002X')).toEqual({ area: '110105', birthDate: '1949-12-31', sex: 'FEMALE' })
  })

  test('may have an unassigned area', () => {
    expect(parseIdNumber(numberOf('99010119800101001'))).toEqual({
      area: '990101',
      birthDate: '1980-01-01',
      sex: 'MALE',
    })
  })

  test('of the wrong shape is refused', () => {
    for (const text of [
      '',
      '11010519491231002x',
      '110105491231002',
      '1101051949123100200',
      '01010519491231002X',
      '１1010519491231002X',
    ])
      expect(() => parseIdNumber(text)).toThrow('id-number-malformed')
  })

  test('with a day that never was is refused', () => {
    expect(() => parseIdNumber(numberOf('99010119990230001'))).toThrow('id-number-birth-date')
    expect(() => parseIdNumber(numberOf('99010119991301001'))).toThrow('id-number-birth-date')
    expect(parseIdNumber(numberOf('99010120000229001')).birthDate).toBe('2000-02-29')
  })

  test('with any one digit mistyped, or two neighbours swapped, is refused', () => {
    const digits = fc.tuple(fc.nat(999), fc.nat(16), fc.integer({ min: 1, max: 9 }))
    fc.assert(
      fc.property(digits, ([sequence, place, shift]) => {
        const right = numberOf(`99010119800101${String(sequence).padStart(3, '0')}`)
        const typed = (Number(right[place]) + shift) % 10
        expect(() => parseIdNumber(right.slice(0, place) + typed + right.slice(place + 1))).toThrow('id-number-')
        const [a, b] = [right.charAt(place), right.charAt(place + 1)]
        if (a !== b && place < 16)
          expect(() => parseIdNumber(right.slice(0, place) + b + a + right.slice(place + 2))).toThrow('id-number-')
      }),
    )
  })
})
