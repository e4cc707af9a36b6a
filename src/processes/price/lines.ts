import type { PaymentKind } from '../../domain/payment/events.ts'
import type { HeldLine, RunLine } from '../../domain/payment/line.ts'
import type { LineOffset } from '../../domain/payment/offset.ts'
import { standardFor } from '../../domain/policy/policy.ts'
import type { Standard } from '../../domain/policy/rows.ts'
import { priceAmount } from '../../domain/price/amount.ts'
import { PRICE_SUBSIDY } from '../../domain/price/terms.ts'
import { SUBSISTENCE_ALLOWANCE } from '../../domain/scheme/subsistence-allowance/code.ts'
import { countyOf } from '../../domain/shared/area.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import { claimKey, noClaim } from '../overpayments/claims.ts'
import { type Calculation, type EarlierPayment, isBack, standForFen, standing } from '../payment-run/facts.ts'
import { byPaymentId, paymentIdOf } from '../payment-run/identity.ts'
import { diedBefore } from '../payment-run/lines.ts'
import { ownerOf } from '../payment-run/payee-accounts.ts'
import { type PriceFacts, type Protected, protectedPeople } from './people.ts'

/** The scheme whose standard the subsidy is a share of, whatever group a person is in. */
const STANDARD_OF = SUBSISTENCE_ALLOWANCE

/**
 * One line per person of all groups: whoever is in several is paid once, under the first of them. A line belongs to the
 * person, so that its id cannot exist twice; the money goes where the main scheme's goes. Where the month was paid and comes
 * to more by now, the line is the difference. A pure function, as the lines of every run.
 */
export const priceLines = (facts: PriceFacts): Calculation => {
  const earlier = Map.groupBy(facts.payments, ({ personId }) => personId)
  const paid = new Set<string>()
  const lines: RunLine[] = []
  const held: HeldLine[] = []
  for (const found of protectedPeople(facts)) {
    const { caseId, personId } = found.member
    const before = found.records.flatMap((record) => earlier.get(record) ?? [])
    const line = lineOf(found, facts, before)
    if (line === 'PAID') paid.add(personId)
    else if (typeof line !== 'string') lines.push(line)
    else held.push({ caseId, personId, month: facts.month, reason: line, other: null })
  }
  return { lines: lines.sort(byPaymentId), held, paid }
}

/** What somebody comes to in the month, and the standard that it is a share of. */
type PriceDue = { grossFen: Fen; standard: Standard }

/** The same, or why nothing is due, or not known to be. */
export const dueOf = (
  { member, records }: Protected,
  facts: PriceFacts,
): PriceDue | 'DEATH' | 'CLAIM_LOST' | 'NO_STANDARD' => {
  const { month, trigger, policy } = facts
  const { personId, area, areaKind, payee, claimed } = member
  // A payee who has died receives nothing any more.
  if (diedBefore(facts, [...records, ownerOf(payee, personId)])) return 'DEATH'
  if (!claimed) return 'CLAIM_LOST'
  const standard = standardFor(policy, { scheme: STANDARD_OF, area, areaKind, month })
  if (!standard || !trigger) return 'NO_STANDARD'
  return { grossFen: priceAmount({ standard: standard.monthly, ...trigger }), standard }
}

const lineOf = (
  found: Protected,
  facts: PriceFacts,
  before: readonly EarlierPayment[],
): RunLine | 'PAID' | HeldLine['reason'] => {
  const { group, member, records } = found
  const { personId, caseId, area, areaKind, payee } = member
  const { month, accounts, claims } = facts
  const due = dueOf(found, facts)
  if (due === 'DEATH' || due === 'CLAIM_LOST') return due
  const paid = standing(before)
  if (paid.some((payment) => countyOf(payment.area) !== countyOf(area))) return 'DUPLICATE'
  if (due === 'NO_STANDARD') return paid.length > 0 ? 'PAID' : due
  const { grossFen, standard } = due
  if (grossFen === 0 && paid.length === 0) return 'NOTHING_DUE'
  const backFen = records.reduce((sum, record) => sum + (claims.get(claimKey(record, month)) ?? noClaim).backFen, 0)
  const earlierFen = standForFen(paid) - backFen
  if (earlierFen >= grossFen) return 'PAID'
  if (paid.some(isBack)) return 'REISSUE_FIRST'
  const account = accounts.get(ownerOf(payee, personId))
  if (!account) return 'NO_ACCOUNT'
  const kind: PaymentKind = paid.length > 0 ? 'arrears' : 'regular'
  const offsets: LineOffset[] = earlierFen > 0 ? [{ kind: 'EARLIER', fen: earlierFen, source: null, clause: '' }] : []
  const sequence = Math.max(0, ...before.map((payment) => payment.sequence)) + 1
  return {
    paymentId: paymentIdOf({ scheme: PRICE_SUBSIDY, personId, month, kind, sequence }),
    caseId,
    personId,
    month,
    kind,
    sequence,
    amountFen: grossFen - earlierFen,
    grossFen,
    offsets,
    group,
    payee,
    area,
    areaKind,
    members: 1,
    standardFen: standard.monthlyFen,
    standardDocument: standard.document.number,
    account: account.digest,
    reissueOf: null,
  }
}
