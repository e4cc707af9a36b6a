import { describe, expect, test } from 'vitest'
import type { PolicyCommandNamed } from '../../../src/domain/policy/commands.ts'
import { given, NEW, publisher, under } from './office.ts'
import { anId, COUNTY, documentOf, figure, link, SCHEME, standard } from './published.ts'

const document = documentOf('示民发〔2023〕7号')
const dated = { document, effectiveFrom: '2023-04-01', inForceOn: '2023-03-01' }
const SUPPORT = 'extremePovertySupport'
const ofStandard = {
  scheme: SCHEME,
  rate: 'STANDARD',
  areaKind: null,
  area: null,
  kind: 'RATE',
  of: 'SAME_MONTH',
} as const
const published = (type: string) => expect.objectContaining({ type })

const publish = (over: object = {}) => ({
  type: 'PublishStandard' as const,
  data: { ...dated, scheme: SCHEME, areaKind: 'RURAL', ...over },
})
const linked = (over: Partial<PolicyCommandNamed<'LinkRate'>['data']> = {}) => ({
  type: 'LinkRate' as const,
  data: {
    ...dated,
    scheme: SUPPORT,
    rate: 'BASIC_LIVING',
    areaKind: 'ALL' as const,
    factor: { numerator: 2, denominator: 1 },
    base: ofStandard,
    ...over,
  },
})
const figured = (over: Partial<PolicyCommandNamed<'PublishFigure'>['data']> = {}) => ({
  type: 'PublishFigure' as const,
  data: {
    ...dated,
    scheme: SCHEME,
    areaKind: 'RURAL' as const,
    kind: 'AVERAGE' as const,
    value: 485_300,
    unit: 'FEN_PER_YEAR' as const,
    ...over,
  },
})

describe('publishing a rate', () => {
  test('is refused under a name that the scheme does not pay, unless a link rests on it', () => {
    const rates = ['STANDARD', 'DISPOSABLE_INCOME']
    given()
      .when(publish({ rate: 'NOPE', monthlyFen: 57_000 }))
      .refuses('unknown-rate', { scheme: SCHEME, rate: 'NOPE', rates: expect.arrayContaining(rates) })
    given()
      .when(linked({ rate: 'BASIC_LIVNG' }))
      .refuses('unknown-rate')
    const wage = { ...ofStandard, rate: 'MINIMUM_WAGE' }
    given(link({ base: wage }))
      .when(publish({ rate: 'MINIMUM_WAGE', monthlyFen: 195_000 }))
      .emits(published('StandardPublished'))
  })

  test('keeps a yearly figure as it is printed', () => {
    given()
      .when(publish({ scheme: SUPPORT, rate: 'CARE_CENTRALIZED_NONE', areaKind: 'ALL', yearlyFen: 1_099_000 }))
      .emits({
        type: 'StandardPublished',
        data: {
          standardId: NEW,
          area: COUNTY,
          ...dated,
          scheme: SUPPORT,
          rate: 'CARE_CENTRALIZED_NONE',
          areaKind: 'ALL',
          figure: { fen: 1_099_000, per: 'YEAR' },
          printed: null,
        },
      })
  })

  test('refuses a monthly sum as yearly, a yearly one as monthly, and either as a grant that is none', () => {
    given()
      .when(publish({ yearlyFen: 57_000 }))
      .refuses('implausible-standard')
    given()
      .when(publish({ scheme: SUPPORT, rate: 'CARE_CENTRALIZED_NONE', monthlyFen: 1_099_000 }))
      .refuses('implausible-standard')
    given()
      .when(publish({ scheme: 'homeAdaptation', onceFen: 3_000 }))
      .refuses('implausible-standard')
    given()
      .when(publish({ scheme: 'homeAdaptation', onceFen: 300_000 }))
      .emits(published('StandardPublished'))
  })

  test('refuses twelve times, or a twelfth of, what was paid before, also where a wider area paid it, unless it is answered', () => {
    const before = standard({ monthlyFen: 24_000 })
    given(before)
      .when(publish({ monthlyFen: 288_000 }))
      .refuses('implausible-step', { beforeFen: 24_000 })
    under([standard({ area: '990100', monthlyFen: 240_000 })], [])
      .when(publish({ areaKind: 'ALL', monthlyFen: 20_000 }))
      .refuses('implausible-step')
    const printed = { quote: '每人每月2880元', assumed: [], answers: [{ finding: 'implausible-step', why: '示例' }] }
    given(before)
      .when(publish({ monthlyFen: 288_000, printed }))
      .emits(published('StandardPublished'))
    given(before)
      .when(publish({ monthlyFen: 96_000 }))
      .emits(published('StandardPublished'))
  })

  test('refuses a second row for one day: for both kinds of area beside one of them, and a sum beside a link', () => {
    const first = { effectiveFrom: '2023-04-01' }
    given(standard(first))
      .when(publish({ areaKind: 'ALL', monthlyFen: 57_000 }))
      .refuses('standard-twice')
    given(standard({ ...first, areaKind: 'ALL' }))
      .when(publish({ monthlyFen: 57_000 }))
      .refuses('standard-twice')
    given(link(first))
      .when(publish({ monthlyFen: 57_000 }))
      .refuses('standard-twice')
    given(standard(first))
      .when(linked({ scheme: SCHEME, rate: 'STANDARD', areaKind: 'RURAL' }))
      .refuses('standard-twice')
    given(standard(first))
      .when(publish({ rate: 'DISPOSABLE_INCOME', monthlyFen: 257_000 }))
      .emits(published('StandardPublished'))
  })
})

