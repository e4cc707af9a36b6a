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
  why: string | null
}

/** A figure written on one line of a table: its words, what the county gives, and why that may differ. */
type Line = readonly [
  scheme: string,
  measure: string,
  printed: number,
  unit: string,
  quote: string,
  own: Figure['own'],
  why?: string,
]

const kindOf = (measure: string): Figure['scaled'] => {
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
    scaled: kindOf(measure),
    own,
    why: why ?? null,
  }))

/** The reasons that several figures share. */
export const reasons = {
  notHeld: 'No event of the county says anything of the kind.',
  year: 'The county pays the twelve months of 2023; "to date" of the report has no printed day.',
  cumulative:
    'The report adds up whoever was paid from January to September; the county counts whoever was on the roll in one of these months.',
} as const
