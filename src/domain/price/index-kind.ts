import { z } from 'zod'

/** The price indices that a trigger may ask for, each published for an area and month. */
export const PriceIndexKind = z.enum([
  'CPI', // 居民消费价格指数
  'FOOD_CPI', // 食品价格
  'SCPI', // 低收入居民基本生活费用价格指数
  'GRAIN_PRICE', // 粮食价格
])
export type PriceIndexKind = z.infer<typeof PriceIndexKind>

/** A rise over the same month of the year before, in hundredths of a per cent: 6.3 % is 630. Prices also fall. */
export const YearOnYear = z
  .int()
  .meta({ description: 'Rise over the same month of the year before, in hundredths of a per cent: 6.3 % is 630.' })
