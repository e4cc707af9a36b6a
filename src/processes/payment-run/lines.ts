import type { PaymentKind } from '../../domain/payment/events.ts'
import type { HeldLine, RunLine } from '../../domain/payment/run-events.ts'
import type { PaymentStatus } from '../../domain/payment/state.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { AmountFacts } from '../../domain/scheme/calculation.ts'
import { monthlyAmount } from '../../domain/scheme/monthly-amount.ts'
import type { AreaKind } from '../../domain/shared/area.ts'
import { type Day, type Month, monthOf } from '../../domain/shared/day.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import type { Account } from './accounts.ts'
import { byPaymentId, paymentIdOf } from './identity.ts'

/** A household that is to be paid for a month, as the roll says. */
export type RollRow = {
  caseId: string
  area: string
  areaKind: AreaKind
  holder: string
  members: readonly string[]
  facts: AmountFacts
}

/** A payment of the month that exists already. */
export type EarlierPayment = {
  paymentId: string
  personId: string
  caseId: string
  kind: PaymentKind
  sequence: number
  amountFen: Fen
  area: string
  areaKind: AreaKind
  members: number
  status: PaymentStatus
  reissueOf: string | null
  /** Log position of its return or failure. */
  endedAt: bigint | null
}

/** Everything the lines of a month are computed from, as known at one log position. */
export type MonthFacts = {
  scheme: string
  month: Month
  roll: readonly RollRow[]
  policy: Policy
  /** Day of death by person. */
  deaths: ReadonlyMap<string, Day>
  accounts: ReadonlyMap<string, Account>
  /** By person: the cases whose claim on the scheme covers the month. */
  claims: ReadonlyMap<string, ReadonlySet<string>>
  /** Payments of this scheme and month to the same persons, and those for the same cases whoever received them. */
  payments: readonly EarlierPayment[]
}

/**
 * The lines of a run and what was held back, in the order of payment id and of case id; and the cases that the county has
 * paid for the month in an earlier run: done, not held, and too many in a second run to be told one by one.
 */
export type Calculation = { lines: readonly RunLine[]; held: readonly HeldLine[]; paid: ReadonlySet<string> }

/**
 * One line per household on the roll of the month: a pure function, so the same facts give the same bytes whoever asks, the
 * run or the auditor's recomputation.
 */
export const regularLines = (facts: MonthFacts): Calculation => {
  const regular = facts.payments.filter(({ kind }) => kind === 'regular')
  const toPerson = Map.groupBy(regular, ({ personId }) => personId)
  const toCase = Map.groupBy(regular, ({ caseId }) => caseId)
  const taken = new Set<string>()
  const paid = new Set<string>()
  const lines: RunLine[] = []
  const held: HeldLine[] = []
  for (const row of [...facts.roll].sort(byCaseId)) {
    // A household is paid once a month, also when its holder was changed after the month had been calculated.
    const earlier = [...(toPerson.get(row.holder) ?? []), ...(toCase.get(row.caseId) ?? [])]
    const found = regularLine(row, facts, taken.has(row.holder) ? 'DUPLICATE' : sequenceAfter(earlier))
    if (found === 'DUPLICATE' && earlier.some((payment) => isPaidTo(payment, row))) paid.add(row.caseId)
    else if (typeof found === 'string') held.push({ caseId: row.caseId, personId: row.holder, reason: found })
    else {
      taken.add(row.holder)
      lines.push(found)
    }
  }
  return { lines: lines.sort(byPaymentId), held, paid }
}

/** True for what this household was paid itself, as it is on the roll. */
const isPaidTo = ({ status, caseId, personId, area }: EarlierPayment, row: RollRow): boolean =>
  isLive({ status }) && caseId === row.caseId && personId === row.holder && area === row.area

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
    if (payment.status !== 'RETURNED' && payment.status !== 'FAILED') continue
    if (repeated.has(payment.paymentId)) continue
    const { caseId, personId, amountFen, area, areaKind, members } = payment
    const account = facts.accounts.get(personId)
    if (diedBefore(facts, [personId])) held.push({ caseId, personId, reason: 'DEATH' })
    else if (!isConfirmedSince(account, payment.endedAt))
      held.push({ caseId, personId, reason: 'ACCOUNT_NOT_CONFIRMED' })
    else {
      const sequence = Math.max(payment.sequence, sequences.get(personId) ?? 0) + 1
      sequences.set(personId, sequence)
      const key = { scheme: facts.scheme, personId, month: facts.month, kind: 'reissue', sequence } as const
      lines.push({
        paymentId: paymentIdOf(key),
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
      })
    }
  }
  return { lines: lines.sort(byPaymentId), held, paid: new Set() }
}

const regularLine = (row: RollRow, facts: MonthFacts, sequence: number | 'DUPLICATE'): RunLine | HeldLine['reason'] => {
  const { caseId, area, areaKind, holder } = row
  if (diedBefore(facts, [holder, ...row.members])) return 'DEATH'
  if (row.members.some((member) => !facts.claims.get(member)?.has(caseId))) return 'CLAIM_LOST'
  if (sequence === 'DUPLICATE') return 'DUPLICATE'
  const { scheme, month } = facts
  const amount = monthlyAmount(row.facts, facts.policy, { scheme, area, areaKind, month })
  if (!amount) return 'NO_STANDARD'
  if (amount.fen === 0) return 'NOTHING_DUE'
  const account = facts.accounts.get(holder)
  if (!account) return 'NO_ACCOUNT'
  const key = { scheme, personId: holder, month, kind: 'regular', sequence } as const
  return {
    paymentId: paymentIdOf(key),
    caseId,
    personId: holder,
    kind: 'regular',
    sequence,
    amountFen: amount.fen,
    area,
    areaKind,
    members: row.facts.members,
    standardFen: amount.standard.monthlyFen,
    standardDocument: amount.standard.document.number,
    account: account.digest,
    reissueOf: null,
  }
}

/** The month of a death is paid and kept; a later month is held until an adjustment has been decided. */
const diedBefore = ({ deaths, month }: MonthFacts, persons: readonly string[]): boolean =>
  persons.some((person) => {
    const diedOn = deaths.get(person)
    return diedOn !== undefined && monthOf(diedOn) < month
  })

const isConfirmedSince = (account: Account | undefined, returnedAt: bigint | null): account is Account =>
  account !== undefined && account.registeredAt !== null && returnedAt !== null && account.registeredAt > returnedAt

const isLive = ({ status }: Pick<EarlierPayment, 'status'>): boolean => status !== 'CANCELLED'

/** A cancelled payment is replaced at the next sequence; any other is there to stay, and what came back is for a reissue. */
const sequenceAfter = (earlier: readonly EarlierPayment[]): number | 'DUPLICATE' =>
  earlier.some(isLive) ? 'DUPLICATE' : Math.max(0, ...earlier.map(({ sequence }) => sequence)) + 1

const byCaseId = (a: { caseId: string }, b: { caseId: string }): number =>
  a.caseId < b.caseId ? -1 : a.caseId > b.caseId ? 1 : 0
