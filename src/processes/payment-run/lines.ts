import type { PaymentKind } from '../../domain/payment/events.ts'
import type { HeldLine, RunLine } from '../../domain/payment/line.ts'
import { type LineOffset, sumOfOffsets } from '../../domain/payment/offset.ts'
import { asOneStandard, type MonthlyAmount, monthlyAmount } from '../../domain/scheme/monthly-amount.ts'
import { ascending } from '../../domain/shared/ascending.ts'
import { monthOf } from '../../domain/shared/day.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import { recoveryOffset } from '../overpayments/recoveries.ts'
import type { Account } from './accounts.ts'
import { besideEffect } from './beside.ts'
import { type Calculation, type EarlierPayment, type MonthFacts, type RollRow, standing } from './facts.ts'
import { byPaymentId, paymentIdOf } from './identity.ts'
import { ownerOf } from './payee-accounts.ts'

/** Why a line is held, and the case that stands in its way where one does. */
export type Hold = Pick<HeldLine, 'reason' | 'other'>

/** What a month comes to, and what of it other schemes give. */
export type Due = { grossFen: Fen; offsets: readonly LineOffset[]; dueFen: Fen; amount: MonthlyAmount }

/**
 * One line per household on the roll of the month: a pure function, so the same facts give the same bytes whoever asks, the
 * run or the auditor's recomputation.
 */
export const regularLines = (facts: MonthFacts): Calculation => {
  // What was paid as arrears of the month stands for its regular payment.
  const toPerson = Map.groupBy(facts.payments, ({ personId }) => personId)
  const toCase = Map.groupBy(facts.payments, ({ caseId }) => caseId)
  const taken = new Map<string, number>()
  const repaid = new Map<string, Fen>()
  const paid = new Set<string>()
  const lines: RunLine[] = []
  const held: HeldLine[] = []
  for (const row of [...facts.roll].sort(byCaseId)) {
    // A household is paid once a month, also when its holder was changed after the month had been calculated.
    const earlier = [...(toPerson.get(row.holder) ?? []), ...(toCase.get(row.caseId) ?? [])]
    const sequence = sequenceFor(row, facts, { earlier, taken: taken.get(row.holder) ?? 0 })
    const found = regularLine(row, facts, { sequence, repaidFen: repaid.get(row.holder) ?? 0 })
    if ('paymentId' in found) {
      taken.set(row.holder, (taken.get(row.holder) ?? 0) + 1)
      repaid.set(row.holder, (repaid.get(row.holder) ?? 0) + sumOfOffsets(found.offsets, 'RECOVERY'))
      lines.push(found)
    } else if (found.reason === 'DUPLICATE' && standing(earlier).some((payment) => isPaidTo(payment, row)))
      paid.add(row.caseId)
    else held.push(heldLine(row, facts, found))
  }
  return { lines: lines.sort(byPaymentId), held, paid }
}

/** True for what this household was paid itself, as it is on the roll. */
const isPaidTo = ({ caseId, personId, area }: EarlierPayment, row: RollRow): boolean =>
  caseId === row.caseId && personId === row.holder && area === row.area

/** `repaidFen` is what other lines of the run have taken off for the same debt already. */
const regularLine = (
  row: RollRow,
  facts: MonthFacts,
  { sequence, repaidFen }: { sequence: number | 'DUPLICATE'; repaidFen: Fen },
): RunLine | Hold => {
  const stop = stopOf(row, facts)
  if (stop) return stop
  if (sequence === 'DUPLICATE') return hold('DUPLICATE')
  const due = dueOf(row, facts)
  if ('reason' in due) return due
  const account = facts.accounts.get(ownerOf(row.payee, row.holder))
  if (!account) return hold('NO_ACCOUNT')
  const recovery = facts.recoveries.get(row.holder)
  const repaid = recoveryOffset(recovery && { ...recovery, mostFen: recovery.mostFen - repaidFen }, due.dueFen)
  const offsets = [...due.offsets, ...repaid]
  const dueFen = due.dueFen - sumOfOffsets(repaid)
  return lineOf(row, facts, { kind: 'regular', sequence, due: { ...due, dueFen, offsets }, account })
}

