import { z } from 'zod'
import { Document } from '../policy/events.ts'
import { type CommandOf, commandSchema } from '../shared/command.ts'
import { Day, Month } from '../shared/day.ts'
import { Uuid } from '../shared/event.ts'
import { PriceIndexKind, YearOnYear } from './index-kind.ts'

const exampleDocument = {
  number: '示统发〔2022〕9号',
  title: '2022年9月份居民消费价格变动情况',
  issuer: '示例市统计局',
}

/** Commands on the prices of one area; `subject` is its code: a county, or the city, province or nation above it. */
export const priceCommands = [
  commandSchema(
    'PublishPriceIndex',
    z.strictObject({
      month: Month,
      index: PriceIndexKind,
      yearOnYear: YearOnYear,
      /** The day on which the statistics office made it known. */
      releasedOn: Day,
      document: Document,
    }),
    { en: 'Publish a price index of a month.', zh: '登记月度价格指数' },
    { month: '2022-09', index: 'CPI', yearOnYear: 310, releasedOn: '2022-10-14', document: exampleDocument },
  ),
  commandSchema(
    'CorrectPriceIndex',
    z.strictObject({ indexId: Uuid, yearOnYear: YearOnYear, releasedOn: Day, document: Document }),
    { en: 'Correct a published index by a new fact that names it.', zh: '更正已登记的价格指数' },
    {
      indexId: '00000000-0000-4000-8000-000000000001',
      yearOnYear: 290,
      releasedOn: '2022-10-17',
      document: exampleDocument,
    },
  ),
  commandSchema(
    'DeclarePriceTrigger',
    z.strictObject({ month: Month }),
    {
      en: 'Judge a month by the version of that month: the subsidy is due, or is not.',
      zh: '按当月适用的机制判定是否启动价格临时补贴',
    },
    { month: '2022-09' },
  ),
] as const

/** Any command on the prices of an area. */
export type PriceCommand = CommandOf<(typeof priceCommands)[number]>

/** The command of one type. */
export type PriceCommandNamed<Type extends PriceCommand['type']> = Extract<PriceCommand, { type: Type }>
