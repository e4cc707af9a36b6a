import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addExact, compareExact, exactFen, roundExact, timesFactor } from '../../../src/domain/policy/exact-fen.ts'
import { onceFor, rateFor } from '../../../src/domain/policy/rates.ts'
import { COUNTY, documentOf, figure, link, policyOf, SCHEME, standard, VILLAGE } from './published.ts'

const rural = { scheme: SCHEME, rate: 'STANDARD', area: VILLAGE, areaKind: 'RURAL' } as const
const support = { ...rural, scheme: 'extremePovertySupport' } as const
const january = '2023-01'

describe('a published rate', () => {
  const care = standard({
    scheme: 'extremePovertySupport',
    rate: 'CARE_CENTRALIZED_NONE',
    areaKind: 'ALL',
    figure: { fen: 1_099_000, per: 'YEAR' },
  })

  test('that is printed for a year is a twelfth of it, exactly, and rounded once', () => {
    const rate = rateFor(policyOf(care), { ...support, rate: 'CARE_CENTRALIZED_NONE', month: january })
    expect(rate?.monthly).toEqual({ numerator: 274_750, denominator: 3 })
    expect(rate?.monthlyFen).toBe(91_583)
    expect(roundExact(timesFactor(rate!.monthly, { numerator: 12, denominator: 1 }))).toBe(1_099_000)
  })

  test('is found under its name only, for town and country where they are not told apart', () => {
    const policy = policyOf(care)
    const asked = { ...support, rate: 'CARE_CENTRALIZED_NONE', month: january }
    expect(rateFor(policy, { ...asked, areaKind: 'URBAN' })).toBeDefined()
    expect(rateFor(policy, { ...asked, rate: 'STANDARD' })).toBeUndefined()
    expect(rateFor(policy, { ...asked, scheme: SCHEME })).toBeUndefined()
  })

  test('of one kind of area gives way to a later one for both', () => {
    const policy = policyOf(
      standard({ monthlyFen: 57_000 }),
      standard({ areaKind: 'ALL', effectiveFrom: '2023-07-01', monthlyFen: 64_000 }),
    )
    expect(rateFor(policy, { ...rural, month: '2023-06' })?.monthlyFen).toBe(57_000)
    expect(rateFor(policy, { ...rural, month: '2023-07' })?.monthlyFen).toBe(64_000)
  })

  test('that is paid once is never taken for a monthly one, nor the other way round', () => {
    const grant = standard({ scheme: 'homeAdaptation', figure: { fen: 300_000, per: 'ONCE' } })
    const policy = policyOf(grant, standard())
    const adaptation = { ...rural, scheme: 'homeAdaptation', month: january }
    expect(rateFor(policy, adaptation)).toBeUndefined()
    expect(onceFor(policy, adaptation)).toMatchObject({ fen: 300_000, source: { area: COUNTY } })
    expect(onceFor(policy, { ...rural, month: january })).toBeUndefined()
    expect(onceFor(policy, { ...adaptation, month: '2022-12' })).toBeUndefined()
  })
})

