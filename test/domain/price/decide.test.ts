import { describe, expect, test } from 'vitest'
import type { PriceCommandNamed } from '../../../src/domain/price/commands.ts'
import { priceDecider } from '../../../src/domain/price/decide.ts'
import type { PriceEvent } from '../../../src/domain/price/events.ts'
import { given } from '../../given.ts'
import { CITY, COUNTY, declare, document, id, knowing, nothingLocal, published, statistician } from './prices.ts'

const publish = (data: Partial<PriceCommandNamed<'PublishPriceIndex'>['data']> = {}, subject = COUNTY) => ({
  type: 'PublishPriceIndex' as const,
  subject,
  newId: id('new index'),
  data: { month: '2022-09', index: 'CPI' as const, yearOnYear: 310, releasedOn: '2022-10-14', document, ...data },
})
const prices = (...facts: readonly PriceEvent[]) => given(priceDecider, ...facts)

describe('an index of a month', () => {
  test('is published with its release and its document', () => {
    prices()
      .when(publish(), knowing([]))
      .emits({ type: 'PriceIndexPublished', data: { area: COUNTY, month: '2022-09', yearOnYear: 310, corrects: null } })
  })
  test('cannot be known before the month is over', () => {
    prices()
      .when(publish(), knowing([], { today: '2022-09-30' }))
      .refuses('price-month-not-over')
    prices()
      .when(publish({ releasedOn: '2022-10-01' }), knowing([], { today: '2022-10-01' }))
      .emits({ type: 'PriceIndexPublished' })
  })
  test('is released after its month and not tomorrow', () => {
    prices()
      .when(publish({ releasedOn: '2022-09-30' }), knowing([]))
      .refuses('price-release-day')
    prices()
      .when(publish(), knowing([], { today: '2022-10-13' }))
      .refuses('price-release-day')
  })
  test('is a rise in hundredths of a per cent, not an index of 103.1', () => {
    prices()
      .when(publish({ yearOnYear: 10_310 }), knowing([]))
      .refuses('price-index-implausible')
  })
  test('is published once; a correction is a new fact that names the old one', () => {
    const wrong = published('CPI', '2022-09', 310)
    prices(wrong)
      .when(publish(), knowing([wrong]))
      .refuses('price-index-twice', { indexId: wrong.data.indexId })
    const correct = {
      type: 'CorrectPriceIndex' as const,
      subject: COUNTY,
      newId: id('corrected'),
      data: { indexId: wrong.data.indexId, yearOnYear: 290, releasedOn: '2022-10-17', document },
    }
    prices(wrong)
      .when(correct, knowing([wrong]))
      .emits({
        type: 'PriceIndexPublished',
        data: { month: '2022-09', index: 'CPI', yearOnYear: 290, corrects: wrong.data.indexId },
      })
    const corrected = published('CPI', '2022-09', 290, { corrects: wrong.data.indexId })
    prices(wrong, corrected).when(correct, knowing([])).refuses('price-index-corrected')
    prices().when(correct, knowing([])).refuses('unknown-price-index')
  })
  test('is published by a publisher or an administrator, for a county or above, in their own area', () => {
    const clerk = { ...statistician, roles: ['caseWorker' as const] }
    prices()
      .when(publish(), knowing([], { actor: clerk }))
      .refuses('not-price-publisher')
    prices()
      .when(publish(), knowing([], { actor: { ...clerk, roles: ['administrator'] } }))
      .emits({ type: 'PriceIndexPublished' })
    prices().when(publish({}, '990101001'), knowing([])).refuses('price-below-county')
    prices().when(publish({}, '990201'), knowing([])).refuses('price-outside-area')
  })
})

