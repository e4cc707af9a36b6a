import { AreaKind } from '../shared/area.ts'
import { ascending } from '../shared/ascending.ts'
import type { Fen } from '../shared/fen.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import { belowFloor, type Floor } from './floors.ts'
import type { RateName } from './rate.ts'
import { onceFor, type Rate, type RateQuestion, type RateSource, rateFor } from './rates.ts'
import type { RateBook } from './rows.ts'

/** A rate that counts in a month: each month, or once; with the floor that it lies below, if it does. */
export type ListedRate = { scheme: SchemeCode; rate: RateName; areaKind: AreaKind } & (
  | { monthly: Rate; below: Floor | null }
  | { once: { fen: Fen; source: RateSource } }
)

/** Every rate that counts in an area in a month, by scheme, name and kind of area. */
export const ratesIn = (book: RateBook, place: Omit<RateQuestion, 'scheme' | 'areaKind'>): readonly ListedRate[] => {
  const rows = [...book.standards, ...book.links]
  const names = [...new Map(rows.map(({ scheme, rate }) => [`${scheme} ${rate}`, { scheme, rate }])).entries()]
  return names
    .sort(([a], [b]) => ascending(a, b))
    .flatMap(([, name]) =>
      AreaKind.options.flatMap((areaKind): ListedRate[] => {
        const question = { ...place, ...name, areaKind }
        const monthly = rateFor(book, question)
        const once = onceFor(book, question)
        return [
          ...(monthly ? [{ ...name, areaKind, monthly, below: belowFloor(book, question)?.floor ?? null }] : []),
          ...(once ? [{ ...name, areaKind, once }] : []),
        ]
      }),
    )
}
