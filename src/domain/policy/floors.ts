import { withAncestors } from '../shared/area.ts'
import { compareExact, type ExactFen } from './exact-fen.ts'
import { nearest } from './nearest.ts'
import {
  linkedRate,
  monthlyOf,
  type NamedRateQuestion,
  type Rate,
  type RateSource,
  rateFor,
  rowsFor,
  sourceOf,
} from './rates.ts'
import type { FigureRow, LinkRow, RateBook } from './rows.ts'

/** A bound that the law or an office above has set for a rate: 1.3 times the standard, or a sum. */
export type Floor = { least: ExactFen; source: RateSource }

/** The floors of a rate in a month: of each area from the place up to the nation the latest, as far as its base is known. */
export const floorsFor = (book: RateBook, question: NamedRateQuestion): readonly Floor[] => {
  const rows: readonly (FigureRow | LinkRow)[] = [
    ...rowsFor(book.figures, question).filter(({ kind }) => kind === 'FLOOR'),
    ...rowsFor(book.links, question).filter(({ use }) => use === 'FLOOR'),
  ]
  return withAncestors(question.area).flatMap((area) => {
    const own = rows.filter((row) => row.area === area)
    const row = nearest(own, area, `${question.month}-01`, question.knownOn)
    const least = row && leastOf(book, row, question)
    return least ? [{ least, source: sourceOf('FLOOR', row) }] : []
  })
}

/** The rate of a month that lies below a floor, and the floor; undefined where there is none, or no rate. */
export const belowFloor = (book: RateBook, question: NamedRateQuestion): { rate: Rate; floor: Floor } | undefined => {
  const rate = rateFor(book, question)
  const floor = rate && floorsFor(book, question).find(({ least }) => compareExact(rate.monthly, least) < 0)
  return floor && { rate, floor }
}

const leastOf = (book: RateBook, row: FigureRow | LinkRow, question: NamedRateQuestion): ExactFen | undefined =>
  'base' in row ? linkedRate(book, row, question)?.monthly : monthlyOf(row)
