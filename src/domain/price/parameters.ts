import { z } from 'zod'
import { ALWAYS, type ParameterCatalogue, type ParameterRow } from '../policy/parameters.ts'
import { type Policy, parameterOf } from '../policy/policy.ts'
import type { Cited } from '../policy/ruleset.ts'
import type { AreaCode } from '../shared/area.ts'
import type { Month } from '../shared/day.ts'
import { type LocalTerms, PRICE_SUBSIDY } from './terms.ts'

type PriceParameter =
  | 'priceBaseIndex'
  | 'priceBaseThreshold'
  | 'priceFoodThreshold'
  | 'priceGrainThreshold'
  | 'priceFloorFen'

const DEFAULT = 'product default'
/** Stands for "the threshold of the version": places publish a number. */
const NATIONAL = 'NATIONAL'

const threshold = (en: string, zh: string): ParameterRow => ({
  en,
  zh,
  unit: 'HUNDREDTHS_OF_PERCENT',
  value: z.string().regex(/^(NATIONAL|[1-9]\d{0,3})$/),
  defaults: [{ effectiveFrom: ALWAYS, value: NATIONAL, source: DEFAULT }],
})

/**
 * What places may set about the price subsidy, each with its document: which index they go by, lower thresholds, and the
 * least sum per person and month.
 */
export const priceParameters: ParameterCatalogue<PriceParameter> = {
  priceBaseIndex: {
    en: 'The index that the base threshold is held against: CPI, or SCPI where the place already goes by it',
    zh: '启动条件所用价格指数（居民消费价格指数或者低收入居民基本生活费用价格指数）',
    unit: 'WORD',
    value: z.enum(['CPI', 'SCPI']),
    defaults: [{ effectiveFrom: ALWAYS, value: 'CPI', source: DEFAULT }],
  },
  priceBaseThreshold: threshold('Lower threshold of CPI or SCPI', '居民消费价格指数（或低收入居民指数）启动条件'),
  priceFoodThreshold: threshold('Lower threshold of food prices', '食品价格启动条件'),
  priceGrainThreshold: threshold('Lower threshold of grain prices', '粮食价格启动条件'),
  priceFloorFen: {
    en: 'Least subsidy per person and month',
    zh: '每人每月最低补贴金额',
    unit: 'FEN_ONCE',
    value: z.string().regex(/^(0|[1-9]\d{0,5})$/),
    defaults: [{ effectiveFrom: ALWAYS, value: '0', source: DEFAULT }],
  },
}

/** What counts in an area for an index month, by everything that has been published. */
export const termsOf = (policy: Policy, area: AreaCode, month: Month): LocalTerms => {
  const of = (key: PriceParameter) =>
    parameterOf(policy, priceParameters, key, { scheme: PRICE_SUBSIDY, area, day: `${month}-01` })
  const threshold = (key: PriceParameter): Cited<number> | null => {
    const { value, source } = of(key)
    return value === NATIONAL ? null : { value: Number(value), clause: source }
  }
  const floor = of('priceFloorFen')
  return {
    base: of('priceBaseIndex').value === 'SCPI' ? 'SCPI' : 'CPI',
    thresholds: {
      BASE: threshold('priceBaseThreshold'),
      FOOD_CPI: threshold('priceFoodThreshold'),
      GRAIN_PRICE: threshold('priceGrainThreshold'),
    },
    floor: { value: Number(floor.value), clause: floor.source },
  }
}
