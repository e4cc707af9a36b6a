import { z } from 'zod'
import { ALWAYS, type ParameterCatalogue } from '../../policy/parameters.ts'

const percents = (most: number) =>
  z
    .string()
    .regex(/^\d{1,4}(,\d{1,4}){0,9}$/)
    .refine((text) => {
      const tiers = text.split(',').map(Number)
      return tiers.every((percent, index) => percent > (tiers[index - 1] ?? 0) && percent <= most)
    }, 'rising per cents of the standard')
const fen = z.string().regex(/^(0|[1-9]\d{0,8})$/)
const byDefault = (value: string, source: string) => [{ effectiveFrom: ALWAYS, value, source }]

/** The names of the parameters of temporary assistance. */
export type AidParameter =
  | 'emergencyTiers'
  | 'expenditureTiers'
  | 'quickSmallTiers'
  | 'tierBasis'
  | 'conferenceMostPercent'
  | 'aidCapFen'
  | 'aidFloorFen'
  | 'returnedToPovertyFloorFen'
  | 'paperworkWorkingDays'
  | 'sameCausePeriod'
  | 'aidFirstWithinDays'

/** No document of the nation prints a sum: tiers, caps, floors and the limit of the paperwork are each place's own. */
export const aidParameters: ParameterCatalogue<AidParameter> = {
  emergencyTiers: {
    en: 'Tiers of emergency aid, per cent of the monthly standard, lowest first',
    zh: '急难型救助分档（占月保障标准的百分比，由低到高）',
    unit: 'PERCENT',
    value: percents(9_999),
    defaults: byDefault('100,200,300,400,600', 'product default'),
  },
  expenditureTiers: {
    en: 'Tiers of expenditure aid, per cent of the monthly standard, lowest first',
    zh: '支出型救助分档（占月保障标准的百分比，由低到高）',
    unit: 'PERCENT',
    value: percents(9_999),
    defaults: byDefault('100,200,300,400,600', 'product default'),
  },
  quickSmallTiers: {
    en: 'Tiers of quick small aid, per cent of the monthly standard; none above one month of it',
    zh: '小额快救分档（占月保障标准的百分比，最高不超过1个月标准）',
    unit: 'PERCENT',
    // One month of the standard is the most that the opinion of 2026 allows.
    value: percents(100),
    defaults: byDefault('50,100', '2026-TA'),
  },
  tierBasis: {
    en: 'Whether a tier is for the household or for each member',
    zh: '分档按户或者按人计算',
    unit: 'WORD',
    value: z.enum(['PER_HOUSEHOLD', 'PER_PERSON']),
    defaults: byDefault('PER_HOUSEHOLD', 'product default'),
  },
  conferenceMostPercent: {
    en: 'The most that a case conference may find right, per cent of the monthly standard',
    zh: '一事一议最高救助额（占月保障标准的百分比）',
    unit: 'PERCENT',
    value: z.string().regex(/^\d{3,5}$/),
    // Printed by Zhejiang for special cases; elsewhere a product default.
    defaults: byDefault('1200', 'ZJ-2020'),
  },
  aidCapFen: {
    en: 'The most that a household is given at a time; 0 where there is no cap',
    zh: '单次救助封顶额（分，0为不封顶）',
    unit: 'FEN_ONCE',
    value: fen,
    defaults: byDefault('0', 'product default'),
  },
  aidFloorFen: {
    en: 'The least that a household is given',
    zh: '单次救助最低额（分）',
    unit: 'FEN_ONCE',
    value: fen,
    defaults: byDefault('0', 'product default'),
  },
  returnedToPovertyFloorFen: {
    en: 'The least that a household returned to poverty is given',
    zh: '返贫致贫户单次救助最低额（分）',
    unit: 'FEN_ONCE',
    value: fen,
    defaults: byDefault('0', 'product default'),
  },
  aidFirstWithinDays: {
    en: 'Days after the emergency within which it may be helped before the procedure',
    zh: '急难发生后可以先行救助的期限（天）',
    unit: 'DAYS',
    value: z.string().regex(/^([1-9]|[1-9]\d|[12]\d\d|3[0-5]\d|36[0-5])$/),
    // Every text says urgent and immediate, none in how many days: after a month the ordinary procedure is quick enough.
    defaults: byDefault('30', 'product default'),
  },
  paperworkWorkingDays: {
    en: 'Working days after an aid within which its paperwork is completed',
    zh: '先行救助后补齐手续的时限（工作日）',
    unit: 'WORKING_DAYS',
    value: z.string().regex(/^([1-9]|[1-5]\d|60)$/),
    // The nation says "after"; the longest limit found in a local text.
    defaults: byDefault('20', 'local-ningguo'),
  },
  sameCausePeriod: {
    en: 'Within which period the same cause is helped once',
    zh: '同一事由不重复救助的期间',
    unit: 'WORD',
    value: z.enum(['CALENDAR_YEAR', 'TWELVE_MONTHS', 'EVER']),
    defaults: byDefault('CALENDAR_YEAR', 'local-kashgar'),
  },
}
