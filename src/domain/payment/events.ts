import { z } from 'zod'
import { AreaCode, AreaKind } from '../shared/area.ts'
import { Day, Month } from '../shared/day.ts'
import { type EventOf, eventSchema, Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { Sha256 } from '../shared/sha256.ts'

/** What a payment is for. A reissue repeats a returned payment under a new id that names it. */
export const PaymentKind = z.enum(['regular', 'arrears', 'correction', 'reissue', 'recoveryOffset'])
export type PaymentKind = z.infer<typeof PaymentKind>

/** What makes a payment unique, everywhere and for ever: the case is not in it. */
export const paymentKey = {
  scheme: SchemeCode,
  /** The holder who receives the money. */
  personId: Uuid,
  month: Month,
  kind: PaymentKind,
  sequence: z.int().min(1),
}

/** The facts of `payment-<uuid>`: one instruction to one payee for one month and kind. */
export const paymentEvents = [
  eventSchema(
    'PaymentPlanned',
    z.strictObject({
      paymentId: Uuid,
      ...paymentKey,
      amountFen: Fen.min(1),
      caseId: Uuid,
      /** Stream of the run, without its prefix. */
      runId: z.string(),
      area: AreaCode,
      areaKind: AreaKind,
      members: z.int().min(1),
      reissueOf: Uuid.nullable(),
    }),
  ),
  eventSchema('PaymentFiled', z.strictObject({ paymentId: Uuid, fileId: z.string(), fileSha256: Sha256 })),
  eventSchema(
    'PaymentPaid',
    z.strictObject({
      paymentId: Uuid,
      paidOn: Day,
      returnFileSha256: Sha256,
      line: z.int().min(1),
      bankReference: z.string(),
    }),
  ),
  eventSchema(
    'PaymentReturned',
    z.strictObject({
      paymentId: Uuid,
      returnedOn: Day,
      returnFileSha256: Sha256,
      line: z.int().min(1),
      reason: z.string(),
    }),
  ),
  eventSchema('PaymentFailed', z.strictObject({ paymentId: Uuid, failedOn: Day, reason: z.string() })),
  eventSchema('PaymentCancelled', z.strictObject({ paymentId: Uuid, cancelledOn: Day, reason: z.string() })),
] as const
export type PaymentEvent = EventOf<(typeof paymentEvents)[number]>
