import type { HeldLine, RunLine } from '../../domain/payment/line.ts'
import type { Payee } from '../../domain/scheme/payee.ts'
import { type AreaCode, isWithin } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import type { KnownClaim } from '../overpayments/claims.ts'
import type { Account } from './accounts.ts'
import { owedOf } from './arrears-lines.ts'
import { type Calculation, type EarlierPayment, isBack, standForFen, standing, subjectIn } from './facts.ts'
import { byPaymentId, paymentIdOf } from './identity.ts'
import type { Hold } from './lines.ts'
import { ownerOf } from './payee-accounts.ts'

/** What the month of a returned payment comes to by now, and who is to receive it. */
export type DueNow = { fen: Fen; holder: string; payee: Payee }

/** Why nothing of a month is due any more: what an arrears run would say, or that it is on no roll. */
export type NotDue = { notDue: 'DEATH' | 'EXCLUDED' | 'RECALCULATED' | 'LEFT_ROLL' }

/** What came back of a month in a county, and what is known of it by now, at one log position. */
export type ReissueFacts = {
  scheme: SchemeCode
  month: Month
  area: AreaCode
  /** Every payment of the month to the same persons and for the same cases, wherever it was made. */
  payments: readonly EarlierPayment[]
  /** What the month comes to for whom a payment was made; a hold where that is to be decided first. */
  dueNow: (payment: EarlierPayment) => DueNow | NotDue | Hold
  /** What is claimed back of the month of a payment. */
  claimOn: (payment: EarlierPayment) => KnownClaim
  /** By owner, each with the position of its registration. */
  accounts: ReadonlyMap<string, Account>
}

/**
 * A payment that came back and is not to be paid again as it was. `firstId` is the payment that its chain of reissues began
 * with: what that one repaid of a debt is owed again.
 */
export type ClosedPayment = { payment: EarlierPayment; firstId: string; reason: string }

/** The lines of a reissue, what waits, and what is closed. */
export type Reissue = Calculation & { closed: readonly ClosedPayment[] }

/**
 * One line per returned or failed payment that is still due in full, to whom it is due by now and to an account registered
 * after it came back. The new payment names the old one; nothing of the old one changes. What is due no longer, or less of
 * it, or to another holder, is closed: the rest is paid like a month that nothing was paid for, by its own rules.
 */
export const reissueLines = (facts: ReissueFacts): Reissue => {
  const { month, payments, scheme } = facts
  const subjectOf = subjectIn(scheme)
  // Each number once per person and once per case, whoever was its holder.
  const sequences = new Map<string, number>()
  const lastOf = (payment: EarlierPayment): number =>
    Math.max(0, ...[payment.personId, subjectOf(payment)].map((id) => sequences.get(id) ?? 0))
  const take = (payment: EarlierPayment, sequence: number): void => {
    for (const id of [payment.personId, subjectOf(payment)])
      sequences.set(id, Math.max(sequence, sequences.get(id) ?? 0))
  }
  for (const payment of payments) if (payment.kind === 'reissue') take(payment, payment.sequence)
  const lines: RunLine[] = []
  const held: HeldLine[] = []
  const closed: ClosedPayment[] = []
  for (const own of Map.groupBy(payments, subjectOf).values())
    for (const { payment, again, hold, closing } of judgeAll(own, facts)) {
      const { caseId, personId } = payment
      if (hold) held.push({ caseId, personId, month, ...hold })
      if (closing) closed.push({ payment, firstId: firstOf(payment, own), reason: closing })
      if (!again) continue
      const sequence = Math.max(payment.sequence, lastOf(payment)) + 1
      take(payment, sequence)
      lines.push(lineOf(payment, facts, { ...again, sequence }))
    }
  return { lines: lines.sort(byPaymentId), held, paid: new Set(), closed }
}

/** What becomes of a payment that came back: it is made again, or waits, or is closed and told as held. */
type Verdict = {
  payment: EarlierPayment
  again?: { payee: Payee; account: Account }
  hold?: Hold
  closing?: string
}

/** Judges what came back of one month of a case: all of it together is not paid again beyond what the month is owed. */
const judgeAll = (own: readonly EarlierPayment[], facts: ReissueFacts): readonly Verdict[] => {
  let usedFen = 0
  return standing(own)
    .filter((payment) => isBack(payment) && isWithin(payment.area, facts.area))
    .sort(byPaymentId)
    .map((payment): Verdict => {
      const due = facts.dueNow(payment)
      if ('reason' in due) return { payment, hold: due }
      if ('notDue' in due) return { payment, closing: due.notDue, hold: { reason: holdFor[due.notDue], other: null } }
      const leftFen = owedOf(due.fen, own, facts.claimOn(payment)) - usedFen
      const closing = due.holder !== payment.personId ? 'PAYEE_CHANGED' : 'AMOUNT_FELL'
      if (due.holder !== payment.personId || standForFen([payment]) > leftFen)
        return { payment, closing, hold: { reason: 'NOTHING_DUE', other: null } }
      usedFen += standForFen([payment])
      const account = facts.accounts.get(ownerOf(due.payee, due.holder))
      if (!isConfirmed(account, payment, due))
        return { payment, hold: { reason: 'ACCOUNT_NOT_CONFIRMED', other: null } }
      return { payment, again: { payee: due.payee, account } }
    })
}

/** How a run tells those who prepare it that a payment was closed. */
const holdFor: Readonly<Record<NotDue['notDue'], Hold['reason']>> = {
  DEATH: 'DEATH',
  EXCLUDED: 'EXCLUDED',
  RECALCULATED: 'NOTHING_DUE',
  LEFT_ROLL: 'NOTHING_DUE',
}

const firstOf = (payment: EarlierPayment, own: readonly EarlierPayment[]): string => {
  const before = own.find(({ paymentId }) => paymentId === payment.reissueOf)
  return before ? firstOf(before, own) : payment.paymentId
}

/** The account that money came back from is not tried again; that of another payee has not been tried. */
const isConfirmed = (account: Account | undefined, payment: EarlierPayment, due: DueNow): account is Account => {
  if (!account) return false
  if (ownerOf(payment.payee, payment.personId) !== ownerOf(due.payee, due.holder)) return true
  const { registeredAt } = account
  return registeredAt !== null && payment.endedAt !== null && registeredAt > payment.endedAt
}

const lineOf = (
  payment: EarlierPayment,
  { scheme, month }: ReissueFacts,
  { sequence, payee, account }: { sequence: number; payee: Payee; account: Account },
): RunLine => {
  const { caseId, personId, amountFen, grossFen, offsets, area, areaKind, members, group } = payment
  return {
    paymentId: paymentIdOf({ scheme, personId, month, kind: 'reissue', sequence }),
    caseId,
    personId,
    kind: 'reissue',
    sequence,
    amountFen,
    area,
    areaKind,
    members,
    standardFen: 0,
    standardDocument: '',
    account: account.digest,
    reissueOf: payment.paymentId,
    month,
    grossFen,
    offsets: [...offsets],
    payee,
    group,
  }
}
