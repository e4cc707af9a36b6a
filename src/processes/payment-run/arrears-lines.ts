import type { OverpaymentCause } from '../../domain/overpayment/words.ts'
import type { HeldLine, RunLine } from '../../domain/payment/line.ts'
import type { LineOffset } from '../../domain/payment/offset.ts'
import type { PriceGroup } from '../../domain/price/groups.ts'
import { type AreaCode, type AreaKind, isWithin } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import { claimKey, type KnownClaim, type KnownClaims, noClaim } from '../overpayments/claims.ts'
import { type EarlierPayment, isBack, type MonthFacts, type RollRow, standForFen, standing } from './facts.ts'
import { type Due, diedBefore, dueOf, heldLine, hold, lineOf, stopOf } from './lines.ts'
import { ownerOf } from './payee-accounts.ts'

/**
 * A month of a case in which more was paid than was due, or is claimed than should be; `overpaidFen` is the whole claim, what
 * has come back of it included.
 */
export type OverpaidCase = {
  caseId: string
  personId: string
  area: AreaCode
  areaKind: AreaKind
  /** The roll that a price subsidy was paid for; null for another office's roster and for every other scheme. */
  group: PriceGroup | null
  month: Month
  paidFen: Fen
  dueFen: Fen
  overpaidFen: Fen
  cause: OverpaymentCause
}

/** What one past month is still owed, what is held, and every claim that does not stand as it should. */
export type ArrearsOfMonth = {
  lines: readonly RunLine[]
  held: readonly HeldLine[]
  overpaid: readonly OverpaidCase[]
}

/**
 * Holds what a past month comes to by all that is known against what was paid for it, case by case: more is a line of
 * arrears that names its month, less is an overpayment. What was paid stays as it is. Pure, like the lines of a month.
 */
export const arrearsOfMonth = (facts: MonthFacts, area: AreaCode, claims: KnownClaims): ArrearsOfMonth => {
  const lines: RunLine[] = []
  const held: HeldLine[] = []
  const overpaid: OverpaidCase[] = []
  const taken = new Map<string, number>()
  const rows = new Map(facts.roll.map((row) => [row.caseId, row]))
  const known = knownPayments(facts)
  const paidInArea = facts.payments.filter((payment) => isWithin(payment.area, area)).map(({ caseId }) => caseId)
  for (const caseId of [...new Set([...rows.keys(), ...paidInArea])].sort()) {
    const row = rows.get(caseId)
    if (!row && facts.elsewhere.has(caseId)) continue
    const payments = known.byCase.get(caseId) ?? []
    const comesTo = row ? monthComesTo(row, facts) : nothing(whyOffTheRoll(payments, facts))
    if ('reason' in comesTo) {
      if (row) held.push(heldLine(row, facts, comesTo))
      continue
    }
    const claim = claims.get(claimKey(caseId, facts.month)) ?? noClaim
    const paidFen = standForFen(payments.filter(({ status }) => status === 'PAID'))
    // A claim that was settled stands: what is due after all goes out as arrears, and is not claimed a second time.
    const overpaidFen = claim.settledFen + Math.max(0, paidFen - claim.backFen - comesTo.dueFen)
    const last = payments.findLast(({ status }) => status === 'PAID') ?? payments.at(-1)
    if (overpaidFen !== claim.claimedFen && last)
      overpaid.push({
        caseId,
        personId: last.personId,
        area: last.area,
        areaKind: last.areaKind,
        group: last.group,
        month: facts.month,
        paidFen,
        dueFen: comesTo.dueFen,
        overpaidFen,
        cause: comesTo.cause,
      })
    if (!row || comesTo.due === null) continue
    const owedFen = owedOf(comesTo.dueFen, payments, claim)
    if (owedFen <= 0) continue
    const line = arrearsLine(row, facts, { due: comesTo.due, owedFen, known, taken: taken.get(row.holder) ?? 0 })
    if ('paymentId' in line) {
      taken.set(row.holder, (taken.get(row.holder) ?? 0) + 1)
      lines.push(line)
    } else held.push(heldLine(row, facts, line))
  }
  return { lines, held, overpaid }
}

