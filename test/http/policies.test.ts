import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type County, openCounty } from './county.ts'

let county: County
let low: string
const url = '/v1/policies/990101'
const notice = (number: string) => ({ number, title: `Notice ${number}`, issuer: 'County' })
const dated = (number: string, effectiveFrom: string, inForceOn = effectiveFrom) => ({
  document: notice(number),
  effectiveFrom,
  inForceOn,
})
const SA = 'subsistenceAllowance'
const EPS = 'extremePovertySupport'
const ofStandard = { scheme: SA, rate: 'STANDARD', areaKind: null, area: null, kind: 'RATE', of: 'SAME_MONTH' }

const publish = (command: string, body: object) => county.done('publisher', `${url}/${command}`, body)
const rates = async (query: string) => (await county.seen('clerk', `${url}/rates?${query}`)).json().items
const parameters = async (query: string) => (await county.seen('clerk', `${url}/parameters?${query}`)).json().items

beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: '2026-09-15' })
  const standard = { scheme: SA, areaKind: 'RURAL' }
  await publish('publish-standard', { ...dated('1', '2023-01-01'), ...standard, monthlyFen: 57_000 })
  const floor = { scheme: EPS, rate: 'BASIC_LIVING', areaKind: 'ALL', use: 'FLOOR', base: ofStandard }
  await publish('link-rate', { ...dated('2', '2023-01-01'), ...floor, factor: { numerator: 13, denominator: 10 } })
  const support = { scheme: EPS, rate: 'BASIC_LIVING', areaKind: 'RURAL', monthlyFen: 74_100 }
  low = (await publish('publish-standard', { ...dated('3', '2023-01-01'), ...support })).created ?? ''
  const care = { scheme: EPS, rate: 'CARE_CENTRALIZED_NONE', areaKind: 'ALL', yearlyFen: 1_099_000 }
  await publish('publish-standard', { ...dated('4', '2023-01-01'), ...care })
  const grant = { scheme: 'homeAdaptation', areaKind: 'ALL', onceFen: 300_000 }
  await publish('publish-standard', { ...dated('5', '2023-01-01'), ...grant })
  await publish('publish-standard', { ...dated('6', '2023-04-01', '2023-05-20'), ...standard, monthlyFen: 60_000 })
  await publish('publish-parameter', { ...dated('7', '2023-03-01'), scheme: SA, key: 'amountMode', value: 'TIER' })
})
afterAll(() => county.close())

describe('the rates of a month', () => {
  test('come with their sum, exactly and rounded, and with every document they rest on', async () => {
    const [care] = (await rates(`month=2023-03&scheme=${EPS}`)).filter(
      ({ rate, areaKind }: { rate: string; areaKind: string }) => rate.startsWith('CARE') && areaKind === 'RURAL',
    )
    expect(care).toMatchObject({
      monthlyFen: 91_583,
      exact: { numerator: 274_750, denominator: 3 },
      onceFen: null,
      below: null,
      sources: [{ how: 'FIGURE', area: '990101', document: notice('4') }],
    })
    expect(await rates('month=2023-03&scheme=homeAdaptation')).toMatchObject([
      { areaKind: 'URBAN', monthlyFen: null, onceFen: 300_000 },
      { areaKind: 'RURAL', monthlyFen: null, onceFen: 300_000 },
    ])
    expect(await rates('month=2022-12')).toEqual([])
  })

  test('are others as known before a late notice, and in a village the same as in its county', async () => {
    const april = `month=2023-04&scheme=${SA}`
    expect(await rates(`${april}&knownOn=2023-05-19`)).toMatchObject([{ monthlyFen: 57_000 }])
    expect(await rates(`${april}&knownOn=2023-05-20`)).toMatchObject([{ monthlyFen: 60_000 }])
    const village = await county.seen('clerk', `/v1/policies/990101001001/rates?${april}`)
    expect(village.json().items).toEqual(await rates(april))
  })

  test('show which lies below a floor that rose after it', async () => {
    const support = async (month: string) =>
      (await rates(`month=${month}&scheme=${EPS}`)).find(({ rate }: { rate: string }) => rate === 'BASIC_LIVING')
    expect((await support('2023-03')).below).toBeNull()
    expect((await support('2023-04')).below).toMatchObject({ leastFen: 78_000, source: { document: notice('2') } })
  })

  test('are gone once taken back, and still there as known before', async () => {
    const head = (await county.seen('clerk', `${url}/rates?month=2023-03`)).json().position
    await publish('withdraw-standard', { standardId: low, document: notice('8'), on: '2023-06-01' })
    const named = async (query: string) => (await rates(query)).map(({ rate }: { rate: string }) => rate)
    expect(await named('month=2023-03')).not.toContain('BASIC_LIVING')
    expect(await named('month=2023-03&knownOn=2023-05-31')).toContain('BASIC_LIVING')
    expect(await named(`month=2023-03&asOf=${head}`)).toContain('BASIC_LIVING')
  })
})

