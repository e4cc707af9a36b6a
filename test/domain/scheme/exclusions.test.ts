import { describe, expect, test } from 'vitest'
import {
  bearingFromAfar,
  bearingOn,
  effectBeside,
  excludes,
  exclusionMatrix,
} from '../../../src/domain/scheme/exclusions.ts'

const ALLOWANCE = 'subsistenceAllowance'
const SUPPORT = 'extremePovertySupport'
const LIVING = 'disabilityLivingSubsidy'
const NURSING = 'disabilityNursingSubsidy'
const ORPHAN = 'orphanAllowance'
const CHILD = 'unsupportedChildAllowance'
const INJURY = 'workInjuryNursingPay'
const AGED = 'agedAllowance'
const AGED_DISABLED = 'agedDisabledSubsidy'

const day = '2023-05-01'
const beside = (scheme: string, other: string, later: boolean) => effectBeside({ scheme, other, later, day })?.effect

describe('whoever holds the one and wants the other', () => {
  const wants: [held: string, wanted: string, allowed: boolean][] = [
    [ALLOWANCE, SUPPORT, false],
    [ALLOWANCE, LIVING, true],
    [ALLOWANCE, NURSING, true],
    [ALLOWANCE, CHILD, true],
    [SUPPORT, ALLOWANCE, false],
    [SUPPORT, LIVING, false],
    [SUPPORT, NURSING, false],
    [SUPPORT, ORPHAN, false],
    [SUPPORT, CHILD, true],
    [ORPHAN, SUPPORT, false],
    [ORPHAN, LIVING, false],
    [ORPHAN, NURSING, true],
    [ORPHAN, CHILD, false],
    [CHILD, ALLOWANCE, true],
    [CHILD, SUPPORT, true],
    [CHILD, LIVING, false],
    [LIVING, CHILD, true],
    [CHILD, NURSING, true],
    [LIVING, NURSING, true],
    [INJURY, LIVING, false],
    [INJURY, NURSING, false],
    [AGED, AGED_DISABLED, true],
    ['temporaryAssistance', ALLOWANCE, true],
    ['priceSubsidy', SUPPORT, true],
  ]
  test.each(wants)('of %s and %s may have both: %s', (held, wanted, allowed) => {
    expect(excludes(held, wanted, day)).toBe(!allowed)
  })

  test('never has the same scheme twice', () => expect(excludes(AGED, AGED, day)).toBe(true))
})

describe('in a month in which both stand,', () => {
  test('support prevails over the allowance, whichever came first', () => {
    expect([beside(ALLOWANCE, SUPPORT, true), beside(ALLOWANCE, SUPPORT, false)]).toEqual(['EXCLUDES', 'EXCLUDES'])
    expect([beside(SUPPORT, ALLOWANCE, true), beside(SUPPORT, ALLOWANCE, false)]).toEqual([undefined, undefined])
  })

  test('what a child chose first stands', () => {
    expect([beside(ORPHAN, SUPPORT, true), beside(ORPHAN, SUPPORT, false)]).toEqual(['EXCLUDES', undefined])
    expect([beside(SUPPORT, ORPHAN, true), beside(SUPPORT, ORPHAN, false)]).toEqual(['EXCLUDES', undefined])
  })

  test("an unsupported child's allowance fills up, and is split anew when the family joins later", () => {
    for (const other of [ALLOWANCE, SUPPORT])
      expect([beside(CHILD, other, true), beside(CHILD, other, false)]).toEqual(['TOP_UP', 'TOP_UP'])
    expect([beside(CHILD, LIVING, true), beside(LIVING, CHILD, false)]).toEqual(['TOP_UP', undefined])
    expect([beside(CHILD, LIVING, false), beside(LIVING, CHILD, true)]).toEqual([undefined, 'EXCLUDES'])
  })

  test('of two similar allowances the higher is paid', () => {
    expect([beside(NURSING, AGED_DISABLED, true), beside(AGED_DISABLED, NURSING, false)]).toEqual(['HIGHER', 'HIGHER'])
  })

  test('of two that exclude each other never both are held, and never none', () => {
    const schemes = new Set(exclusionMatrix.flatMap(({ scheme, other }) => [scheme, other]))
    for (const one of schemes)
      for (const other of schemes) {
        const [first, second] = [beside(one, other, false), beside(other, one, true)]
        expect(first === 'EXCLUDES' && second === 'EXCLUDES').toBe(false)
      }
  })
})

test('what bears on a scheme from afar bears on something that bears on it', () => {
  const schemes = new Set(exclusionMatrix.flatMap(({ scheme, other }) => [scheme, other]))
  for (const scheme of schemes) {
    const afar = bearingFromAfar(scheme)
    expect(afar[0]).toBe(scheme)
    expect(new Set(afar.flatMap(bearingOn))).toEqual(new Set(afar))
  }
  // The allowance gives way to support as extremely poor, which may give way to the orphan's.
  expect(bearingFromAfar(ALLOWANCE)).toContain('orphanAllowance')
})

test('every row has its day and its source, and no pair has two rows for a day', () => {
  const named = exclusionMatrix.map(({ scheme, other, from }) => `${scheme} ${other} ${from}`)
  expect(new Set(named).size).toBe(exclusionMatrix.length)
  for (const { clause, from, until } of exclusionMatrix) {
    expect(clause).not.toBe('')
    expect(until === null || from <= until).toBe(true)
  }
})

test('the status of a marginal household and the allowance of one of its members stand side by side', () => {
  for (const day of ['2021-07-01', '2026-07-01'])
    expect([excludes('marginalHousehold', ALLOWANCE, day), excludes(ALLOWANCE, 'marginalHousehold', day)]).toEqual([
      false,
      false,
    ])
})
