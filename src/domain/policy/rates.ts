import type { AreaCode, AreaKind } from '../shared/area.ts'
import { addMonths, type Day, type Month, monthOf } from '../shared/day.ts'
import type { Fen } from '../shared/fen.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import type { Document } from './events.ts'
import { type ExactFen, exactFen, roundExact, timesFactor } from './exact-fen.ts'
import { isLive, nearest } from './nearest.ts'
import { monthsOf, type RateName } from './rate.ts'
import type { FigureRow, LinkRow, RateBook, RateRow, StandardRow } from './rows.ts'

/** Where and when a scheme's rates are asked for. Without `knownOn`, everything folded is known. */
export type RateQuestion = { scheme: SchemeCode; area: AreaCode; areaKind: AreaKind; month: Month; knownOn?: Day }

/** Which rate is asked for. */
export type NamedRateQuestion = RateQuestion & { rate: RateName }

/** One published row that a rate rests on. */
export type RateSource = {
  how: 'FIGURE' | 'LINK' | 'AVERAGE' | 'FLOOR'
  standardId: string
  area: AreaCode
  effectiveFrom: Day
  inForceOn: Day
  document: Document
}

/** What is paid a month under a rate, per person. */
export type Rate = {
  /** Exactly; a line is rounded once, after everything has been added up. */
  monthly: ExactFen
  /** Rounded half up to whole fen, for lists and for rates that are paid alone. */
  monthlyFen: Fen
  /** The document that the rate itself rests on. */
  document: Document
  /** That row first, then what it is linked to, one after the other. */
  sources: readonly RateSource[]
}

/**
 * The rate of a month: published as a sum or as a link, announced by `knownOn` and not withdrawn by then, effective on the
 * first day of the month. The nearest area that has one wins, and of its rows the latest effective. Undefined where there is
 * none, or where a link rests on nothing that is known, or upon itself.
 */
export const rateFor = (book: RateBook, question: NamedRateQuestion): Rate | undefined => {
  const found = resolve(book, question, [])
  return found === 'NOTHING' || found === 'CIRCLE' ? undefined : rateOf(found)
}

/** A sum that is paid once (a grant), by the same rules; never taken for a monthly one, nor the other way round. */
export const onceFor = (book: RateBook, question: NamedRateQuestion): { fen: Fen; source: RateSource } | undefined => {
  const rows = rowsFor(book.standards, question).filter(({ figure }) => figure.per === 'ONCE')
  const row = inForce(rows, question)
  return row && { fen: row.figure.fen, source: sourceOf('FIGURE', row) }
}

/** Whether a rate is linked, over however many links, to itself. */
export const isCircular = (book: RateBook, question: NamedRateQuestion): boolean =>
  resolve(book, question, []) === 'CIRCLE'

/** The exact monthly sum of a floor's link, and the rows it rests on; undefined where its base is not known. */
export const linkedRate = (book: RateBook, link: LinkRow, question: NamedRateQuestion): Rate | undefined => {
  const found = follow(book, link, question, [])
  return found === 'NOTHING' || found === 'CIRCLE' ? undefined : rateOf(found)
}

/** Rows of the rate that is asked for, published for its kind of area or for both, and not withdrawn. */
export const rowsFor = <Row extends RateRow>(rows: readonly Row[], question: NamedRateQuestion): Row[] =>
  rows.filter(
    (row) =>
      row.scheme === question.scheme &&
      row.rate === question.rate &&
      (row.areaKind === question.areaKind || row.areaKind === 'ALL') &&
      isLive(row, question.knownOn),
  )

/** A figure as a sum per month; undefined where it is no monthly or yearly money. */
export const monthlyOf = ({ value, unit }: Pick<FigureRow, 'value' | 'unit'>): ExactFen | undefined => {
  if (unit === 'FEN_PER_MONTH') return exactFen(value)
  return unit === 'FEN_PER_YEAR' ? exactFen(value, monthsOf.YEAR) : undefined
}

type Found = { monthly: ExactFen; sources: readonly [RateSource, ...RateSource[]] }
type Resolved = Found | 'NOTHING' | 'CIRCLE'

const resolve = (book: RateBook, question: NamedRateQuestion, onTheWay: readonly string[]): Resolved => {
  const { scheme, rate, area, areaKind, month } = question
  const node = `${scheme} ${rate} ${area} ${areaKind} ${month}`
  if (onTheWay.includes(node)) return 'CIRCLE'
  const standards = rowsFor(book.standards, question).filter(({ figure }) => figure.per !== 'ONCE')
  const links = rowsFor(book.links, question).filter(({ use }) => use === 'RATE')
  const row = inForce<StandardRow | LinkRow>([...standards, ...links], question)
  if (!row) return 'NOTHING'
  if ('base' in row) return follow(book, row, question, [...onTheWay, node])
  const { fen, per } = row.figure
  const monthly = exactFen(fen, per === 'YEAR' ? monthsOf.YEAR : monthsOf.MONTH)
  return { monthly, sources: [sourceOf('FIGURE', row)] }
}

const follow = (book: RateBook, link: LinkRow, question: NamedRateQuestion, onTheWay: readonly string[]): Resolved => {
  const { base, factor } = link
  const asked: NamedRateQuestion = {
    ...question,
    scheme: base.scheme,
    rate: base.rate,
    area: base.area ?? question.area,
    areaKind: base.areaKind ?? question.areaKind,
    month: base.of === 'PRIOR_YEAR' ? lastMonthOfYearBefore(question.month) : question.month,
  }
  const found = base.kind === 'RATE' ? resolve(book, asked, onTheWay) : averageFor(book, asked)
  if (found === 'NOTHING' || found === 'CIRCLE') return found
  return { monthly: timesFactor(found.monthly, factor), sources: [sourceOf('LINK', link), ...found.sources] }
}

/** The average of the month's year, or of the latest year before it that has been published. */
const averageFor = (book: RateBook, question: NamedRateQuestion): Resolved => {
  const row = inForce(
    rowsFor(book.figures, question).filter(({ kind }) => kind === 'AVERAGE'),
    question,
  )
  const monthly = row && monthlyOf(row)
  return monthly ? { monthly, sources: [sourceOf('AVERAGE', row)] } : 'NOTHING'
}

/** The first month for which something counts that is effective from a day: that on whose first day it is in force. */
export const firstMonthOf = (effectiveFrom: Day): Month =>
  effectiveFrom.endsWith('-01') ? monthOf(effectiveFrom) : addMonths(monthOf(effectiveFrom), 1)

const inForce = <Row extends RateRow>(rows: readonly Row[], { area, month, knownOn }: RateQuestion): Row | undefined =>
  nearest(rows, area, `${month}-01`, knownOn)

const lastMonthOfYearBefore = (month: Month): Month => `${Number(month.slice(0, 4)) - 1}-12`

/** A row as a source. */
export const sourceOf = (how: RateSource['how'], row: RateRow): RateSource => ({
  how,
  standardId: row.standardId,
  area: row.area,
  effectiveFrom: row.effectiveFrom,
  inForceOn: row.inForceOn,
  document: row.document,
})

const rateOf = ({ monthly, sources }: Found): Rate => ({
  monthly,
  monthlyFen: roundExact(monthly),
  document: sources[0].document,
  sources,
})