test('parameters are what has been published, or the default, with the source, on the day that is asked for', async () => {
  const mode = async (query: string) =>
    (await parameters(`scheme=${SA}&${query}`)).find(({ key }: { key: string }) => key === 'amountMode')
  expect(await mode('day=2023-02-28')).toMatchObject({ value: 'GAP', source: '2021-57 Art.23' })
  expect(await mode('day=2023-03-01')).toMatchObject({ value: 'TIER', source: '7' })
  expect(await mode('day=2023-03-01&knownOn=2023-02-28')).toMatchObject({ value: 'GAP' })
  const own = await parameters(`scheme=${EPS}&day=2023-03-01`)
  expect(own.map(({ key }: { key: string }) => key)).toEqual(expect.arrayContaining(['careMoney', 'rounding']))
})

test('entries are listed by rate, by the day on which they count, and by the day on which they were known', async () => {
  const listed = async (query: string) =>
    (await county.seen('clerk', `${url}?${query}`))
      .json()
      .items.map((row: { documentNumber: string }) => row.documentNumber)
  expect(await listed(`kind=STANDARD&scheme=${SA}&key=STANDARD`)).toEqual(['1', '6'])
  expect(await listed(`kind=STANDARD&scheme=${SA}&on=2023-03-31`)).toEqual(['1'])
  expect(await listed(`kind=STANDARD&scheme=${SA}&on=2023-04-01&knownOn=2023-05-19`)).toEqual(['1'])
  expect(await listed('kind=LINK')).toEqual(['2'])
  const inVillage = (reach: string) => county.seen('clerk', `/v1/policies/990101001001?kind=LINK&reach=${reach}`)
  expect((await inVillage('ABOVE')).json().items).toHaveLength(1)
  expect((await inVillage('WITHIN')).json().items).toHaveLength(0)
})

describe('through HTTP', () => {
  test.each([
    ['a rate without a document', 'publish-standard', { document: undefined }, 400, 'input-invalid'],
    ['a rate with two sums', 'publish-standard', { yearlyFen: 684_000 }, 400, 'input-invalid'],
    ['two standards for one day', 'publish-standard', { effectiveFrom: '2023-01-01' }, 409, 'standard-twice'],
    ['a yearly sum for a month', 'publish-standard', { monthlyFen: 684_000 }, 422, 'implausible-standard'],
    ['a name that is none', 'publish-standard', { rate: 'Standard' }, 400, 'input-invalid'],
  ])('%s is refused', async (_, command, different, status, code) => {
    const body = { ...dated('9', '2024-01-01'), scheme: SA, areaKind: 'RURAL', monthlyFen: 60_000, ...different }
    const answer = await county.post('publisher', `${url}/${command}`, body)
    expect(answer.json()).toMatchObject({ status, code })
  })

  test('a link upon itself is refused, with the month in which it would be one', async () => {
    const base = { ...ofStandard, scheme: EPS, rate: 'BASIC_LIVING' }
    const body = {
      ...dated('9', '2024-01-01'),
      scheme: EPS,
      rate: 'BASIC_LIVING',
      areaKind: 'ALL',
      factor: { numerator: 2, denominator: 1 },
      base,
    }
    const answer = await county.post('publisher', `${url}/link-rate`, body)
    expect(answer.json()).toMatchObject({ status: 422, code: 'link-circle' })
  })
})
