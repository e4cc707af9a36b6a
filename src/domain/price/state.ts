import { type AreaCode, withAncestors } from '../shared/area.ts'
import { addMonths, type Month } from '../shared/day.ts'
import type { PriceEvent } from './events.ts'
import type { PriceIndexKind } from './index-kind.ts'

/** An index as it was published; `correctedBy` names the fact that counts in its stead. */
export type IndexFact = Extract<PriceEvent, { type: 'PriceIndexPublished' }>['data'] & { correctedBy: string | null }

/** A month that triggers the subsidy, as it was declared. */
export type Trigger = Extract<PriceEvent, { type: 'PriceTriggerDeclared' }>['data']

/** What was decided about a month. */
export type Outcome =
  | ({ met: true } & Trigger)
  | ({ met: false } & Extract<PriceEvent, { type: 'PriceTriggerNotMet' }>['data'])

/** Everything that some areas have published about prices; fold the streams of an area and of all above it. */
export type PriceBook = {
  indices: readonly IndexFact[]
  /** The newest outcome of an area and month comes last. */
  outcomes: readonly Outcome[]
}

/** Nothing published. */
export const noPrices: PriceBook = { indices: [], outcomes: [] }

/** Adds one fact; never refuses. */
export const evolvePrices = (book: PriceBook, { type, data }: PriceEvent): PriceBook => {
  switch (type) {
    case 'PriceIndexPublished':
      return {
        ...book,
        indices: [
          ...book.indices.map((fact) =>
            fact.indexId === data.corrects ? { ...fact, correctedBy: data.indexId } : fact,
          ),
          { ...data, correctedBy: null },
        ],
      }
    case 'PriceTriggerDeclared':
      return { ...book, outcomes: [...book.outcomes, { met: true, ...data }] }
    case 'PriceTriggerNotMet':
      return { ...book, outcomes: [...book.outcomes, { met: false, ...data }] }
    case 'PriceSubsidySuspended':
      return book
  }
}

/** The index that counts in an area: the one that it has published itself, else that of the nearest area above it. */
export const indexFor = (
  { indices }: PriceBook,
  area: AreaCode,
  index: PriceIndexKind,
  month: Month,
): IndexFact | undefined =>
  nearest(
    indices.filter((fact) => fact.index === index && fact.month === month && fact.correctedBy === null),
    area,
  )

/** What was decided about a month for an area, newest: by itself, else by the nearest area above it (whole city on or off). */
export const outcomeFor = ({ outcomes }: PriceBook, area: AreaCode, month: Month): Outcome | undefined =>
  nearest(
    outcomes.filter((outcome) => outcome.month === month),
    area,
  )

/** Whether an outcome still rests on the indices that count in an area. */
export const restsOnCounting = (book: PriceBook, area: AreaCode, { judged }: Outcome): boolean =>
  judged.every(({ index, month, indexId }) => indexFor(book, area, index, month)?.indexId === indexId)

/** The month before, if the subsidy was due for it. */
export const runningUntil = (book: PriceBook, area: AreaCode, month: Month): Month | undefined => {
  const before = addMonths(month, -1)
  return outcomeFor(book, area, before)?.met ? before : undefined
}

const nearest = <Row extends { area: AreaCode }>(rows: readonly Row[], area: AreaCode): Row | undefined => {
  for (const code of withAncestors(area)) {
    const own = rows.findLast((row) => row.area === code)
    if (own) return own
  }
  return undefined
}
