import { type AreaCode, isWithin } from '../../domain/shared/area.ts'
import { claimKey, type KnownClaims, noClaim } from '../overpayments/claims.ts'
import { priceLines } from '../price/lines.ts'
import { type PriceFacts, recordsOf } from '../price/people.ts'
import { monthComesTo } from './arrears-lines.ts'
import { type EarlierPayment, isBack, type MonthFacts, standing } from './facts.ts'
import { diedBefore, type Hold } from './lines.ts'
import type { DueNow, NotDue, ReissueFacts } from './reissue-lines.ts'

/** The payments of a month that a county made, that came back and that are still to be repeated or closed. */
export const waitingIn = (payments: readonly EarlierPayment[], area: AreaCode): readonly EarlierPayment[] =>
  standing(payments).filter((payment) => isBack(payment) && isWithin(payment.area, area))

/** What came back of a month on the roll, with what each case of it comes to by now. */
export const rollReissue = (facts: MonthFacts, area: AreaCode, claims: KnownClaims): ReissueFacts => {
  const { scheme, month, payments, accounts } = facts
  const rows = new Map(facts.roll.map((row) => [row.caseId, row]))
  return {
    scheme,
    month,
    area,
    payments,
    accounts,
    claimOn: ({ caseId }) => claims.get(claimKey(caseId, month)) ?? noClaim,
    dueNow: ({ caseId }) => {
      const row = rows.get(caseId)
      // Where it is on the roll of another county, that one pays the month.
      if (!row || !isWithin(row.area, area)) return { notDue: 'LEFT_ROLL' }
      const comesTo = monthComesTo(row, facts)
      if ('reason' in comesTo) return comesTo
      if (comesTo.due === null) return { notDue: comesTo.cause }
      return { fen: comesTo.dueFen, holder: row.holder, payee: row.payee }
    },
  }
}

/** What came back of a month of the price subsidy, with what each person of it comes to by now. */
export const priceReissue = (scheme: string, facts: PriceFacts, area: AreaCode): ReissueFacts => {
  const { lines, held } = priceLines({ ...facts, payments: [], claims: new Map() })
  const due = new Map<string, DueNow | NotDue | Hold>([
    ...held.map(
      ({ personId, reason, other }) =>
        [personId, heldNow({ reason, other }, diedBefore(facts, recordsOf(facts, personId)))] as const,
    ),
    ...lines.map(({ personId, amountFen: fen, payee }) => [personId, { fen, holder: personId, payee }] as const),
  ])
  return {
    scheme,
    month: facts.month,
    area,
    payments: facts.payments,
    accounts: facts.accounts,
    claimOn: ({ personId }) => facts.claims.get(claimKey(personId, facts.month)) ?? noClaim,
    dueNow: ({ personId }) => due.get(personId) ?? { notDue: 'LEFT_ROLL' },
  }
}

/** Who died before the month is owed nothing for it; everything else that holds a line is to be decided first. */
const heldNow = (hold: Hold, isDead: boolean): NotDue | Hold => {
  if (isDead) return { notDue: 'DEATH' }
  return hold.reason === 'NOTHING_DUE' ? { notDue: 'RECALCULATED' } : hold
}
