import type { OverpaymentCause } from '../../domain/overpayment/words.ts'
import { priceGroups } from '../../domain/price/groups.ts'
import { type AreaCode, isWithin } from '../../domain/shared/area.ts'
import { ascending } from '../../domain/shared/ascending.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import { claimKey, noClaim } from '../overpayments/claims.ts'
import type { OverpaidCase } from '../payment-run/arrears-lines.ts'
import { type EarlierPayment, standForFen } from '../payment-run/facts.ts'
import { diedBefore } from '../payment-run/lines.ts'
import { dueOf } from './lines.ts'
import { humanOf, type PriceFacts, protectedPeople, recordsOf } from './people.ts'

/**
 * Whom a county has paid more for an index month than was due, or claims from what it should not: whoever had died before it,
 * was in no group of it, or was paid twice, for the subsidy is paid once per person over all groups; and where an index was
 * corrected, what it made too much. Of two payments to one human the first is the right one. What is not known to be due or
 * not, as where a claim was lost, is left as it is. Pure, like the lines of the month.
 */
export const overpaidPrices = (facts: PriceFacts, area: AreaCode): readonly OverpaidCase[] => {
  const due = new Map(protectedPeople(facts).map((one) => [humanOf(facts, one.member.personId), dueNow(one, facts)]))
  const byHuman = Map.groupBy(facts.payments, ({ personId }) => humanOf(facts, personId))
  return [...byHuman]
    .sort(([one], [other]) => ascending(one, other))
    .flatMap(([human, payments]) => {
      const comesTo = due.get(human) ?? nothing(diedBefore(facts, recordsOf(facts, human)) ? 'DEATH' : 'RECALCULATED')
      return comesTo === 'UNKNOWN' ? [] : overpaidTo(payments, comesTo, facts, area)
    })
}

type ComesTo = { fen: Fen; cause: OverpaymentCause }

const nothing = (cause: OverpaymentCause): ComesTo => ({ fen: 0, cause })

const dueNow = (one: Parameters<typeof dueOf>[0], facts: PriceFacts): ComesTo | 'UNKNOWN' => {
  // Where only who receives it has died, the person is still owed it.
  if (diedBefore(facts, one.records)) return nothing('DEATH')
  const due = dueOf(one, facts)
  return typeof due === 'string' ? 'UNKNOWN' : { fen: due.grossFen, cause: 'RECALCULATED' }
}

/** What a human is due goes to the record that was paid first, in whichever county; what the county paid beyond is too much. */
const overpaidTo = (
  payments: readonly EarlierPayment[],
  { fen, cause }: ComesTo,
  { month, claims }: PriceFacts,
  area: AreaCode,
): readonly OverpaidCase[] => {
  let leftFen = fen
  let paidBefore = false
  return [...Map.groupBy(payments, ({ personId }) => personId)].flatMap(([personId, own]): OverpaidCase[] => {
    const claim = claims.get(claimKey(personId, month)) ?? noClaim
    const paid = own.filter(({ status }) => status === 'PAID')
    const keptFen = standForFen(paid) - claim.backFen
    const dueFen = Math.min(leftFen, Math.max(0, keptFen))
    leftFen -= dueFen
    const twice = paidBefore
    paidBefore ||= dueFen > 0
    const last = own.filter((payment) => isWithin(payment.area, area)).at(-1)
    const overpaidFen = claim.settledFen + Math.max(0, keptFen - dueFen)
    if (!last || overpaidFen === claim.claimedFen) return []
    const { caseId, areaKind } = last
    // Which roster of another office it was tells of an illness.
    const group = last.group && priceGroups[last.group].scheme !== null ? last.group : null
    const found = { caseId, personId, area: last.area, areaKind, group, month }
    return [{ ...found, paidFen: standForFen(paid), dueFen, overpaidFen, cause: twice ? 'EXCLUDED' : cause }]
  })
}
