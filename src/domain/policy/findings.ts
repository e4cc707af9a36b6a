import type { Factor } from './exact-fen.ts'
import type { ParameterUnit } from './parameters.ts'
import type { Printed } from './print.ts'
import { DISPOSABLE_INCOME, type FigureUnit, type RateName } from './rate.ts'
import { refuse } from './refusals.ts'

/** What is entered from a print, as far as the print can bear it out. */
export type Entered = { value: number; unit: FigureUnit | ParameterUnit } | { factor: Factor }

/**
 * What does not fit between a print and what is entered from it: another period (Echeng prints a monthly standard as 元/年),
 * none at all, no 元 (Zhuzhou), or another number.
 */
export type PrintFinding = 'print-other-period' | 'print-no-period' | 'print-no-yuan' | 'print-other-figure'

/** Every finding on a print, whether answered or not. */
export const findingsOf = ({ quote }: Pick<Printed, 'quote'>, entered: Entered): readonly PrintFinding[] => {
  const text = plainDigits(quote)
  const findings: PrintFinding[] = []
  if (!textsOf(entered).some((figure) => hasFigure(text, figure))) findings.push('print-other-figure')
  const period = 'unit' in entered ? periods.get(entered.unit) : undefined
  if (period === undefined) return findings
  if (!text.includes('元')) findings.push('print-no-yuan')
  if (period === null) return findings
  const named = periodsIn(text)
  if (named.length !== 1) findings.push('print-no-period')
  else if (named[0] !== period) findings.push('print-other-period')
  return findings
}

/** Refuses a print with a finding that its publisher has not answered. */
export const checkPrint = (printed: Printed | undefined, entered: Entered): void => {
  if (!printed) return
  const answered = new Set(printed.answers.map(({ finding }) => finding))
  const open = findingsOf(printed, entered).find((finding) => !answered.has(finding))
  if (open) throw refuse(open, { quote: printed.quote })
}

/** Refuses words of a mean, a bound or a goal as a sum that people are paid: it is published as a figure. */
export const checkPayable = (printed: Printed | undefined, rate: RateName): void => {
  // Income per head is a mean by its nature.
  if (!printed || rate === DISPOSABLE_INCOME) return
  const word = /平均|人均|不低[于於]|目[标標]/.exec(printed.quote)?.[0]
  if (word !== undefined) throw refuse('print-not-a-standard', { word, quote: printed.quote })
}

/** The period of a unit of money; null where it has none. A unit that is not here is no money. */
const periods: ReadonlyMap<FigureUnit | ParameterUnit, 'MONTH' | 'YEAR' | null> = new Map([
  ['FEN_PER_MONTH', 'MONTH'],
  ['FEN_PER_YEAR', 'YEAR'],
  ['FEN_ONCE', null],
])

const periodsIn = (text: string): readonly ('MONTH' | 'YEAR')[] => {
  const found: ('MONTH' | 'YEAR')[] = []
  if (/[/每]月|月保障|月人均/.test(text)) found.push('MONTH')
  if (/[/每]年|年人均/.test(text)) found.push('YEAR')
  return found
}

/** Full-width digits and signs as plain ones, without separators of thousands. */
const plainDigits = (quote: string): string => quote.normalize('NFKC').replace(/(\d),(?=\d{3})/g, '$1')

const hasFigure = (text: string, figure: string): boolean =>
  new RegExp(`(?<![\\d.])${figure.replace('.', '\\.')}(?![\\d.]*\\d)`).test(text)

/** How a print may write what is entered. */
const textsOf = (entered: Entered): readonly string[] => {
  if ('factor' in entered) {
    const { numerator, denominator } = entered.factor
    return [`${(100 * numerator) / denominator}%`, `${numerator / denominator}倍`]
  }
  const { value, unit } = entered
  if (unit === 'PERCENT') return [`${value}%`]
  if (unit === 'HUNDREDTHS_OF_PERCENT') return [`${value / 100}%`]
  return [periods.has(unit) ? String(value / 100) : String(value)]
}
