import { z } from 'zod'
import { PriceGroup } from '../price/groups.ts'
import { Payee } from '../scheme/payee.ts'
import { AreaCode, AreaKind } from '../shared/area.ts'
import { Month } from '../shared/day.ts'
import { Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { Sha256 } from '../shared/sha256.ts'
import { PaymentKind } from './events.ts'
import { LineOffset } from './offset.ts'

/** What a line of a run said in its first version: one month, and nothing set off. */
export const FirstRunLine = z.strictObject({
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

/**
 * One line of a run: the payment it will create, and what it was computed from. `amountFen` is what is paid: `grossFen`
 * less every offset, and never less than one fen.
 */
export const RunLine = z.strictObject({
  ...FirstRunLine.shape,
  /** The month that is paid for: the run's own, or an earlier one where arrears are paid. */
  month: Month,
  grossFen: Fen,
  offsets: z.array(LineOffset),
  /** Whose account it goes to; `account` is the digest of that one. The payment belongs to the person all the same. */
  payee: Payee,
  /** The protected group that a price subsidy is paid under; null for every other scheme. */
  group: PriceGroup.nullable(),
})
export type RunLine = z.infer<typeof RunLine>

/** Why a line was held in the first version. */
export const firstHoldReasons = [
  'DEATH', // somebody counted in the line died in an earlier month, or who receives it has died: to be decided first
  'NO_ACCOUNT', // the payee has no account
  'ACCOUNT_NOT_CONFIRMED', // a returned payment, and no account registered since
  'DUPLICATE', // this person already has a payment of this scheme, month and kind
  'NO_STANDARD', // no standard or tier is in force for the month
  'CLAIM_LOST', // the case no longer holds the claim of a member on the scheme
  'NOTHING_DUE', // income reaches the standard, or other schemes give as much
] as const

/** Why a line is held back. */
export const holdReasons = [
  ...firstHoldReasons,
  'EXCLUDED', // a member also holds a scheme in this month beside which this one is not paid
  'REISSUE_FIRST', // what was paid came back, and its reissue comes before any arrears of that month
] as const

/** What another case holds for somebody of a line, wherever that case is. */
const Beside = z.strictObject({ caseId: Uuid, scheme: SchemeCode, clause: z.string() })

/** A line held back from a run in its first version. */
export const FirstHeldLine = z.strictObject({ caseId: Uuid, personId: Uuid, reason: z.enum(firstHoldReasons) })

/** A line held back from a run, for which month, and why; `other` names the case that stands in the way. */
export const HeldLine = z.strictObject({
  caseId: Uuid,
  personId: Uuid,
  month: Month,
  reason: z.enum(holdReasons),
  other: Beside.nullable(),
})
export type HeldLine = z.infer<typeof HeldLine>
