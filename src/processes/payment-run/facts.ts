import type { PaymentKind } from '../../domain/payment/events.ts'
import type { HeldLine, RunLine } from '../../domain/payment/line.ts'
import { type LineOffset, sumOfOffsets } from '../../domain/payment/offset.ts'
import type { PaymentStatus } from '../../domain/payment/state.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { PriceGroup } from '../../domain/price/groups.ts'
import { PRICE_SUBSIDY } from '../../domain/price/terms.ts'
import type { AmountFacts } from '../../domain/scheme/calculation.ts'
import type { Payee } from '../../domain/scheme/payee.ts'
import { schemes } from '../../domain/scheme/schemes.ts'
import type { AreaKind } from '../../domain/shared/area.ts'
import type { Day, Month } from '../../domain/shared/day.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import type { Recovery } from '../overpayments/recoveries.ts'
import type { Account } from './accounts.ts'
import type { Holding } from './beside-rule.ts'

/** A household or person that is to be paid for a month, as the roll says. */
export type RollRow = {
  caseId: string
  scheme: SchemeCode
  area: string
  areaKind: AreaKind
  holder: string
  members: readonly string[]
  facts: AmountFacts
  payee: Payee
}

/** A payment of the month that exists already. */
export type EarlierPayment = {
  paymentId: string
  personId: string
  caseId: string
  month: Month
  runId: string
  kind: PaymentKind
  sequence: number
  amountFen: Fen
  grossFen: Fen
  offsets: readonly LineOffset[]
  area: string
  areaKind: AreaKind
  members: number
  status: PaymentStatus
  reissueOf: string | null
  payee: Payee
  group: PriceGroup | null
  /** Log position of its return or failure. */
  endedAt: bigint | null
  /** It came back and is not to be repeated. */
  noLongerDue: boolean
}

/** What one human holds in the month beside other cases, and whether one of them excludes it: then it is not paid itself. */
export type HeldBeside = Holding & { excluded: boolean }

/** Everything the lines of a month are computed from, as known at one log position. */
export type MonthFacts = {
  scheme: SchemeCode
  /** Whether one person holds the scheme by one case at most; aid and grants are paid once per case instead. */
  exclusive: boolean
  month: Month
  roll: readonly RollRow[]
  policy: Policy
  /** Day of death by person. */
  deaths: ReadonlyMap<string, Day>
  /** By owner: the holder, another person, an institution. */
  accounts: ReadonlyMap<string, Account>
  /** By person: the cases whose claim on the scheme covers the month, each with the log position of its claim. */
  claims: ReadonlyMap<string, ReadonlyMap<string, bigint>>
  /** By person: what the same human holds by other cases. */
  beside: ReadonlyMap<string, readonly HeldBeside[]>
  /** By person: what may be taken off to repay an overpayment. */
  recoveries: ReadonlyMap<string, Recovery>
  /** Cases that the county has paid and that are on the roll of the month elsewhere: theirs to judge. For arrears alone. */
  elsewhere: ReadonlySet<string>
  /** Payments of this scheme and month to the same persons, and those for the same cases whoever received them. */
  payments: readonly EarlierPayment[]
}

/**
 * The lines of a run and what was held back, in the order of payment id and of case id; and the cases that the county has
 * paid for the month in an earlier run: done, not held, and too many in a second run to be told one by one.
 */
export type Calculation = { lines: readonly RunLine[]; held: readonly HeldLine[]; paid: ReadonlySet<string> }

/**
 * What a line of a month is known by when it is held against another calculation: its case, or the person where a scheme
 * pays several persons of one case.
 */
export const subjectIn =
  (scheme: SchemeCode) =>
  ({ caseId, personId }: { caseId: string; personId: string }): string =>
    scheme === PRICE_SUBSIDY ? personId : caseId

/** Whether a scheme is claimed by persons, so that they hold it once; what is no scheme of this programme is. */
export const isExclusive = (code: SchemeCode): boolean =>
  schemes.find((scheme) => scheme.code === code)?.exclusive ?? true

/**
 * The payments that count for their month: not cancelled, not closed as no longer due, and not repeated by another one. What
 * came back and is still to be repeated counts: nothing else is paid in its place.
 */
export const standing = <Payment extends Pick<EarlierPayment, 'paymentId' | 'status' | 'reissueOf' | 'noLongerDue'>>(
  payments: readonly Payment[],
): readonly Payment[] => {
  const made = payments.filter(({ status }) => status !== 'CANCELLED')
  const repeated = new Set(made.map(({ reissueOf }) => reissueOf))
  return made.filter(({ paymentId, noLongerDue }) => !noLongerDue && !repeated.has(paymentId))
}

/** What payments stand for: the money itself, and what it repaid of an earlier debt. */
export const standForFen = (payments: readonly Pick<EarlierPayment, 'amountFen' | 'offsets'>[]): Fen =>
  payments.reduce((sum, { amountFen, offsets }) => sum + amountFen + sumOfOffsets(offsets, 'RECOVERY'), 0)

/** A payment that came back, or never arrived. */
export const isBack = ({ status }: Pick<EarlierPayment, 'status'>): boolean =>
  status === 'RETURNED' || status === 'FAILED'
