import { z } from 'zod'
import { Document } from '../policy/events.ts'
import { AreaCode } from '../shared/area.ts'
import { Day, Month } from '../shared/day.ts'
import { type EventOf, eventSchema, Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { PriceGroup } from './groups.ts'
import { PriceIndexKind, YearOnYear } from './index-kind.ts'

/** How a month was judged: by which version, and each index against the threshold that counts in the area. */
const judgement = {
  triggerId: Uuid,
  area: AreaCode,
  month: Month,
  version: z.string().max(40),
  judged: z
    .array(
      z.strictObject({
        indexId: Uuid,
        index: PriceIndexKind,
        month: Month,
        yearOnYear: YearOnYear,
        atLeast: z.int(),
        /** The clause of the version, or the document by which the place has lowered it. */
        clause: z.string().max(200),
      }),
    )
    .max(50),
  /** The outcome for the month that this one replaces, after an index was corrected. */
  replaces: Uuid.nullable(),
}

/** The facts of `price-<area>`: indices as they were released, and what they meant for the subsidy of each month. */
export const priceEvents = [
  /** One index of one month. A correction is a fact of its own that names the one it corrects. */
  eventSchema(
    'PriceIndexPublished',
    z.strictObject({
      indexId: Uuid,
      area: AreaCode,
      month: Month,
      index: PriceIndexKind,
      yearOnYear: YearOnYear,
      releasedOn: Day,
      document: Document,
      corrects: Uuid.nullable(),
    }),
  ),
  /** The subsidy of a month is due: to these groups, at this rise, by this day. */
  eventSchema(
    'PriceTriggerDeclared',
    z.strictObject({
      ...judgement,
      triggeredBy: PriceIndexKind,
      rise: YearOnYear,
      factor: z.int().min(1),
      groups: z.array(PriceGroup).min(1),
      /** The least per person; 0 for none, else by the document of `floorClause`. */
      floorFen: Fen,
      floorClause: z.string().max(200),
      payBy: z.strictObject({ due: Day, provisional: z.boolean(), clause: z.string() }),
    }),
  ),
  eventSchema('PriceTriggerNotMet', z.strictObject(judgement)),
  /** The first month without a trigger after months with one: `lastMonth` was the last that is paid (中止). */
  eventSchema('PriceSubsidySuspended', z.strictObject({ area: AreaCode, month: Month, lastMonth: Month })),
] as const
export type PriceEvent = EventOf<(typeof priceEvents)[number]>