describe('a linked rate', () => {
  const urban = standard({ areaKind: 'URBAN', monthlyFen: 64_000 })

  test('is 89 % of the urban one, and says what it rests on', () => {
    const rate = rateFor(policyOf(urban, link()), { ...rural, month: january })
    expect(rate?.monthly).toEqual({ numerator: 56_960, denominator: 1 })
    expect(rate?.document.number).toBe('示民发〔2023〕5号')
    expect(rate?.sources.map(({ how, document }) => [how, document.number])).toEqual([
      ['LINK', '示民发〔2023〕5号'],
      ['FIGURE', '示民发〔2023〕1号'],
    ])
  })

  test('moves with its base, month by month', () => {
    const raised = standard({ areaKind: 'URBAN', effectiveFrom: '2023-07-01', monthlyFen: 70_000 })
    const policy = policyOf(urban, link(), raised)
    expect(rateFor(policy, { ...rural, month: '2023-06' })?.monthlyFen).toBe(56_960)
    expect(rateFor(policy, { ...rural, month: '2023-07' })?.monthlyFen).toBe(62_300)
  })

  test('may stand on another link: support at twice the standard, which is 89 % of the urban one', () => {
    const base = {
      scheme: SCHEME,
      rate: 'STANDARD',
      areaKind: null,
      area: null,
      kind: 'RATE',
      of: 'SAME_MONTH',
    } as const
    const twice = link({
      scheme: 'extremePovertySupport',
      rate: 'BASIC_LIVING',
      areaKind: 'ALL',
      factor: { numerator: 2, denominator: 1 },
      base,
    })
    const asked = { ...support, rate: 'BASIC_LIVING', month: january }
    const policy = policyOf(urban, link(), twice)
    expect(rateFor(policy, asked)?.monthlyFen).toBe(113_920)
    expect(rateFor(policy, { ...asked, areaKind: 'URBAN' })?.monthlyFen).toBe(128_000)
    expect(rateFor(policyOf(twice), asked)).toBeUndefined()
  })

  test('of the prior-year average takes the province’s of that year, or of the latest before it', () => {
    const subsidy = link({
      scheme: 'disabilityLivingSubsidy',
      areaKind: 'ALL',
      factor: { numerator: 15, denominator: 100 },
      base: { scheme: SCHEME, rate: 'STANDARD', areaKind: 'RURAL', area: '990000', kind: 'AVERAGE', of: 'PRIOR_YEAR' },
    })
    const ownAverage = figure({ area: COUNTY, value: 600_000 })
    const of2023 = figure({ effectiveFrom: '2023-01-01', inForceOn: '2024-03-20', value: 520_000 })
    const policy = policyOf(subsidy, ownAverage, figure(), of2023)
    const asked = { ...rural, scheme: 'disabilityLivingSubsidy', areaKind: 'URBAN' } as const
    expect(rateFor(policy, { ...asked, month: '2023-12' })?.monthly).toEqual({ numerator: 6_000, denominator: 1 })
    expect(rateFor(policy, { ...asked, month: '2024-01' })?.monthlyFen).toBe(6_500)
    expect(rateFor(policy, { ...asked, month: '2024-01', knownOn: '2024-03-19' })?.monthlyFen).toBe(6_000)
    expect(rateFor(policyOf(subsidy, ownAverage), { ...asked, month: '2023-12' })).toBeUndefined()
  })

  test('of the rate of the year before takes that of December', () => {
    const indexed = link({
      effectiveFrom: '2024-01-01',
      factor: { numerator: 105, denominator: 100 },
      base: { scheme: SCHEME, rate: 'STANDARD', areaKind: null, area: null, kind: 'RATE', of: 'PRIOR_YEAR' },
    })
    const policy = policyOf(standard({ monthlyFen: 60_000 }), indexed)
    expect(rateFor(policy, { ...rural, month: '2024-06' })?.monthlyFen).toBe(63_000)
    expect(rateFor(policy, { ...rural, month: '2025-06' })?.monthlyFen).toBe(66_150)
    expect(rateFor(policy, { ...rural, month: '2060-01' })?.monthlyFen).toBeGreaterThan(300_000)
  })

  test('is nothing that an average, a target or a floor pays by itself', () => {
    const figures = (['AVERAGE', 'TARGET', 'FLOOR'] as const).map((kind) => figure({ kind }))
    expect(rateFor(policyOf(...figures), { ...rural, month: january })).toBeUndefined()
  })

  test('that rests upon itself, as areas above cannot see, is no rate and no endless search', () => {
    const base = { scheme: SCHEME, rate: 'STANDARD', area: null, kind: 'RATE', of: 'SAME_MONTH' } as const
    const policy = policyOf(
      link({ area: '990000', areaKind: 'URBAN', base: { ...base, areaKind: 'RURAL' } }),
      link({ areaKind: 'RURAL', base: { ...base, areaKind: 'URBAN' } }),
    )
    expect(rateFor(policy, { ...rural, month: january })).toBeUndefined()
  })
})