describe('linking a rate', () => {
  test('says of what it is a multiple', () => {
    given(standard())
      .when(linked())
      .emits({
        type: 'RateLinked',
        data: { standardId: NEW, area: COUNTY, ...linked().data, use: 'RATE', printed: null },
      })
  })

  test('is refused to another place, and beyond ten times', () => {
    given()
      .when(linked({ base: { ...ofStandard, area: '990200' } }))
      .refuses('link-outside-area')
    given()
      .when(linked({ base: { ...ofStandard, area: '990101001' } }))
      .refuses('link-outside-area')
    given()
      .when(linked({ base: { ...ofStandard, area: '990000' } }))
      .emits(published('RateLinked'))
    given()
      .when(linked({ factor: { numerator: 1_001, denominator: 100 } }))
      .refuses('implausible-factor')
  })

  const onSupport = { ...ofStandard, scheme: SUPPORT, rate: 'BASIC_LIVING' }
  const ring = link({ base: onSupport, effectiveFrom: '2023-06-01' })

  test('is refused where it makes a circle, in a later month too, and over a link of an area above', () => {
    given()
      .when(linked({ base: onSupport }))
      .refuses('link-circle')
    given(standard(), ring).when(linked()).refuses('link-circle', { month: '2023-06' })
    under([link({ area: '990100', base: onSupport })], [])
      .when(linked())
      .refuses('link-circle')
    given(standard({ effectiveFrom: '2023-06-01' }), link({ base: onSupport, effectiveFrom: '2023-01-01' }))
      .when(linked({ effectiveFrom: '2023-06-01' }))
      .emits(published('RateLinked'))
  })

  test('and so is the withdrawal of the sum that stood between', () => {
    const standardId = anId()
    given(
      link({ base: onSupport, effectiveFrom: '2023-01-01' }),
      standard({ standardId, effectiveFrom: '2023-02-01' }),
      link({ scheme: SUPPORT, rate: 'BASIC_LIVING', base: ofStandard, effectiveFrom: '2023-02-01' }),
    )
      .when({ type: 'WithdrawStandard', data: { standardId, document, on: '2023-03-05' } })
      .refuses('link-circle')
  })

  test('of the year before may rest on itself', () => {
    given(standard())
      .when(
        linked({
          scheme: SCHEME,
          rate: 'STANDARD',
          areaKind: 'RURAL',
          factor: { numerator: 105, denominator: 100 },
          base: { ...ofStandard, of: 'PRIOR_YEAR' },
        }),
      )
      .emits(published('RateLinked'))
  })

  test('is taken back like a standard, and so is a figure', () => {
    const standardId = anId()
    const withdraw = { type: 'WithdrawStandard' as const, data: { standardId, document, on: '2023-03-05' } }
    for (const event of [link({ standardId }), figure({ standardId, area: COUNTY })])
      given(event)
        .when(withdraw)
        .emits({ type: 'StandardWithdrawn', data: { area: COUNTY, ...withdraw.data }, annuls: 'event-0' })
  })
})

