import { z } from 'zod'
import type { Day } from '../shared/day.ts'
import type { FigureUnit } from './rate.ts'

/** A parameter as found: its text, and the document or clause it rests on. */
export type ParameterValue = { value: string; source: string }

/** In what the figure of a parameter is counted; `WORD` where it is none. A hundredth of a per cent is a whole number too. */
export type ParameterUnit =
  | Extract<FigureUnit, 'FEN_ONCE' | 'PERCENT' | 'WORKING_DAYS' | 'DAYS' | 'MONTHS'>
  | 'HUNDREDTHS_OF_PERCENT'
  | 'YEARS_OF_AGE'
  | 'PERSONS'
  | 'TIMES'
  | 'WORD'

/** One row of the catalogue: what the parameter means, which texts it may hold, and what holds where no area has set it. */
export type ParameterRow = {
  en: string
  zh: string
  unit: ParameterUnit
  value: z.ZodType<string>
  /** Sorted; the first row has counted since before every case. */
  defaults: readonly (ParameterValue & { effectiveFrom: Day })[]
}

/** Since when a default counts that has no day of its own: before the first case of any ruleset. */
export const ALWAYS: Day = '1949-10-01'

/** Parameters by name. A scheme brings a catalogue of its own; what an area has published wins over its defaults. */
export type ParameterCatalogue<Key extends string = string> = Readonly<Record<Key, ParameterRow>>

/** The names of the parameters that belong to no single scheme. */
export type GeneralParameter =
  | 'employmentCostPercent'
  | 'employmentCostBasis'
  | 'basicPensionCounted'
  | 'amountMode'
  | 'rounding'
  | 'marriageAgeOfMen'
  | 'marriageAgeOfWomen'

/** Autonomous areas set lower ages than the nation's. */
const marriageAge = z.string().regex(/^(1[8-9]|2[0-5])$/)
/** The same figures in the Marriage Law before the Civil Code. */
const marriageFrom = (value: string) => [
  { effectiveFrom: ALWAYS, value, source: '婚姻法 Art.6' },
  { effectiveFrom: '2021-01-01', value, source: '民法典 Art.1047' },
]

/** The general parameters. A new value is a new row; the domain logic holds none of these numbers. */
export const generalParameters: ParameterCatalogue<GeneralParameter> = {
  employmentCostPercent: {
    en: 'Cost of employment that is deducted from wages, per cent of the standard',
    zh: '必要的就业成本扣减比例（占保障标准的百分比）',
    unit: 'PERCENT',
    value: z.string().regex(/^(100|\d{1,2})$/),
    // The law allows the deduction and leaves the sum to places; a place that deducts publishes its own row.
    defaults: [{ effectiveFrom: ALWAYS, value: '0', source: '2021-57 Art.13' }],
  },
  employmentCostBasis: {
    en: 'Whether the cost of employment is deducted for each worker or once for the household',
    zh: '就业成本按就业人员或者按户扣减',
    unit: 'WORD',
    value: z.enum(['PER_WORKER', 'PER_HOUSEHOLD']),
    // Not printed anywhere: a product default.
    defaults: [{ effectiveFrom: ALWAYS, value: 'PER_WORKER', source: 'product default' }],
  },
  basicPensionCounted: {
    en: 'Whether the central basic pension counts as income',
    zh: '中央确定的城乡居民基本养老保险基础养老金是否计入家庭收入',
    unit: 'WORD',
    value: z.enum(['true', 'false']),
    // Not counted for the years of the fourteenth plan; whether that is renewed is not known.
    defaults: [
      { effectiveFrom: ALWAYS, value: 'true', source: 'product default' },
      { effectiveFrom: '2021-07-01', value: 'false', source: '2021-57 Art.13' },
      { effectiveFrom: '2026-01-01', value: 'true', source: '2021-57 Art.13' },
    ],
  },
  amountMode: {
    en: 'Whether a household is paid its gap to the standard or a tier',
    zh: '按补差或者分档发放',
    unit: 'WORD',
    value: z.enum(['GAP', 'TIER']),
    defaults: [{ effectiveFrom: ALWAYS, value: 'GAP', source: '2021-57 Art.23' }],
  },
  rounding: {
    en: "Rounding of a household's monthly amount",
    zh: '家庭月保障金取整方式',
    unit: 'WORD',
    value: z.enum(['HALF_UP_FEN', 'HALF_UP_YUAN', 'UP_YUAN']),
    // The law is silent.
    defaults: [{ effectiveFrom: ALWAYS, value: 'HALF_UP_FEN', source: 'product default' }],
  },
  marriageAgeOfMen: {
    en: 'Age from which a man may be married',
    zh: '男性法定婚龄（周岁）',
    unit: 'YEARS_OF_AGE',
    value: marriageAge,
    defaults: marriageFrom('22'),
  },
  marriageAgeOfWomen: {
    en: 'Age from which a woman may be married',
    zh: '女性法定婚龄（周岁）',
    unit: 'YEARS_OF_AGE',
    value: marriageAge,
    defaults: marriageFrom('20'),
  },
}

/** What holds on a day where no area has set a parameter. */
export const defaultOf = <Key extends string>(
  catalogue: ParameterCatalogue<Key>,
  key: Key,
  day: Day,
): ParameterValue => {
  const row = catalogue[key].defaults.findLast(({ effectiveFrom }) => effectiveFrom <= day)
  if (!row) throw new Error(`${key} has no default on ${day}`)
  return { value: row.value, source: row.source }
}
