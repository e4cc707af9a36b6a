import { z } from 'zod'
import { AreaCode, AreaKind } from '../shared/area.ts'
import { Day } from '../shared/day.ts'
import { type EventOf, eventSchema, Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { SchemeCode } from '../shared/scheme-code.ts'

/** The document a parameter rests on: no number, no parameter. */
export const Document = z.strictObject({
  number: z.string().min(1).max(100),
  title: z.string().min(1).max(300),
  issuer: z.string().min(1).max(100),
})
export type Document = z.infer<typeof Document>

const dated = {
  area: AreaCode,
  document: Document,
  /** The first day it counts for; may lie before `inForceOn` (a retroactive notice). */
  effectiveFrom: Day,
  /** The day it was announced: before this day nobody could know it. */
  inForceOn: Day,
}

/** Scalar parameters that an area may set; the catalogue with units and defaults is `parameters.ts`. */
export const ParameterKey = z.enum([
  'employmentCostPercent', // % of the standard, deducted per worker or household
  'employmentCostBasis', // PER_WORKER | PER_HOUSEHOLD
  'basicPensionCounted', // true | false
  'amountMode', // GAP | TIER
  'rounding', // HALF_UP_FEN | HALF_UP_YUAN | UP_YUAN, of a household's monthly line
])
export type ParameterKey = z.infer<typeof ParameterKey>

/** The facts of `policy-<area>`. */
export const policyEvents = [
  eventSchema(
    'StandardPublished',
    z.strictObject({
      standardId: Uuid,
      ...dated,
      scheme: SchemeCode,
      areaKind: AreaKind,
      /** Per person and month. */
      monthlyFen: Fen,
    }),
  ),
  /** A standard taken back before or after it came into force; the envelope's `annuls` names its event. */
  eventSchema('StandardWithdrawn', z.strictObject({ standardId: Uuid, area: AreaCode, document: Document, on: Day })),
  eventSchema(
    'TiersPublished',
    z.strictObject({
      tiersId: Uuid,
      ...dated,
      scheme: SchemeCode,
      areaKind: AreaKind,
      /** Per person and month (分档). */
      tiers: z
        .array(z.strictObject({ tier: z.string().min(1).max(20), monthlyFen: Fen }))
        .min(1)
        .max(20),
    }),
  ),
  eventSchema(
    'ParameterPublished',
    z.strictObject({ parameterId: Uuid, ...dated, scheme: SchemeCode, key: ParameterKey, value: z.string().max(50) }),
  ),
  eventSchema(
    'HolidayCalendarPublished',
    z.strictObject({
      area: AreaCode,
      document: Document,
      year: z.int().min(1949).max(2199),
      /** Days off that would be working days or are holidays at the weekend. */
      daysOff: z.array(Day).max(120),
      /** Worked weekend days (调休). */
      workedWeekendDays: z.array(Day).max(60),
    }),
  ),
  eventSchema(
    'AuthorityDelegated',
    z.strictObject({
      delegationId: Uuid,
      area: AreaCode,
      document: Document,
      scheme: SchemeCode,
      /** The township (9 digits) that may confirm. */
      to: AreaCode,
      /** Highest monthly amount of a household it may grant; null for no cap. */
      capFen: Fen.nullable(),
      from: Day,
      until: Day.nullable(),
    }),
  ),
  eventSchema('AuthorityRevoked', z.strictObject({ delegationId: Uuid, area: AreaCode, document: Document, on: Day })),
] as const
export type PolicyEvent = EventOf<(typeof policyEvents)[number]>
