import { z } from 'zod'
import { AreaCode, AreaKind } from '../shared/area.ts'
import { Fen } from '../shared/fen.ts'
import { SchemeCode } from '../shared/scheme-code.ts'

/**
 * The name of a rate within its scheme: `STANDARD` (保障标准), `BASIC_LIVING` (基本生活标准), `CARE_CENTRALIZED_NONE`
 * (照料护理标准), `AGED_80`. Events hold any well-formed name; which rates a scheme pays is said by the scheme.
 */
export const RateName = z
  .string()
  .regex(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/, 'the name of a rate is UPPER_SNAKE_CASE')
  .max(60)
  .meta({ description: 'A rate of a scheme.', examples: ['STANDARD', 'BASIC_LIVING'] })
export type RateName = z.infer<typeof RateName>

/** The rate of a scheme that has only one. */
export const STANDARD: RateName = 'STANDARD'

/** What people have on average (人均可支配收入): limits of several schemes are a share of it. */
export const DISPOSABLE_INCOME: RateName = 'DISPOSABLE_INCOME'

/** What may be published for any scheme, paid or not. */
export const generalRates: readonly RateName[] = [STANDARD, DISPOSABLE_INCOME]

/** For which kind of area a rate is published; `ALL` where town and country are not told apart. */
export const RateAreaKind = z
  .enum([...AreaKind.options, 'ALL'])
  .meta({ description: 'Urban (城市), rural (农村), or both alike (城乡统一).' })
export type RateAreaKind = z.infer<typeof RateAreaKind>

/** A sum as published: each month, each year (the monthly line is rounded once, never the figure), or once. */
export const Figure = z.strictObject({ fen: Fen, per: z.enum(['MONTH', 'YEAR', 'ONCE']) })
export type Figure = z.infer<typeof Figure>

/** So many months a published sum is for. */
export const monthsOf: Readonly<Record<'MONTH' | 'YEAR', number>> = { MONTH: 1, YEAR: 12 }

/** A rate as a multiple or percentage of another: 2/1, 89/100, 13/10. */
export const LinkFactor = z.strictObject({
  numerator: z.int().min(1).max(10_000),
  denominator: z.int().min(1).max(1_000),
})

/** What a linked rate is a multiple of. */
export const LinkBase = z.strictObject({
  scheme: SchemeCode,
  rate: RateName,
  /** Null: of the kind of area that is asked for. */
  areaKind: AreaKind.nullable(),
  /** The area whose rate it is, e.g. the province; null: the rate that counts where the linked one is asked for. */
  area: AreaCode.nullable(),
  /** The rate itself, or a published average of it. */
  kind: z.enum(['RATE', 'AVERAGE']),
  /** Of the same month, or of the year before: the rate of its December, or the average published for it. */
  of: z.enum(['SAME_MONTH', 'PRIOR_YEAR']),
})
export type LinkBase = z.infer<typeof LinkBase>

/** A rate that is paid, or a floor below which the published one may not lie. */
export const LinkUse = z.enum(['RATE', 'FLOOR'])

/** What a figure that nobody is paid is: a goal, a mean of places that differ, or a bound for those who publish. */
export const FigureKind = z.enum(['TARGET', 'AVERAGE', 'FLOOR'])
export type FigureKind = z.infer<typeof FigureKind>

/** In what a published figure is counted. */
export const FigureUnit = z.enum([
  'FEN_PER_MONTH',
  'FEN_PER_YEAR',
  'FEN_ONCE',
  'PERCENT',
  'WORKING_DAYS',
  'DAYS',
  'MONTHS',
])
export type FigureUnit = z.infer<typeof FigureUnit>
