import { z } from 'zod'
import { Document } from '../policy/events.ts'
import { AreaCode } from '../shared/area.ts'
import { Day } from '../shared/day.ts'
import { type EventOf, eventSchema, Uuid } from '../shared/event.ts'
import { SchemeCode } from '../shared/scheme-code.ts'

/** The facts of `crisis-<area>`: what an area has declared for the time of a crisis, each by its document. */
export const crisisEvents = [
  eventSchema(
    'CrisisMeasureDeclared',
    z.strictObject({
      measureId: Uuid,
      area: AreaCode,
      document: Document,
      from: Day,
      /** Last day; null while nobody has set one. */
      until: Day.nullable(),
      /** Null where every scheme is meant. */
      schemes: z.array(SchemeCode).min(1).max(20).nullable(),
      /** Reductions, stops and exits are paused [luliang-2020]. */
      pausesExits: z.boolean(),
      /** A review that falls due meanwhile may be made so many months later [2021-57 Art.31]; null where it may not. */
      reviewMonthsLonger: z.int().min(1).max(12).nullable(),
    }),
  ),
  eventSchema(
    'CrisisMeasureEnded',
    z.strictObject({
      measureId: Uuid,
      area: AreaCode,
      document: Document,
      /** The last day on which it counts. */
      lastDay: Day,
    }),
  ),
] as const
export type CrisisEvent = EventOf<(typeof crisisEvents)[number]>