describe('a month triggers the subsidy', () => {
  test('when CPI has reached 3.5 % under 2016-1835, to the last hundredth', () => {
    const food = published('FOOD_CPI', '2019-05', 599)
    const at = [published('CPI', '2019-05', 350), food]
    prices(...at)
      .when(declare('2019-05'), knowing(at))
      .emits({
        type: 'PriceTriggerDeclared',
        data: { version: '2016-1835', triggeredBy: 'CPI', rise: 350, factor: 1, payBy: { due: '2019-07-10' } },
      })
    const below = [published('CPI', '2019-05', 349), food]
    prices(...below)
      .when(declare('2019-05'), knowing(below))
      .emits({ type: 'PriceTriggerNotMet', data: { version: '2016-1835' } })
  })

  test('by food prices of 6 % alone, at the rise of food prices', () => {
    const facts = [published('CPI', '2022-06', 250), published('FOOD_CPI', '2022-06', 600)]
    prices(...facts)
      .when(declare('2022-06'), knowing(facts))
      .emits({ type: 'PriceTriggerDeclared', data: { triggeredBy: 'FOOD_CPI', rise: 600 } })
  })

  test('and where both do, the higher rise counts [local-wuhan]', () => {
    const facts = [published('CPI', '2022-09', 310), published('FOOD_CPI', '2022-09', 880)]
    prices(...facts)
      .when(declare('2022-09'), knowing(facts))
      .emits({ type: 'PriceTriggerDeclared', data: { version: '2022-temp', triggeredBy: 'FOOD_CPI', rise: 880 } })
  })

  test('at 3.0 % in the months of the temporary notice, and not the month before or after', () => {
    const judge = (month: string) => {
      const facts = [published('CPI', month, 300), published('FOOD_CPI', month, 100)]
      return prices(...facts).when(declare(month), knowing(facts))
    }
    judge('2022-07').emits({ type: 'PriceTriggerNotMet' })
    judge('2022-08').emits({ type: 'PriceTriggerDeclared' })
    judge('2023-02').emits({ type: 'PriceTriggerDeclared' })
    judge('2023-03').emits({ type: 'PriceTriggerNotMet' })
  })

  test('at double the sum for the index months of March to June 2020', () => {
    const facts = [published('CPI', '2020-03', 430), published('FOOD_CPI', '2020-03', 1_830)]
    prices(...facts)
      .when(declare('2020-03'), knowing(facts))
      .emits({ type: 'PriceTriggerDeclared', data: { version: '2020-278', factor: 2, rise: 1_830 } })
  })

  test('only after three months on end before August 2016, and then nobody knows whom to pay', () => {
    const months = ['2015-05', '2015-06', '2015-07']
    const rising = (...cpi: number[]) => [
      ...cpi.map((rise, index) => published('CPI', months[index]!, rise)),
      ...months.map((month) => published('GRAIN_PRICE', month, 100)),
    ]
    const twice = rising(399, 400, 420)
    prices(...twice)
      .when(declare('2015-07'), knowing(twice))
      .emits({ type: 'PriceTriggerNotMet' })
    const thrice = rising(400, 400, 420)
    prices(...thrice)
      .when(declare('2015-07'), knowing(thrice))
      .refuses('price-version-without-groups')
  })

  test('is judged by all its indices or not at all', () => {
    prices()
      .when(declare('2022-09'), knowing([]))
      .refuses('price-index-missing', { missing: ['CPI 2022-09', 'FOOD_CPI 2022-09'] })
    prices()
      .when(declare('2022-09'), knowing([published('CPI', '2022-09', 500)]))
      .refuses('price-index-missing', { missing: ['FOOD_CPI 2022-09'] })
    prices()
      .when(declare('2022-09'), knowing([], { today: '2022-09-30' }))
      .refuses('price-month-not-over')
  })

  test('by the index of the city where the county has none of its own, which wins where it has', () => {
    const city = [
      published('CPI', '2022-09', 310, { area: CITY }),
      published('FOOD_CPI', '2022-09', 100, { area: CITY }),
    ]
    prices()
      .when(declare('2022-09'), knowing(city))
      .emits({ type: 'PriceTriggerDeclared', data: { area: COUNTY, rise: 310 } })
    const own = published('CPI', '2022-09', 290)
    prices(own)
      .when(declare('2022-09'), knowing([...city, own]))
      .emits({ type: 'PriceTriggerNotMet' })
  })
})

