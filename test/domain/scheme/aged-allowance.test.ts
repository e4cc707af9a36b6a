import { expect, test } from 'vitest'
import { agedAllowance } from '../../../src/domain/scheme/aged-allowance/aged-allowance.ts'
import { agedParts, firstMonthAt } from '../../../src/domain/scheme/aged-allowance/tiers.ts'
import { agedDisabledSubsidy } from '../../../src/domain/scheme/aged-disabled-subsidy/aged-disabled-subsidy.ts'
import { monthlyAmount } from '../../../src/domain/scheme/monthly-amount.ts'
import { ERASED } from '../../../src/domain/shared/personal.ts'
import { parameter, policyOf, standard, TOWNSHIP } from '../policy/published.ts'
import { assessUnder, somebody } from './persons.ts'

const scheme = 'agedAllowance'
const echeng = [
  standard({ scheme, rate: 'AGED_80', monthlyFen: 10_000 }),
  standard({ scheme, rate: 'AGED_90', monthlyFen: 20_000 }),
  standard({ scheme, rate: 'AGED_100', monthlyFen: 50_000 }),
]
const born = (birthDate: string) => [somebody({ birthDate })]

test('echeng-2023: at 80 a month is 100 yuan, at 90 it is 200, at 100 it is 500', () => {
  const at = (birthDate: string) =>
    assessUnder(agedAllowance, { members: born(birthDate), day: '2023-06-15', published: echeng }).sheet.amountFen
  expect([at('1940-01-10'), at('1930-01-10'), at('1920-01-10')]).toEqual([10_000, 20_000, 50_000])
})

test('whoever had their birth date erased has no age any more', () => {
  const members = [somebody({ birthDate: ERASED })]
  expect(() => assessUnder(agedAllowance, { members, day: '2023-06-15', published: echeng })).toThrow(
    expect.objectContaining({ code: 'birth-date-erased' }),
  )
})

test('the tier goes by the age at the start of the month: the month after the birthday, or its own for the 1st', () => {
  expect(firstMonthAt('1943-05-01', 80)).toBe('2023-05')
  expect(firstMonthAt('1943-05-02', 80)).toBe('2023-06')
  expect(firstMonthAt('1943-12-31', 80)).toBe('2024-01')
})

test('the step to the next tier comes by itself: no month is without a tier and none has two', () => {
  const { facts } = assessUnder(agedAllowance, {
    members: born('1933-05-20'),
    day: '2023-03-10',
    month: '2023-04',
    published: echeng,
  })
  const policy = policyOf(...echeng)
  const paid = (month: string) =>
    monthlyAmount(facts, policy, { scheme, area: TOWNSHIP, areaKind: 'RURAL', month })?.fen
  expect([paid('2023-04'), paid('2023-05'), paid('2023-06')]).toEqual([10_000, 10_000, 20_000])
  for (const [index, part] of agedParts('1933-05-20', [80, 90, 100]).entries())
    if (index > 0) expect(part.firstMonth).toBe(['2013-06', '2023-06', '2033-06'][index])
})

test('before the age nobody qualifies', () => {
  const result = assessUnder(agedAllowance, { members: born('1943-06-02'), day: '2023-06-15', published: echeng })
  expect(result).toMatchObject({ verdict: { qualifies: false, grounds: ['AGE'] }, sheet: { amountFen: 0 } })
})

test('a place that begins at 70 publishes its ages and its rates', () => {
  const published = [
    parameter('agedTierAges', '70,80,90,100', { scheme }),
    standard({ scheme, rate: 'AGED_70', monthlyFen: 5_000 }),
    ...echeng,
  ]
  const members = born('1950-01-10')
  expect(assessUnder(agedAllowance, { members, day: '2023-06-15', published }).sheet.amountFen).toBe(5_000)
})

test.each(['80,70', '80,80', '81', '', '80, 90'])('"%s" is no list of tier ages', (value) => {
  expect(agedAllowance.parameters.agedTierAges?.value.safeParse(value).success).toBe(false)
})

test('echeng-2023: the aged unable to care for themselves, in allowance families at 60, in marginal ones at 80', () => {
  const ask = (family: string, birthDate: string, held: readonly string[]) =>
    assessUnder(agedDisabledSubsidy, {
      members: born(birthDate),
      day: '2023-06-15',
      held,
      particulars: { family, assessedUnableOn: '2023-01-10' },
      published: [standard({ scheme: 'agedDisabledSubsidy', monthlyFen: 8_000 })],
    }).verdict.grounds
  expect(ask('ALLOWANCE', '1960-01-01', ['subsistenceAllowance'])).toEqual([])
  expect(ask('ALLOWANCE', '1960-01-01', [])).toEqual(['NOT_IN_NEED'])
  expect(ask('MARGINAL', '1950-01-01', ['marginalHousehold'])).toEqual(['AGE'])
  expect(ask('MARGINAL', '1943-01-01', ['marginalHousehold'])).toEqual([])
})