describe('a floor', () => {
  const floor = link({
    area: '990000',
    scheme: SUPPORT,
    rate: 'BASIC_LIVING',
    areaKind: 'ALL',
    use: 'FLOOR',
    factor: { numerator: 13, denominator: 10 },
    base: ofStandard,
  })
  const support = (over: object) => publish({ scheme: SUPPORT, rate: 'BASIC_LIVING', ...over })

  test('of 1.3 times the standard refuses a lower rate, to the fen, as a sum and as a link', () => {
    const at = under([floor], [standard({ monthlyFen: 57_000 })])
    at.when(support({ monthlyFen: 74_099 })).refuses('below-floor', { leastFen: 74_100, document: '示民发〔2023〕5号' })
    at.when(support({ monthlyFen: 74_100 })).emits(published('StandardPublished'))
    at.when(support({ yearlyFen: 889_199 })).refuses('below-floor')
    at.when(linked({ factor: { numerator: 12, denominator: 10 } })).refuses('below-floor', { areaKind: 'RURAL' })
    at.when(linked()).emits(published('RateLinked'))
  })

  test('asks nothing where its base is not known, before it counts, and of other rates', () => {
    under([floor], [])
      .when(support({ monthlyFen: 60_000 }))
      .emits(published('StandardPublished'))
    const at = under([floor], [standard({ effectiveFrom: '2022-01-01', inForceOn: '2021-12-20' })])
    at.when(support({ effectiveFrom: '2022-06-01', monthlyFen: 60_000 })).emits(published('StandardPublished'))
    at.when(publish({ monthlyFen: 20_000 })).emits(published('StandardPublished'))
  })

  test('is a sum too; of several the highest binds', () => {
    const yearly = figure({ kind: 'FLOOR', value: 432_000, effectiveFrom: '2020-01-01' })
    const higher = figure({ area: '990100', kind: 'FLOOR', value: 40_000, unit: 'FEN_PER_MONTH' })
    under([yearly], [])
      .when(publish({ monthlyFen: 35_999 }))
      .refuses('below-floor', { leastFen: 36_000 })
    under([yearly, higher], [])
      .when(publish({ monthlyFen: 36_000 }))
      .refuses('below-floor', { leastFen: 40_000 })
    under([yearly], [])
      .when(publish({ monthlyFen: 36_000 }))
      .emits(published('StandardPublished'))
  })

  test('that rises with the standard refuses no raise of the standard', () => {
    const low = standard({ scheme: SUPPORT, rate: 'BASIC_LIVING', areaKind: 'ALL', monthlyFen: 74_100 })
    under([floor], [standard(), low])
      .when(publish({ monthlyFen: 60_000 }))
      .emits(published('StandardPublished'))
  })
})

describe('publishing a figure', () => {
  test('says what it is and pays nobody', () => {
    given()
      .when(figured())
      .emits({
        type: 'FigurePublished',
        data: { standardId: NEW, area: COUNTY, ...figured().data, rate: 'STANDARD', printed: null },
      })
  })

  test('refuses a slip of the unit, and a second one of its kind for one day', () => {
    given()
      .when(figured({ value: 4_853 }))
      .refuses('implausible-standard')
    given(figure({ area: COUNTY, effectiveFrom: '2023-04-01' }))
      .when(figured())
      .refuses('standard-twice')
    given(figure({ area: COUNTY, effectiveFrom: '2023-04-01' }))
      .when(figured({ kind: 'TARGET' }))
      .emits(published('FigurePublished'))
  })

  test('is for policy publishers, as all policies are', () => {
    const actor = { ...publisher, roles: ['confirmer'] as const }
    for (const command of [figured(), linked()])
      given()
        .when(command, { actor: { ...actor, roles: [...actor.roles] } })
        .refuses('not-policy-publisher')
  })
})
