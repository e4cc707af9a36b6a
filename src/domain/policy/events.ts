import { z } from 'zod'
import { AreaCode, AreaKind } from '../shared/area.ts'
import { Day } from '../shared/day.ts'
import { type EventOf, eventSchema, nextVersion, Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { Printed } from './print.ts'
import {
  Figure,
  FigureKind,
  FigureUnit,
  LinkBase,
  LinkFactor,
  LinkUse,
  RateAreaKind,
  RateName,
  STANDARD,
} from './rate.ts'

/** The document a parameter rests on: no number, no parameter. */
export const Document = z
  .strictObject({
    number: z.string().min(1).max(100),
    title: z.string().min(1).max(300),
    issuer: z.string().min(1).max(100),
  })
  .meta({ id: 'Document', description: 'A published document (文件): its number, title and issuer.' })
export type Document = z.infer<typeof Document>

const dated = {
  area: AreaCode,
  document: Document,
  /** The first day it counts for; may lie before `inForceOn` (a retroactive notice). */
  effectiveFrom: Day,
  /** The day it was announced: before this day nobody could know it. */
  inForceOn: Day,
}

/**
 * The name of a scalar parameter. Events hold any well-formed name; the general ones are in `parameters.ts`, those of a
 * scheme in its own `parameters`.
 */
export const ParameterKey = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{2,60}$/, 'a parameter has a name in camelCase')
  .meta({ description: 'A parameter.', examples: ['employmentCostPercent'] })
export type ParameterKey = z.infer<typeof ParameterKey>

const monthlyStandard = eventSchema(
  'StandardPublished',
  z.strictObject({
    standardId: Uuid,
    ...dated,
    scheme: SchemeCode,
    areaKind: AreaKind,
    /** Per person and month. */
    monthlyFen: Fen,
  }),
)

/** A rate as a sum. Before rates had names there was one per scheme, always monthly. */
const standardPublished = nextVersion(
  monthlyStandard,
  z.strictObject({
    standardId: Uuid,
    ...dated,
    scheme: SchemeCode,
    rate: RateName,
    areaKind: RateAreaKind,
    /** Per person. */
    figure: Figure,
    printed: Printed.nullable(),
  }),
)(({ monthlyFen, ...old }) => ({
  ...old,
  rate: STANDARD,
  figure: { fen: monthlyFen, per: 'MONTH' },
  printed: null,
}))

const generalParameter = eventSchema(
  'ParameterPublished',
  z.strictObject({
    parameterId: Uuid,
    ...dated,
    scheme: SchemeCode,
    key: z.enum(['employmentCostPercent', 'employmentCostBasis', 'basicPensionCounted', 'amountMode', 'rounding']),
    value: z.string().max(50),
  }),
)

const parameterPublished = nextVersion(
  generalParameter,
  z.strictObject({
    parameterId: Uuid,
    ...dated,
    scheme: SchemeCode,
    key: ParameterKey,
    value: z.string().max(50),
    printed: Printed.nullable(),
  }),
)((old) => ({ ...old, printed: null }))

/** The facts of `policy-<area>`. */
export const policyEvents = [
  standardPublished,
  /** A rate, or a floor of one, as a multiple of another rate or average. */
  eventSchema(
    'RateLinked',
    z.strictObject({
      standardId: Uuid,
      ...dated,
      scheme: SchemeCode,
      rate: RateName,
      areaKind: RateAreaKind,
      use: LinkUse,
      factor: LinkFactor,
      base: LinkBase,
      printed: Printed.nullable(),
    }),
  ),
  /** A figure that nobody is paid: a target, an average, a floor. A link may rest on an average. */
  eventSchema(
    'FigurePublished',
    z.strictObject({
      standardId: Uuid,
      ...dated,
      scheme: SchemeCode,
      /** The rate that it is about, or a name of its own. */
      rate: RateName,
      areaKind: RateAreaKind,
      kind: FigureKind,
      value: z.int().min(0),
      unit: FigureUnit,
      printed: Printed.nullable(),
    }),
  ),
  /** A standard, link or figure taken back before or after it came into force; the envelope's `annuls` names its event. */
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
  parameterPublished,
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
