import { type AreaCode, AreaKind } from '../shared/area.ts'
import { addMonths, type Month, monthsFrom } from '../shared/day.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import { compareExact, type ExactFen } from './exact-fen.ts'
import type { RateName } from './rate.ts'
import { type NamedRateQuestion, rateFor } from './rates.ts'
import type { RateBook } from './rows.ts'

/** A rate that pays other sums than before, over consecutive months of one change; null: no rate. */
export type ChangedRate = {
  scheme: SchemeCode
  rate: RateName
  area: AreaCode
  areaKind: AreaKind
  firstMonth: Month
  lastMonth: Month
  before: ExactFen | null
  after: ExactFen | null
}

/**
 * What publishing or withdrawing something changes for the people of one area: every rate, by its own rows or through links,
 * and the months in which it pays another sum. `before` and `after` are the area's policy (its own and all above) without
 * and with the new facts. Sums paid once, tiers and parameters are not looked at.
 */
export const changedRates = (
  before: RateBook,
  after: RateBook,
  { area, months }: { area: AreaCode; months: { from: Month; until: Month } },
): readonly ChangedRate[] =>
  namesIn(before, after).flatMap(({ scheme, rate }) =>
    AreaKind.options.flatMap((areaKind) => {
      const changed: ChangedRate[] = []
      for (const month of monthsFrom(months.from, months.until)) {
        const question: NamedRateQuestion = { scheme, rate, area, areaKind, month }
        const was = rateFor(before, question)?.monthly ?? null
        const is = rateFor(after, question)?.monthly ?? null
        if (isSame(was, is)) continue
        const last = changed.at(-1)
        if (last && addMonths(last.lastMonth, 1) === month && isSame(last.before, was) && isSame(last.after, is))
          last.lastMonth = month
        else changed.push({ scheme, rate, area, areaKind, firstMonth: month, lastMonth: month, before: was, after: is })
      }
      return changed
    }),
  )

const namesIn = (...books: readonly RateBook[]): readonly { scheme: SchemeCode; rate: RateName }[] => {
  const rows = books.flatMap(({ standards, links }) => [...standards, ...links])
  return [...new Map(rows.map(({ scheme, rate }) => [`${scheme} ${rate}`, { scheme, rate }])).values()]
}

const isSame = (a: ExactFen | null, b: ExactFen | null): boolean =>
  a === null || b === null ? a === b : compareExact(a, b) === 0
