import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { countyOf, DEMONSTRATION_SEED } from '../../src/demonstration/county.ts'
import { echengFigures } from '../../src/demonstration/echeng/figures.ts'
import { inChinese } from '../../src/demonstration/echeng/words.ts'
import {
  publishedAged,
  publishedChildren,
  publishedDisabled,
  publishedSupport,
} from '../../src/demonstration/echeng-schemes.ts'
import type { Enrolled } from '../../src/demonstration/rolls/enrolled.ts'
import { laterTakeover } from '../../src/demonstration/rolls/makers.ts'
import { lastDayOfChildhood } from '../../src/domain/scheme/children-allowances/childhood.ts'
import { addMonthsToDay, monthOf } from '../../src/domain/shared/day.ts'

const county = countyOf(DEMONSTRATION_SEED)
const rollOf = (scheme: string, of = county): readonly Enrolled[] =>
  of.schemes.find((roll) => roll.scheme === scheme)?.enrolled ?? []
const stays = ({ fate }: Enrolled) => fate !== 'DIES'

/** The report line by line, as somebody else has read it. */
const readAgain: { scheme: string; measure: string; value: string; period: string; quote: string }[] = parse(
  readFileSync(new URL('echeng-2023.csv', import.meta.url)),
  { columns: true },
)

test('each figure of the report is listed once, as printed, with its quote', () => {
  const key = (
    { scheme, measure, quote }: { scheme: string; measure: string; quote: string },
    value: number | string,
  ) => [scheme, measure, value, quote].join('|')
  const listed = echengFigures.map((figure) => key(figure, figure.printed)).sort()
  expect(listed).toEqual(readAgain.map((line) => key(line, line.value)).sort())
  expect(new Set(echengFigures.map((figure) => `${key(figure, figure.printed)}|${figure.period}`)).size).toBe(73)
})

test('each figure and each reason is told in Chinese and in English', () => {
  const hasChinese = /[\u4e00-\u9fff]/
  for (const figure of echengFigures) {
    for (const word of Object.values(inChinese(figure))) expect(word).toMatch(/[\u4e00-\u9fff%]/)
    if (figure.why === null) continue
    expect(figure.why.zh).toMatch(hasChinese)
    expect(figure.why.en).toMatch(/^[A-Z].*\.$/)
  }
})

test('the rolls have the printed people, and beside them whoever dies or comes of age before December 2023', () => {
  const support = rollOf('extremePovertySupport').filter(stays)
  expect(support).toHaveLength(publishedSupport.total.persons)
  expect(support.filter(({ povertyRegister }) => povertyRegister)).toHaveLength(
    publishedSupport.povertyRegister.persons,
  )
  expect(support.filter(({ home, areaKind }) => home !== null && areaKind === 'URBAN')).toHaveLength(58)
  expect(rollOf('disabilityLivingSubsidy').filter(stays)).toHaveLength(publishedDisabled.living.persons)
  expect(rollOf('disabilityNursingSubsidy').filter(stays)).toHaveLength(publishedDisabled.nursing.persons)
  expect(rollOf('agedAllowance')).toHaveLength(publishedAged.allowance.persons)
  expect(rollOf('agedDisabledSubsidy')).toHaveLength(publishedAged.disabledSubsidy.persons)
  const children = rollOf('unsupportedChildAllowance').filter(({ who: { person } }) => {
    const member = { personId: '', employed: false, ...person }
    return lastDayOfChildhood([member], null).value >= '2023-12-01'
  })
  expect(children).toHaveLength(publishedChildren.unsupported.persons)
})

test('a status is looked at again while it holds, and every other entry in the year after its roll was handed over', () => {
  for (const { decidedOn, reviewDue } of rollOf('marginalHousehold')) {
    expect(reviewDue < addMonthsToDay(decidedOn, 12)).toBe(true)
    expect(monthOf(reviewDue) >= laterTakeover.fromMonth).toBe(true)
  }
  const dues = rollOf('agedAllowance').map(({ reviewDue }) => reviewDue)
  expect(dues.every((day) => day > laterTakeover.on && day <= '2023-12-31')).toBe(true)
  expect(new Set(dues.map(monthOf)).size).toBe(12)
})

test('some people draw both disability subsidies: the two printed counts are not so many people', () => {
  const known = rollOf('disabilityNursingSubsidy').filter(({ who }) => who.known !== false)
  expect(known.length).toBeGreaterThan(500)
})

test('nobody has the ID number of somebody else, and every number on a roll is one case', () => {
  const enrolled = [...county.schemes.flatMap((roll) => roll.enrolled), ...county.applicants]
  const fresh = enrolled.flatMap(({ who, guardian }) => [
    ...(who.known === false ? [who.person] : []),
    ...(guardian ? [guardian] : []),
  ])
  const households = [...county.roll, ...county.fresh].flatMap(({ members }) => members)
  const numbers = [...fresh, ...households].map(({ idNumber }) => idNumber)
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(new Set(enrolled.map(({ number }) => number)).size).toBe(enrolled.length)
})

test('the rolls are the same for the same seed, and a small county has every one of them', () => {
  expect(JSON.stringify(countyOf(DEMONSTRATION_SEED).schemes)).toBe(JSON.stringify(county.schemes))
  const small = countyOf(DEMONSTRATION_SEED, 'small')
  expect(small.schemes.map(({ scheme }) => scheme)).toEqual(county.schemes.map(({ scheme }) => scheme))
  for (const { scheme, enrolled } of small.schemes) expect([scheme, enrolled.length > 0]).toEqual([scheme, true])
})