/** A line of a run for a row of the roll, to the account that it is paid to. */
export const lineOf = (
  { caseId, holder: personId, area, areaKind, facts: { members }, payee }: RollRow,
  { scheme, month }: Pick<MonthFacts, 'scheme' | 'month'>,
  { kind, sequence, due, account }: { kind: PaymentKind; sequence: number; due: Due; account: Account },
): RunLine => ({
  paymentId: paymentIdOf({ scheme, personId, month, kind, sequence }),
  caseId,
  personId,
  kind,
  sequence,
  amountFen: due.dueFen,
  area,
  areaKind,
  members,
  ...asOneStandard(due.amount.rates),
  account: account.digest,
  reissueOf: null,
  month,
  grossFen: due.grossFen,
  offsets: [...due.offsets],
  payee,
  group: null,
})

/** A hold that no other case has to do with. */
export const hold = (reason: Hold['reason']): Hold => ({ reason, other: null })

/** A row of the roll as a held line of a month. */
export const heldLine = (
  { caseId, holder }: Pick<RollRow, 'caseId' | 'holder'>,
  { month }: Pick<MonthFacts, 'month'>,
  { reason, other }: Hold,
): HeldLine => ({ caseId, personId: holder, month, reason, other })

/** Why nothing at all may be paid for a row in its month: somebody of it had died before, the payee too, or a claim is gone. */
export const stopOf = (row: RollRow, facts: MonthFacts): Hold | undefined => {
  if (diedBefore(facts, [row.holder, ...row.members])) return hold('DEATH')
  // Whoever receives for another and has died receives nothing any more, for whichever month.
  if (row.payee.kind === 'PERSON' && facts.deaths.has(row.payee.personId)) return hold('DEATH')
  const hasClaim = (member: string): boolean => facts.claims.get(member)?.has(row.caseId) ?? false
  if (facts.exclusive && !row.members.every(hasClaim)) return hold('CLAIM_LOST')
  return undefined
}

/** What a row comes to in its month, less what other schemes give; or why it is not paid beside them. */
export const dueOf = (row: RollRow, facts: MonthFacts): Due | Hold => {
  const { area, areaKind } = row
  const amount = monthlyAmount(row.facts, facts.policy, { scheme: facts.scheme, area, areaKind, month: facts.month })
  const beside = besideEffect(row, facts, amount?.fen ?? 0)
  if (beside.held) return beside.held
  if (!amount) return hold('NO_STANDARD')
  const dueFen = amount.fen - sumOfOffsets(beside.offsets)
  // Where the others give as much or more, nothing is left to fill up; it is never a debt.
  if (dueFen <= 0) return hold('NOTHING_DUE')
  return { grossFen: amount.fen, offsets: beside.offsets, dueFen, amount }
}

/** Whether one of these died before the month. The month of a death is paid and kept; what follows is not owed to the dead. */
export const diedBefore = (
  { deaths, month }: Pick<MonthFacts, 'deaths' | 'month'>,
  persons: readonly string[],
): boolean =>
  persons.some((person) => {
    const diedOn = deaths.get(person)
    return diedOn !== undefined && monthOf(diedOn) < month
  })

/**
 * A payment that was cancelled or closed is replaced at the next sequence; any other stands, and what came back is for a
 * reissue. Where persons do not hold a scheme once, only what the case itself was paid stands in the way.
 */
const sequenceFor = (
  { caseId }: RollRow,
  { exclusive }: MonthFacts,
  { earlier, taken }: { earlier: readonly EarlierPayment[]; taken: number },
): number | 'DUPLICATE' => {
  const isInTheWay = (payment: EarlierPayment): boolean => exclusive || payment.caseId === caseId
  if ((exclusive && taken > 0) || standing(earlier).some(isInTheWay)) return 'DUPLICATE'
  const used = earlier.filter(({ kind }) => kind === 'regular').map(({ sequence }) => sequence)
  return Math.max(0, ...used) + taken + 1
}

/** The order in which rows of a roll are looked at. */
export const byCaseId = (a: { caseId: string }, b: { caseId: string }): number => ascending(a.caseId, b.caseId)
