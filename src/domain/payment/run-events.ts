import { z } from 'zod'
import { AreaCode, AreaKind } from '../shared/area.ts'
import { Day, Month } from '../shared/day.ts'
import { type EventOf, eventSchema, Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { Sha256 } from '../shared/sha256.ts'
import { PaymentKind } from './events.ts'

const runId = z.string()

/** One line of a run: the payment it will create, and what it was computed from. */
export const RunLine = z.strictObject({
  paymentId: Uuid,
  caseId: Uuid,
  /** The holder who receives the money. */
  personId: Uuid,
  kind: PaymentKind,
  sequence: z.int().min(1),
  amountFen: Fen,
  area: AreaCode,
  areaKind: AreaKind,
  members: z.int().min(1),
  standardFen: Fen,
  standardDocument: z.string(),
  /** SHA-256 of the payee's sealed account: an approval binds where the money goes, though nobody can read it here. */
  account: Sha256,
  reissueOf: Uuid.nullable(),
})
export type RunLine = z.infer<typeof RunLine>

/** A line held back from a run, and why. */
export const HeldLine = z.strictObject({
  caseId: Uuid,
  personId: Uuid,
  reason: z.enum([
    'DEATH', // somebody counted in the line died in an earlier month: an adjustment has to be decided first
    'NO_ACCOUNT', // the holder has no payee account
    'ACCOUNT_NOT_CONFIRMED', // a returned payment, and no account registered since
    'DUPLICATE', // this person already has a payment of this scheme, month and kind
    'NO_STANDARD', // no standard or tier is in force for the month
    'CLAIM_LOST', // the case no longer holds the claim of a member on the scheme
    'NOTHING_DUE', // income reaches the standard
  ]),
})
export type HeldLine = z.infer<typeof HeldLine>

/** What an approval binds: the content of the run and not its id. How the hash is made: `processes/payment-run/identity.ts`. */
export const RunContent = z.strictObject({ hash: Sha256, count: z.int().min(0), totalFen: Fen })
export type RunContent = z.infer<typeof RunContent>

/** The facts of `run-<area>-<scheme>-<month>-<n>`; see `run-state.ts`. */
export const runEvents = [
  eventSchema(
    'PaymentRunOpened',
    z.strictObject({
      runId,
      area: AreaCode,
      scheme: SchemeCode,
      month: Month,
      number: z.int().min(1),
      /** A regular month, or the reissue of returned payments of that month. */
      purpose: z.enum(['REGULAR', 'REISSUE']),
      openedOn: Day,
    }),
  ),
  /** At most 500 lines of a calculation; chunks of one attempt share its number. */
  eventSchema(
    'PaymentLinesCalculated',
    z.strictObject({ runId, attempt: z.int().min(1), chunk: z.int().min(0), lines: z.array(RunLine).max(500) }),
  ),
  /** At most 500 households of a calculation that are not paid, in chunks like its lines. */
  eventSchema(
    'PaymentLinesHeld',
    z.strictObject({ runId, attempt: z.int().min(1), chunk: z.int().min(0), held: z.array(HeldLine).max(500) }),
  ),
  /** Lines and held lines of this attempt count from here on. */
  eventSchema(
    'PaymentRunCalculated',
    z.strictObject({
      runId,
      attempt: z.int().min(1),
      /** The log position at which roster and policy were read. */
      position: z.string().regex(/^\d+$/),
      chunks: z.int().min(0),
      ...RunContent.shape,
      heldCount: z.int().min(0),
      calculatedOn: Day,
    }),
  ),
  eventSchema('PaymentRunReviewed', z.strictObject({ runId, ...RunContent.shape, reviewedOn: Day })),
  eventSchema('PaymentRunApproved', z.strictObject({ runId, ...RunContent.shape, approvedOn: Day })),
  /** Back to OPEN; what was given before is void. */
  eventSchema(
    'PaymentRunSentBack',
    z.strictObject({
      runId,
      reason: z.enum(['WRONG_AMOUNT', 'WRONG_PAYEE', 'DEATH', 'INELIGIBLE', 'OTHER']),
      note: z.string().max(1000),
      on: Day,
    }),
  ),
  /** From here on payments may exist. A crash is finished by instructing again. */
  eventSchema('PaymentInstructionStarted', z.strictObject({ runId, ...RunContent.shape, on: Day })),
  eventSchema('PaymentRunInstructed', z.strictObject({ runId, count: z.int().min(0), totalFen: Fen, on: Day })),
  eventSchema(
    'BankFileBuilt',
    z.strictObject({
      runId,
      fileId: z.string(),
      part: z.int().min(1),
      sha256: Sha256,
      size: z.int(),
      count: z.int(),
      totalFen: Fen,
      on: Day,
    }),
  ),
  /** Handed to the bank by a person; the full bank protocol (intent, sent, unknown) extends this place. */
  eventSchema(
    'BankFileSent',
    z.strictObject({ runId, fileId: z.string(), sha256: Sha256, attempt: z.int().min(1), on: Day }),
  ),
  eventSchema('ReturnFileReceived', z.strictObject({ runId, sha256: Sha256, size: z.int(), on: Day })),
  eventSchema(
    'ReturnFileImported',
    z.strictObject({
      runId,
      sha256: Sha256,
      paidCount: z.int(),
      paidFen: Fen,
      returnedCount: z.int(),
      returnedFen: Fen,
      failedCount: z.int(),
      failedFen: Fen,
      /** Lines that did not fit (line 0: the file); the run cannot close while there are any without an answer. */
      exceptions: z.array(z.strictObject({ line: z.int(), code: z.string(), paymentId: z.string().nullable() })),
      on: Day,
    }),
  ),
  eventSchema(
    'ReturnExceptionSettled',
    z.strictObject({ runId, sha256: Sha256, line: z.int(), answer: z.string().min(1).max(1000), on: Day }),
  ),
  eventSchema('PaymentRunReconciled', z.strictObject({ runId, paidFen: Fen, returnedFen: Fen, on: Day })),
  eventSchema('PaymentRunClosed', z.strictObject({ runId, on: Day })),
] as const
export type RunEvent = EventOf<(typeof runEvents)[number]>
