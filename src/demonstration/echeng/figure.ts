import type { Held } from './held.ts'

/** One figure of the report, what the county gives for it, and why the two may differ. */
export type Figure = {
  scheme: string
  measure: string
  printed: number
  unit: string
  period: string
  /** The report's own words. */
  quote: string
  /** What a small county has less of: people and money. Rates, limits and percentages are the same in any. */
  scaled: 'PEOPLE' | 'MONEY' | 'NO'
  /** Null where no event of the county says anything of the kind. */
  own: (held: Held) => number | null
  /** Why the county's number is another one; null only where it never is in a whole county. */
  why: Reason | null
}

/** Why a number is another one, for readers of both languages. */
export type Reason = { en: string; zh: string }

/** Several reasons, one after the other. */
export const both = (...told: readonly Reason[]): Reason => ({
  en: told.map(({ en }) => en).join(' '),
  zh: told.map(({ zh }) => zh).join(''),
})

/** A figure written on one line of a table: its words, what the county gives, and why that may differ. */
type Line = readonly [
  scheme: string,
  measure: string,
  printed: number,
  unit: string,
  quote: string,
  own: Figure['own'],
  why?: Reason,
]

/** Inspections are of the county, however many people it has. */
const kindOf = (scheme: string, measure: string): Figure['scaled'] => {
  if (scheme === 'supervision') return 'NO'
  if (measure === 'amount') return 'MONEY'
  return ['standard', 'rate', 'threshold'].includes(measure) ? 'NO' : 'PEOPLE'
}

/** The figures of one period. */
export const figuresOf = (period: string, lines: readonly Line[]): readonly Figure[] =>
  lines.map(([scheme, measure, printed, unit, quote, own, why]) => ({
    scheme,
    measure,
    printed,
    unit,
    period,
    quote,
    scaled: kindOf(scheme, measure),
    own,
    why: why ?? null,
  }))

/** The reasons that several figures share. */
export const reasons = {
  year: {
    en: 'The county pays the twelve months of 2023; "to date" of the report has no printed day.',
    zh: '演示县发放2023年全年十二个月；报告“截至目前”未载明日期。',
  },
  cumulative: {
    en: 'The report adds up whoever was paid from January to September; the county counts whoever was on the roll in one of these months.',
    zh: '报告为1至9月累计发放人数；演示县统计这几个月中任一月在册的人数。',
  },
} as const satisfies Record<string, Reason>