describe('what a place sets by its own document', () => {
  const local = (thresholds: Partial<typeof nothingLocal.thresholds>, more = {}) => ({
    termsFor: () => ({ ...nothingLocal, thresholds: { ...nothingLocal.thresholds, ...thresholds }, ...more }),
  })
  const facts = [published('CPI', '2019-05', 300), published('FOOD_CPI', '2019-05', 100)]

  test('lowers a threshold, and the document is kept beside the index it was held against', () => {
    prices(...facts)
      .when(declare('2019-05'), knowing(facts, local({ BASE: { value: 300, clause: 'FJ-1' } })))
      .emits({ type: 'PriceTriggerDeclared', data: { judged: [{ index: 'CPI', atLeast: 300, clause: 'FJ-1' }, {}] } })
  })
  test('never raises one', () => {
    prices(...facts)
      .when(declare('2019-05'), knowing(facts, local({ BASE: { value: 351, clause: 'X-1' } })))
      .refuses('price-threshold-raised', { document: 'X-1', national: 350 })
  })
  test('may say again what the nation says, and stands beside the index with its own document', () => {
    prices(...facts)
      .when(declare('2019-05'), knowing(facts, local({ BASE: { value: 350, clause: 'X-1' } })))
      .emits({ type: 'PriceTriggerNotMet', data: { judged: [{ index: 'CPI', atLeast: 350, clause: 'X-1' }, {}] } })
  })
  test('and set for the standing version, gives way to a temporary one that asks for less [2022-temp]', () => {
    const september = [published('CPI', '2022-09', 310), published('FOOD_CPI', '2022-09', 100)]
    prices(...september)
      .when(declare('2022-09'), knowing(september, local({ BASE: { value: 320, clause: 'FJ-1' } })))
      .emits({ type: 'PriceTriggerDeclared', data: { rise: 310, judged: [{ atLeast: 300, clause: '2022-temp' }, {}] } })
  })
  test('stays in the range of the first version, 3 to 4 %', () => {
    prices()
      .when(declare('2015-07'), knowing([], local({ BASE: { value: 299, clause: 'X-1' } })))
      .refuses('price-threshold-too-low')
    prices()
      .when(declare('2015-07'), knowing([], local({ BASE: { value: 300, clause: 'X-1' } })))
      .refuses('price-index-missing')
  })
  test('goes by SCPI where it already does [local-yangzhou], and sets a floor', () => {
    const scpi = [published('SCPI', '2022-09', 300), published('FOOD_CPI', '2022-09', 100)]
    prices(...scpi)
      .when(declare('2022-09'), knowing(scpi, local({}, { base: 'SCPI', floor: { value: 3_000, clause: 'FJ-1' } })))
      .emits({ type: 'PriceTriggerDeclared', data: { triggeredBy: 'SCPI', floorFen: 3_000, floorClause: 'FJ-1' } })
  })
})

describe('a judged month', () => {
  const met = [published('CPI', '2022-09', 310), published('FOOD_CPI', '2022-09', 100)]
  const notMet = [published('CPI', '2022-10', 210), published('FOOD_CPI', '2022-10', 100)]
  const declared = {
    type: 'PriceTriggerDeclared' as const,
    data: priceDecider.decide(declare('2022-09'), priceDecider.initial, knowing(met))[0]!.data as never,
  }

  test('is judged again only when an index has changed, and then names the outcome that it replaces', () => {
    const all = [...met, declared]
    prices(...all)
      .when(declare('2022-09'), knowing(all))
      .refuses('price-trigger-standing')
    const floor = { value: 1_000, clause: 'GL-1' }
    prices(...all)
      .when(declare('2022-09'), knowing(all, { termsFor: () => ({ ...nothingLocal, floor }) }))
      .emits({ type: 'PriceTriggerDeclared', data: { floorFen: 1_000, floorClause: 'GL-1' } })
    const corrected = published('CPI', '2022-09', 290, { corrects: met[0]!.data.indexId })
    prices(...all, corrected)
      .when(declare('2022-09'), knowing([...all, corrected]))
      .emits({ type: 'PriceTriggerNotMet', data: { replaces: id(`trigger ${COUNTY} 2022-09`) } })
  })

  test('without a trigger after one with it suspends the subsidy (中止)', () => {
    const all = [...met, declared, ...notMet]
    prices(...all)
      .when(declare('2022-10'), knowing(all))
      .emits({ type: 'PriceTriggerNotMet' }, { type: 'PriceSubsidySuspended', data: { lastMonth: '2022-09' } })
  })

  test('claims a person who is in several groups for the first of them', () => {
    expect(declared.data).toMatchObject({
      groups: [
        'SUBSISTENCE_ALLOWANCE',
        'EXTREME_POVERTY',
        'ORPHAN',
        'UNSUPPORTED_CHILD',
        'HIV_INFECTED_CHILD',
        'MARGINAL_HOUSEHOLD',
        'PREFERENTIAL_TREATMENT',
        'UNEMPLOYMENT_BENEFIT',
        'UNEMPLOYMENT_SUBSIDY',
      ],
    })
  })
})