describe('whatever is published', () => {
  const months = Array.from(
    { length: 24 },
    (_, index) => `${2022 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
  )
  const row = fc.record({
    area: fc.constantFrom(COUNTY, '990100', '990000'),
    effectiveFrom: fc.constantFrom(...months).map((month) => `${month}-01`),
    inForceOn: fc.constantFrom(...months).map((month) => `${month}-15`),
    monthlyFen: fc.integer({ min: 5_000, max: 300_000 }),
    areaKind: fc.constantFrom('RURAL' as const, 'ALL' as const),
  })
  const asked = fc.record({
    month: fc.constantFrom(...months),
    knownOn: fc.constantFrom(...months).map((one) => `${one}-20`),
  })

  test('a later row changes no earlier month, and no earlier knowledge', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), row, asked, (rows, last, { month, knownOn }) => {
        const before = rows.map((data) => standard(data))
        const after = [...before, standard(last)]
        fc.pre(last.effectiveFrom > `${month}-01` || last.inForceOn > knownOn)
        const question = { ...rural, month, knownOn }
        expect(rateFor(policyOf(...after), question)?.monthlyFen).toBe(
          rateFor(policyOf(...before), question)?.monthlyFen,
        )
      }),
    )
  })

  test('what is withdrawn never counts from that day on, and counts before as if nothing had been', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), asked, fc.nat(5), (rows, { month, knownOn }, pick) => {
        const published = rows.map((data) => standard(data))
        const { standardId } = published[pick % published.length]!.data as { standardId: string }
        const on = '2023-06-10'
        const withdrawn = policyOf(...published, {
          type: 'StandardWithdrawn',
          data: { standardId, area: COUNTY, document: documentOf('示民发〔2023〕9号'), on },
        })
        const question = { ...rural, month, knownOn }
        const rest = published.filter((event) => (event.data as { standardId: string }).standardId !== standardId)
        const expected = rateFor(policyOf(...(knownOn < on ? published : rest)), question)
        expect(rateFor(withdrawn, question)?.sources[0]?.standardId).toBe(expected?.sources[0]?.standardId)
      }),
    )
  })

  test('the nearest area that has a rate wins, however late a wider one', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), asked, (rows, { month }) => {
        const found = rateFor(policyOf(...rows.map((data) => standard(data))), { ...rural, month })
        const counting: string[] = rows
          .filter(({ effectiveFrom }) => effectiveFrom <= `${month}-01`)
          .map(({ area }) => area)
        expect(found?.sources[0]?.area).toBe([COUNTY, '990100', '990000'].find((area) => counting.includes(area)))
      }),
    )
  })
})

describe('exact sums', () => {
  const sum = fc.record({ fen: fc.nat(10_000_000), by: fc.constantFrom(1, 3, 7, 12, 365) })
  const factor = fc.record({
    numerator: fc.integer({ min: 1, max: 10_000 }),
    denominator: fc.integer({ min: 1, max: 1_000 }),
  })

  test('twelve twelfths are the whole, in whichever order things are added', () => {
    fc.assert(
      fc.property(fc.array(sum, { minLength: 1, maxLength: 5 }), (sums) => {
        const exact = sums.map(({ fen, by }) => exactFen(fen, by))
        const total = exact.reduce(addExact)
        expect(compareExact(total, exact.toReversed().reduce(addExact))).toBe(0)
        expect(roundExact(Array.from({ length: 12 }, () => exactFen(sums[0]!.fen, 12)).reduce(addExact))).toBe(
          sums[0]!.fen,
        )
      }),
    )
  })

  test('many links upon each other stay whole numbers that a computer holds, and near the true sum', () => {
    fc.assert(
      fc.property(fc.nat(300_000), fc.array(factor, { maxLength: 8 }), (fen, factors) => {
        fc.pre(factors.reduce((product, one) => product * (one.numerator / one.denominator), fen) < 9e9)
        fc.pre(factors.every(({ numerator, denominator }) => numerator <= 10 * denominator))
        const { numerator, denominator } = factors.reduce(timesFactor, exactFen(fen))
        expect(Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator)).toBe(true)
        const near = factors.reduce((product, one) => product * (one.numerator / one.denominator), fen)
        expect(Math.abs(numerator / denominator - near)).toBeLessThanOrEqual(1 + near / 1_000)
      }),
    )
  })

  test('half a fen is rounded up', () => {
    expect([exactFen(1, 2), exactFen(1, 3), exactFen(5, 2)].map(roundExact)).toEqual([1, 0, 3])
  })
})
