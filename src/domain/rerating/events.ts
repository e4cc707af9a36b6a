import { z } from 'zod'
import { RateName } from '../policy/rate.ts'
import { AreaCode, AreaKind } from '../shared/area.ts'
import { Day, Month } from '../shared/day.ts'
import { type EventOf, eventSchema, Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { Sha256 } from '../shared/sha256.ts'
import { Text } from '../shared/text.ts'
import { KnownChange } from './change.ts'
import { Outcome, Reason } from './outcome.ts'

/** One case of the dry run. */
export const ReratingLine = z.strictObject({
  caseId: Uuid,
  /** The holder, whose name lists show. */
  personId: Uuid,
  area: AreaCode,
  areaKind: AreaKind,
  outcome: Outcome,
  reason: Reason,
  /** The first month that the change moves, and what it comes to without and with it; null where a rate is missing. */
  month: Month,
  beforeFen: Fen.nullable(),
  afterFen: Fen.nullable(),
  /** First month and amount of the decision that the line rests on. */
  decidedFrom: Month,
  decidedFen: Fen,
  /** What the change adds to the months before the one of the calculation, below zero where it takes away. */
  pastFen: z.int(),
})
export type ReratingLine = z.infer<typeof ReratingLine>

/** Number and sums of one outcome. */
export const ReratingTotal = z.strictObject({
  outcome: Outcome,
  cases: z.int().min(0),
  beforeFen: z.int().min(0),
  afterFen: z.int().min(0),
  pastFen: z.int(),
})
export type ReratingTotal = z.infer<typeof ReratingTotal>

/** A rate of the scheme that the change moves, rounded to whole fen per person and month. */
export const MovedRate = z.strictObject({
  rate: RateName,
  areaKind: AreaKind,
  firstMonth: Month,
  lastMonth: Month,
  beforeFen: Fen.nullable(),
  afterFen: Fen.nullable(),
})
export type MovedRate = z.infer<typeof MovedRate>

/** What was done to one case when the re-rating was carried out. */
export const DoneCase = z.strictObject({
  caseId: Uuid,
  /** Left: the case itself would not have it, and says why in `code`. */
  result: z.enum(['ADJUSTED', 'REVIEW_OPENED', 'LEFT']),
  code: z.string().nullable(),
})
export type DoneCase = z.infer<typeof DoneCase>

/** The facts of `rerating-<uuid>`. */
export const reratingEvents = [
  eventSchema(
    'ReratingOpened',
    z.strictObject({
      reratingId: Uuid,
      /** The county. */
      area: AreaCode,
      scheme: SchemeCode,
      change: KnownChange,
      fromMonth: Month,
      openedOn: Day,
    }),
  ),
  /** A part of a dry run; it counts once `ReratingCalculated` has closed its attempt. */
  eventSchema(
    'ReratingLinesCalculated',
    z.strictObject({
      reratingId: Uuid,
      attempt: z.int().min(1),
      chunk: z.int().min(0),
      lines: z.array(ReratingLine).min(1).max(1_000),
    }),
  ),
  eventSchema(
    'ReratingCalculated',
    z.strictObject({
      reratingId: Uuid,
      attempt: z.int().min(1),
      chunks: z.int().min(0),
      /** Everything is as known at this place in the log. */
      position: z.string(),
      /** SHA-256 over the lines in the order of case ids. */
      hash: Sha256,
      totals: z.array(ReratingTotal).max(10),
      rates: z.array(MovedRate).max(1_000),
      calculatedOn: Day,
    }),
  ),
  eventSchema('ReratingApproved', z.strictObject({ reratingId: Uuid, hash: Sha256, approvedOn: Day })),
  eventSchema('ReratingApplicationStarted', z.strictObject({ reratingId: Uuid, hash: Sha256, on: Day })),
  eventSchema(
    'ReratingCasesDone',
    z.strictObject({ reratingId: Uuid, part: z.int().min(0), on: Day, cases: z.array(DoneCase).min(1).max(1_000) }),
  ),
  eventSchema(
    'ReratingApplied',
    z.strictObject({
      reratingId: Uuid,
      appliedOn: Day,
      adjusted: z.int().min(0),
      reviewsOpened: z.int().min(0),
      left: z.int().min(0),
    }),
  ),
  eventSchema('ReratingClosed', z.strictObject({ reratingId: Uuid, closedOn: Day, summary: Text })),
] as const
export type ReratingEvent = EventOf<(typeof reratingEvents)[number]>
