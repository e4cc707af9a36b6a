import { expect, test } from 'vitest'
import { countyOf, DEMONSTRATION_SEED } from '../../src/demonstration/county.ts'
import { echengFigures } from '../../src/demonstration/echeng/figure.ts'
import type { Held } from '../../src/demonstration/echeng/held.ts'
import { printed, printedFigures } from '../../src/demonstration/echeng/printed.ts'
import { inChinese } from '../../src/demonstration/echeng/words.ts'
import { publishedStandards } from '../../src/demonstration/echeng-2023.ts'
import {
  publishedAdaptation,
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

test('each figure of the report stands once, and where its name says no roll it has an answer of its own', () => {
  const names = printedFigures.map(({ scheme, measure, period }) => `${scheme} ${measure} ${period}`)
  expect(new Set(names).size).toBe(73)
  const nothing: Held = {
    roll: () => ({ households: 0, persons: 0 }),
    everOn: () => 0,
    paid: () => ({ yuan: 0, payments: 0 }),
    rate: () => null,
    once: () => null,
    aid: () => ({ personTimes: 0, yuan: 0 }),
    fromLeads: () => ({ households: 0, persons: 0 }),
    alerts: 0,
    homeVisits: 0,
    inspections: 0,
    rectified: 0,
    alertDays: 0,
  }
  for (const { own } of echengFigures) expect([0, null]).toContain(own(nothing))
})

test('the printed parts add up to the printed sums, and each number stands in its quote', () => {
  const sum = (measure: string, ...parts: string[]) => parts.reduce((all, part) => all + printed(part, measure), 0)
  for (const measure of ['households', 'persons']) {
    const allowance = 'subsistenceAllowance'
    expect(sum(measure, `${allowance}.rural`, `${allowance}.urban`)).toBe(printed(allowance, measure))
    const groups = ['unstable', 'edge', 'sudden'].map((group) => `${allowance}.fromMonitoring.${group}`)
    expect(sum(measure, ...groups)).toBe(printed(`${allowance}.fromMonitoring`, measure))
  }
  const forms = ['rural.centralized', 'urban.centralized', 'rural.dispersed', 'urban.dispersed']
  const support = 'extremePovertySupport'
  expect(sum('persons', ...forms.map((form) => `${support}.${form}`))).toBe(printed(support, 'persons'))
  expect(sum('persons', 'orphanAllowance.rural', 'orphanAllowance.urban.dispersed')).toBe(
    printed('orphanAllowance', 'persons'),
  )
  const aid = 'temporaryAssistance'
  expect(sum('amount', `${aid}.outOfPoverty`, `${aid}.monitored`)).toBe(printed(`${aid}.povertyRegister`, 'amount'))
  expect(sum('amount', 'disabilityLivingSubsidy', 'disabilityNursingSubsidy')).toBe(
    printed('disabilitySubsidies', 'amount'),
  )
  for (const { printed: number, measure, quote } of printedFigures) {
    const told = measure === 'amount' ? [`${number / 10_000}万`, `${(number / 10_000).toFixed(2)}万`] : [String(number)]
    expect([quote, told.some((text) => quote.includes(text))]).toEqual([quote, true])
  }
})

test('the sums of the policy file are the printed ones', () => {
  const standards = printedFigures.filter(({ measure }) => measure === 'standard')
  const of = (scheme: string, period: string) =>
    standards.find((figure) => figure.scheme === scheme && figure.period === period)?.printed
  for (const year of [2022, 2023] as const) {
    expect(publishedStandards.urban[year]).toBe(of('subsistenceAllowance.urban', String(year)))
    expect(publishedStandards.rural[year]).toBe(of('subsistenceAllowance.rural', String(year)))
  }
  expect(publishedSupport.timesStandard).toBe(printed('extremePovertySupport', 'times'))
  expect(publishedChildren.monthlyYuan).toBe(of('childrenAllowances', '2023'))
  const tiers = { 80: 'agedAllowance.80_89', 90: 'agedAllowance.90_99', 100: 'agedAllowance.100plus' }
  for (const age of [80, 90, 100] as const) expect(publishedAged.tiers[age]).toBe(of(tiers[age], '2023'))
  expect(publishedAdaptation.yuan).toBe(printed('homeAdaptation', 'threshold'))
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
