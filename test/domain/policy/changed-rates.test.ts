import { expect, test } from 'vitest'
import { changedRates } from '../../../src/domain/policy/changed-rates.ts'
import { anId, COUNTY, documentOf, link, policyOf, SCHEME, standard, VILLAGE } from './published.ts'

const urban = standard({ areaKind: 'URBAN', monthlyFen: 64_000 })
const raised = standard({ areaKind: 'URBAN', effectiveFrom: '2023-04-01', inForceOn: '2023-06-20', monthlyFen: 70_000 })
const twice = link({
  scheme: 'extremePovertySupport',
  rate: 'BASIC_LIVING',
  areaKind: 'ALL',
  factor: { numerator: 2, denominator: 1 },
  base: { scheme: SCHEME, rate: 'STANDARD', areaKind: null, area: null, kind: 'RATE', of: 'SAME_MONTH' },
})
const year = { area: VILLAGE, months: { from: '2023-01', until: '2023-12' } }

test('a raise of the urban standard changes every rate that is linked to it, from its first month on', () => {
  const before = policyOf(urban, link(), twice)
  const after = policyOf(urban, link(), twice, raised)
  const changed = changedRates(before, after, year)
  expect(changed.map(({ rate, areaKind, firstMonth, lastMonth }) => [rate, areaKind, firstMonth, lastMonth])).toEqual([
    ['STANDARD', 'URBAN', '2023-04', '2023-12'],
    ['STANDARD', 'RURAL', '2023-04', '2023-12'],
    ['BASIC_LIVING', 'URBAN', '2023-04', '2023-12'],
    ['BASIC_LIVING', 'RURAL', '2023-04', '2023-12'],
  ])
  expect(changed[3]).toMatchObject({
    scheme: 'extremePovertySupport',
    before: { numerator: 113_920, denominator: 1 },
    after: { numerator: 124_600, denominator: 1 },
  })
})

test('nothing has changed where a nearer area has a rate of its own, or the sum is the same', () => {
  const county = standard({ monthlyFen: 57_000 })
  const city = standard({ area: '990100', effectiveFrom: '2023-03-01', monthlyFen: 60_000 })
  expect(changedRates(policyOf(county), policyOf(county, city), year)).toEqual([])
  expect(changedRates(policyOf(county), policyOf(county, standard({ effectiveFrom: '2023-05-01' })), year)).toEqual([])
})

test('a withdrawal changes the months back to what was before, and to nothing where nothing was', () => {
  const standardId = anId()
  const first = standard({ standardId, effectiveFrom: '2023-03-01', monthlyFen: 60_000 })
  const gone = {
    type: 'StandardWithdrawn',
    data: { standardId, area: COUNTY, document: documentOf('示民发〔2023〕9号'), on: '2023-05-02' },
  } as const
  const later = standard({ effectiveFrom: '2023-09-01', monthlyFen: 62_000 })
  expect(changedRates(policyOf(first, later), policyOf(first, later, gone), year)).toMatchObject([
    { areaKind: 'RURAL', firstMonth: '2023-03', lastMonth: '2023-08', before: { numerator: 60_000 }, after: null },
  ])
})

test('the same change in months that do not follow each other is told twice', () => {
  const from = (month: string, monthlyFen: number) => standard({ effectiveFrom: `${month}-01`, monthlyFen })
  const before = [from('2023-01', 57_000), from('2023-05', 60_000), from('2023-07', 57_000)]
  const changed = changedRates(
    policyOf(...before),
    policyOf(...before, from('2023-03', 60_000), from('2023-09', 60_000)),
    year,
  )
  expect(changed.map(({ firstMonth, lastMonth }) => [firstMonth, lastMonth])).toEqual([
    ['2023-03', '2023-04'],
    ['2023-09', '2023-12'],
  ])
})