/** The payments of a month as they are asked about. */
type KnownPayments = {
  byCase: ReadonlyMap<string, readonly EarlierPayment[]>
  byPerson: ReadonlyMap<string, readonly EarlierPayment[]>
}

const knownPayments = ({ payments }: MonthFacts): KnownPayments => ({
  byCase: Map.groupBy(payments, ({ caseId }) => caseId),
  byPerson: Map.groupBy(payments, ({ personId }) => personId),
})

/** What is still owed of what a month comes to, beside what was paid, what is on its way and what has come back of a claim. */
export const owedOf = (dueFen: Fen, payments: readonly EarlierPayment[], { backFen }: KnownClaim): Fen => {
  const madeFen = standForFen(payments.filter(({ status }) => ['PAID', 'PLANNED', 'FILED'].includes(status)))
  return Math.min(dueFen, dueFen - (madeFen - backFen))
}

/** What a month comes to: a sum with its parts, or nothing and why. */
type ComesTo = { dueFen: Fen; due: Due | null; cause: OverpaymentCause }

const nothing = (cause: OverpaymentCause): ComesTo => ({ dueFen: 0, due: null, cause })

/** Why nothing is due for a month for which a case is no longer on the roll: a case may have been ended for the death it tells. */
const whyOffTheRoll = (payments: readonly EarlierPayment[], facts: MonthFacts): OverpaymentCause =>
  payments.every(({ personId }) => diedBefore(facts, [personId])) ? 'DEATH' : 'RECALCULATED'

/** What a month of a case comes to by all that is known; or why that is not known yet. */
export const monthComesTo = (row: RollRow, facts: MonthFacts): ComesTo | ReturnType<typeof hold> => {
  // Where nobody is left alive nothing is due after the month of the last death; with survivors a review decides.
  if (row.members.every((member) => diedBefore(facts, [member]))) return nothing('DEATH')
  const stop = stopOf(row, facts)
  if (stop) return stop
  const due = dueOf(row, facts)
  if (!('reason' in due)) return { dueFen: due.dueFen, due, cause: 'RECALCULATED' }
  if (due.reason === 'EXCLUDED') return nothing('EXCLUDED')
  return due.reason === 'NOTHING_DUE' ? nothing('RECALCULATED') : due
}

const arrearsLine = (
  row: RollRow,
  facts: MonthFacts,
  { due, owedFen, known, taken }: { due: Due; owedFen: Fen; known: KnownPayments; taken: number },
): RunLine | ReturnType<typeof hold> => {
  const payments = known.byCase.get(row.caseId) ?? []
  if (standing(payments).some(isBack)) return hold('REISSUE_FIRST')
  const toHolder = known.byPerson.get(row.holder) ?? []
  const isElsewhere = (payment: EarlierPayment): boolean => payment.caseId !== row.caseId && !isBack(payment)
  if (facts.exclusive && standing(toHolder).some(isElsewhere)) return hold('DUPLICATE')
  const account = facts.accounts.get(ownerOf(row.payee, row.holder))
  if (!account) return hold('NO_ACCOUNT')
  const before = [...payments, ...toHolder].filter(({ kind }) => kind === 'arrears').map(({ sequence }) => sequence)
  const earlier: LineOffset = { kind: 'EARLIER', fen: due.dueFen - owedFen, source: null, clause: '' }
  const offsets = [...due.offsets, ...(earlier.fen > 0 ? [earlier] : [])]
  return lineOf(row, facts, {
    kind: 'arrears',
    sequence: Math.max(0, ...before) + taken + 1,
    due: { ...due, dueFen: owedFen, offsets },
    account,
  })
}
