import type { HeldLine, RunLine } from '../../domain/payment/line.ts'
import type { Account } from './accounts.ts'
import { type Calculation, isBack, isLive, type MonthFacts } from './facts.ts'
import { byPaymentId, paymentIdOf } from './identity.ts'
import { diedBefore } from './lines.ts'
import { ownerOf } from './payee-accounts.ts'

/**
 * One line per returned or failed payment that no other payment repeats yet, to an account registered after it came back.
 * The new payment names the old one; nothing of the old one changes.
 */
export const reissueLines = (facts: MonthFacts): Calculation => {
  const repeated = new Set(facts.payments.filter(isLive).map(({ reissueOf }) => reissueOf))
  const sequences = new Map<string, number>()
  for (const { personId, kind, sequence } of facts.payments)
    if (kind === 'reissue') sequences.set(personId, Math.max(sequence, sequences.get(personId) ?? 0))
  const lines: RunLine[] = []
  const held: HeldLine[] = []
  for (const payment of [...facts.payments].sort(byPaymentId)) {
    if (!isBack(payment) || repeated.has(payment.paymentId)) continue
    const { caseId, personId, amountFen, grossFen, offsets, area, areaKind, members, payee, group } = payment
    const { scheme, month } = facts
    const account = facts.accounts.get(ownerOf(payee, personId))
    const isHeld = (reason: HeldLine['reason']) => held.push({ caseId, personId, month, reason, other: null })
    const isPayeeDead = payee.kind === 'PERSON' && facts.deaths.has(payee.personId)
    if (isPayeeDead || diedBefore(facts, [personId])) isHeld('DEATH')
    else if (!isConfirmedSince(account, payment.endedAt)) isHeld('ACCOUNT_NOT_CONFIRMED')
    else {
      const sequence = Math.max(payment.sequence, sequences.get(personId) ?? 0) + 1
      sequences.set(personId, sequence)
      lines.push({
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
      })
    }
  }
  return { lines: lines.sort(byPaymentId), held, paid: new Set() }
}

const isConfirmedSince = (account: Account | undefined, returnedAt: bigint | null): account is Account =>
  account !== undefined && account.registeredAt !== null && returnedAt !== null && account.registeredAt > returnedAt
