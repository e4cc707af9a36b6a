import { z } from 'zod'
import { PriceGroup } from '../price/groups.ts'
import { ownAccount, Payee } from '../scheme/payee.ts'
import { AreaCode, AreaKind } from '../shared/area.ts'
import { Day, Month } from '../shared/day.ts'
import { type EventOf, eventSchema, nextVersion, Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { Sha256 } from '../shared/sha256.ts'
import { LineOffset } from './offset.ts'

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

const firstPlanned = z.strictObject({
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
})

const paymentPlanned = nextVersion(
  eventSchema('PaymentPlanned', firstPlanned),
  z.strictObject({
    ...firstPlanned.shape,
    /** What the month comes to before anything is taken off; the amount is this less the offsets. */
    grossFen: Fen.min(1),
    offsets: z.array(LineOffset),
    /** Whose account it goes to. */
    payee: Payee,
    /** The protected group that a price subsidy is paid under; null for every other scheme. */
    group: PriceGroup.nullable(),
  }),
)((old) => ({ ...old, grossFen: old.amountFen, offsets: [], payee: ownAccount, group: null }))

const cancelled = { paymentId: Uuid, cancelledOn: Day, reason: z.string() }

const paymentCancelled = nextVersion(
  eventSchema('PaymentCancelled', z.strictObject(cancelled)),
  /** In the words of the person who stopped it; empty where the run did. */
  z.strictObject({ ...cancelled, note: z.string().max(1000) }),
)((old) => ({ ...old, note: '' }))

/** The facts of `payment-<uuid>`: one instruction to one payee for one month and kind. */
export const paymentEvents = [
  paymentPlanned,
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
  /** It came back, and by what is known now its month is not due, or not to this person or in this sum: it is not repeated. */
  eventSchema(
    'PaymentNoLongerDue',
    z.strictObject({ paymentId: Uuid, runId: z.string(), closedOn: Day, reason: z.string() }),
  ),
  paymentCancelled,
] as const
export type PaymentEvent = EventOf<(typeof paymentEvents)[number]>
