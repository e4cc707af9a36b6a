import type { PriceCommandNamed } from '../domain/price/commands.ts'

/** A price index as a statistics office made it known, with its own words. */
type Released = Omit<PriceCommandNamed<'PublishPriceIndex'>['data'], 'document'> & { quote: string }

/**
 * The prices of Hubei (湖北), to which the county of the report belongs, in the two months of which a release was at hand: that
 * of August 2022 as printed by 长江云 (https://news.hbtv.com.cn/p/2273037.html), that of September by 国家统计局湖北调查总队
 * (on the site of 天门市, 2022-10-18). Months of which none was at hand are not judged: nobody knows whether they triggered.
 */
export const hubeiPrices: readonly Released[] = [
  {
    month: '2022-08',
    index: 'CPI',
    yearOnYear: 270,
    releasedOn: '2022-09-10',
    quote: '2022年8月份，湖北居民消费价格同比上涨2.7%',
  },
  { month: '2022-08', index: 'FOOD_CPI', yearOnYear: 540, releasedOn: '2022-09-10', quote: '食品价格上涨5.4%' },
  {
    month: '2022-09',
    index: 'CPI',
    yearOnYear: 340,
    releasedOn: '2022-10-18',
    quote: '2022年9月份，湖北居民消费价格同比上涨3.4%',
  },
  { month: '2022-09', index: 'FOOD_CPI', yearOnYear: 970, releasedOn: '2022-10-18', quote: '食品价格上涨9.7%' },
]
