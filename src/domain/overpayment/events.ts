import { z } from 'zod'
import { Document } from '../policy/events.ts'
import { PriceGroup } from '../price/groups.ts'
import { AreaCode, AreaKind } from '../shared/area.ts'
import { Day, Month } from '../shared/day.ts'
import { type EventOf, eventSchema, nextVersion, Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { Text } from '../shared/text.ts'
import { OverpaymentCause, ReferralTo, WaiverGround } from './words.ts'

const id = { overpaymentId: Uuid }

/** One month of an overpayment: what was paid for it, what was due, and how much of the difference this claim is for. */
export const OverpaidMonth = z.strictObject({
  month: Month,
  paidFen: Fen,
  dueFen: Fen,
  overpaidFen: Fen.min(1),
  cause: OverpaymentCause,
})
export type OverpaidMonth = z.infer<typeof OverpaidMonth>

/** Which run's calculation says so, and at which log position it read everything. */
const found = { runId: z.string(), readAt: z.string().regex(/^\d+$/) }

const firstDetected = z.strictObject({
  ...id,
  scheme: SchemeCode,
  /** To whom the payments belonged. */
  personId: Uuid,
  /** Which overpayment of this person under this scheme, counted from 1: part of its identity. */
  number: z.int().min(1),
  caseId: Uuid,
  area: AreaCode,
  areaKind: AreaKind,
  months: z.array(OverpaidMonth).min(1).max(600),
  ...found,
  detectedOn: Day,
})

const overpaymentDetected = nextVersion(
  eventSchema('OverpaymentDetected', firstDetected),
  z.strictObject({
    ...firstDetected.shape,
    /** The roll that a price subsidy was paid for, since not everybody may know of each; null for what no roll was paid for. */
    group: PriceGroup.nullable(),
  }),
)((old) => ({ ...old, group: null }))

/** The facts of `overpayment-<uuid>`: money that a person was paid and was not due, and what becomes of it. */
export const overpaymentEvents = [
  overpaymentDetected,
  /** Later facts say that more was due for these months than was thought when it was found. */
  eventSchema(
    'OverpaymentReduced',
    z.strictObject({
      ...id,
      months: z
        .array(z.strictObject({ month: Month, byFen: Fen.min(1) }))
        .min(1)
        .max(600),
      ...found,
      on: Day,
    }),
  ),
  eventSchema(
    'OverpaymentNotified',
    z.strictObject({ ...id, document: Document, reasons: Text, returnBy: Day, notifiedOn: Day }),
  ),
  eventSchema(
    'InstalmentsAgreed',
    z.strictObject({
      ...id,
      instalments: z
        .array(z.strictObject({ due: Day, fen: Fen.min(1) }))
        .min(1)
        .max(120),
      agreedOn: Day,
    }),
  ),
  eventSchema(
    'OverpaymentRecovered',
    z.strictObject({ ...id, amountFen: Fen.min(1), reference: z.string().min(1).max(100), receivedOn: Day }),
  ),
  /** So much may be taken off each later payment, from a month on; zero ends it. */
  eventSchema(
    'RecoveryOffsetAgreed',
    z.strictObject({ ...id, monthlyFen: Fen, fromMonth: Month, document: Document, agreedOn: Day }),
  ),
  /** A payment that is so much smaller has been instructed. */
  eventSchema(
    'OverpaymentOffset',
    z.strictObject({ ...id, paymentId: Uuid, month: Month, amountFen: Fen.min(1), on: Day }),
  ),
  /** That payment was cancelled: nothing has been repaid by it. */
  eventSchema(
    'OverpaymentOffsetUndone',
    z.strictObject({ ...id, paymentId: Uuid, month: Month, amountFen: Fen.min(1), on: Day }),
  ),
  eventSchema(
    'WaiverProposed',
    z.strictObject({
      ...id,
      waiverId: Uuid,
      amountFen: Fen.min(1),
      ground: WaiverGround,
      reasons: Text,
      proposedOn: Day,
    }),
  ),
  eventSchema('WaiverRejected', z.strictObject({ ...id, waiverId: Uuid, reasons: Text, on: Day })),
  eventSchema(
    'OverpaymentWaived',
    z.strictObject({
      ...id,
      waiverId: Uuid,
      amountFen: Fen.min(1),
      ground: WaiverGround,
      proposedBy: z.string(),
      waivedOn: Day,
    }),
  ),
  eventSchema(
    'OverpaymentTransferred',
    z.strictObject({ ...id, to: Text, document: Document, reasons: Text, on: Day }),
  ),
  eventSchema(
    'OverpaymentReferred',
    z.strictObject({ ...id, to: ReferralTo, document: Document, reasons: Text, on: Day }),
  ),
] as const
export type OverpaymentEvent = EventOf<(typeof overpaymentEvents)[number]>
