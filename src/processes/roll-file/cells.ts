import type { AreaCode } from '../../domain/shared/area.ts'
import { Day, Month } from '../../domain/shared/day.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import { AccountNumber } from '../../domain/shared/text.ts'
import type { FindingCode } from './findings.ts'

/** What the reader puts in place of a number that the spreadsheet has rounded: digits beyond the 15th are gone. */
export const PRECISION_LOST = '\uFFFE'

/** A cell read as a value, or what is wrong with it. */
export type Read<T> = { value: T } | { wrong: FindingCode }

/** Reads the text of a cell that is not blank; outer spaces are already gone. */
export type CellReader<T> = (text: string) => Read<T>

/** Full-width digits and letters of Chinese input methods become plain ones. Never for names: they stay as written. */
export const halfWidth = (text: string): string => text.normalize('NFKC').trim()

const MAX_YUAN_DIGITS = 9

/** Free text up to a length. */
export const textOf =
  (max: number): CellReader<string> =>
  (text) =>
    text.length > max ? { wrong: 'value-too-long' } : { value: text }

/** One of the listed Chinese words, each standing for a value. */
export const oneOf =
  <T>(words: Readonly<Record<string, T>>): CellReader<T> =>
  (text) => {
    const word = halfWidth(text)
    const value = Object.hasOwn(words, word) ? words[word] : undefined
    return value === undefined ? { wrong: 'value-not-listed' } : { value }
  }

/** 是 or 否. */
export const yesOrNo: CellReader<boolean> = oneOf({ 是: true, 否: false })

const dayShapes = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
  /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日$/,
  /^(\d{4})(\d{2})(\d{2})$/,
]

/** A day in one of the usual spellings: 2023-03-06, 2023/3/6, 2023.3.6, 2023年3月6日, 20230306. */
export const day: CellReader<Day> = (text) => {
  const match = dayShapes.map((shape) => shape.exec(halfWidth(text))).find((found) => found !== null)
  const [, year = '', month = '', date = ''] = match ?? []
  const parsed = Day.safeParse(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
  return parsed.success ? { value: parsed.data } : { wrong: 'date-impossible' }
}

/** A month: 2023-01, 2023/1, 2023年1月, 202301; a day of that month as spreadsheets like to make of it. */
export const month: CellReader<Month> = (text) => {
  const match = /^(\d{4})(?:[-/.年]?)(\d{1,2})(?:月|[-/.]0?1)?$/.exec(halfWidth(text))
  const [, year = '', number = ''] = match ?? []
  const parsed = Month.safeParse(`${year}-${number.padStart(2, '0')}`)
  return parsed.success ? { value: parsed.data } : { wrong: 'month-impossible' }
}

/** Money written in yuan (`1,234.56`), exact to the fen: read as text, never as a float. */
export const yuan: CellReader<Fen> = (text) => {
  const match = /^(-?)¥?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?元?$/.exec(halfWidth(text))
  if (!match) return { wrong: 'sum-malformed' }
  const [, sign = '', whole = '', decimals = ''] = match
  if (sign === '-') return { wrong: 'sum-negative' }
  if (decimals.replace(/0+$/, '').length > 2) return { wrong: 'sum-fraction' }
  const digits = whole.replaceAll(',', '')
  if (digits.length > MAX_YUAN_DIGITS) return { wrong: 'sum-malformed' }
  return { value: Number(digits) * 100 + Number(decimals.slice(0, 2).padEnd(2, '0')) }
}

/** A whole number within a range. */
export const wholeNumber =
  (least: number, most: number): CellReader<number> =>
  (text) => {
    const digits = halfWidth(text)
    const value = /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN
    return value >= least && value <= most ? { value } : { wrong: 'count-malformed' }
  }

/** A township (9 digits) or village (12 digits). */
export const localArea: CellReader<AreaCode> = (text) =>
  /^\d{9}(\d{3})?$/.test(halfWidth(text)) ? { value: halfWidth(text) } : { wrong: 'area-malformed' }

/** An account number: 8 to 32 digits; spaces and hyphens between groups are forgiven. */
export const accountNumber: CellReader<string> = (text) => {
  const account = halfWidth(text).replaceAll(/[\s-]/g, '')
  return AccountNumber.safeParse(account).success ? { value: account } : { wrong: 'account-malformed' }
}
