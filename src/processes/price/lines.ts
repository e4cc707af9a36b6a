import type { PaymentKind } from '../../domain/payment/events.ts'
import type { HeldLine, RunLine } from '../../domain/payment/line.ts'
import type { LineOffset } from '../../domain/payment/offset.ts'
import { type Policy, standardFor } from '../../domain/policy/policy.ts'
import { priceAmount } from '../../domain/price/amount.ts'
import { inOrderOfClaim, type PriceGroup } from '../../domain/price/groups.ts'
import type { Trigger } from '../../domain/price/state.ts'
import { PRICE_SUBSIDY } from '../../domain/price/terms.ts'
import type { Payee } from '../../domain/scheme/payee.ts'
import { SUBSISTENCE_ALLOWANCE } from '../../domain/scheme/subsistence-allowance/code.ts'
import { type AreaKind, countyOf } from '../../domain/shared/area.ts'
import { type Day, type Month, monthOf } from '../../domain/shared/day.ts'
import type { Account } from '../payment-run/accounts.ts'
import { type Calculation, type EarlierPayment, isBack, standForFen, standing } from '../payment-run/facts.ts'
import { byPaymentId, paymentIdOf } from '../payment-run/identity.ts'
import { ownerOf } from '../payment-run/payee-accounts.ts'

/** The scheme whose standard the subsidy is a share of, whatever group a person is in. */
const STANDARD_OF = SUBSISTENCE_ALLOWANCE

/** A person of a protected group in the index month. */
export type GroupMember = {
  personId: string
  /** The case by which they are on the roll; their own id where they are on an imported roster. */
  caseId: string
  area: string
  areaKind: AreaKind
  /** Whose account the main scheme pays to; the person's own for an imported roster. */
  payee: Payee
  /** False where the case no longer holds this person's claim on its scheme. */
  claimed: boolean
}

/** Everything that the lines of an index month are computed from, as known at one log position. */
export type PriceFacts = {
  month: Month
  /** Undefined where nothing is due; then there are no groups either. */
  trigger: Pick<Trigger, 'rise' | 'factor' | 'floorFen'> | undefined
  groups: ReadonlyMap<PriceGroup, readonly GroupMember[]>
  policy: Policy
  deaths: ReadonlyMap<string, Day>
  /** By owner: a person or an institution. */
  accounts: ReadonlyMap<string, Account>
  /** By person: the other records of the same human. */
  twins: ReadonlyMap<string, readonly string[]>
  /** Price subsidies of the month to anybody of the groups, wherever they were paid. */
  payments: readonly EarlierPayment[]
}

/**
 * One line per person of all groups: whoever is in several is paid once, under the first of them. A line belongs to the
 * person, so that its id cannot exist twice; the money goes where the main scheme's goes. Where the month was paid and comes
 * to more by now, the line is the difference. A pure function, as the lines of every run.
 */
export const priceLines = (facts: PriceFacts): Calculation => {
  const earlier = Map.groupBy(facts.payments, ({ personId }) => personId)
  const seen = new Set<string>()
  const paid = new Set<string>()
  const lines: RunLine[] = []
  const held: HeldLine[] = []
  const all = claimed(facts)
  const holding = new Set(all.flatMap(([, member]) => (member.claimed ? [humanOf(facts, member.personId)] : [])))
  for (const [group, member] of all) {
    const human = humanOf(facts, member.personId)
    // A group by which somebody is no longer claimed leaves them to the next.
    if (seen.has(human) || (!member.claimed && holding.has(human))) continue
    seen.add(human)
    const records = recordsOf(facts, member.personId)
    const before = records.flatMap((record) => earlier.get(record) ?? [])
    const found = lineOf(group, member, facts, { records, before })
    if (found === 'PAID') paid.add(member.personId)
    else if (typeof found !== 'string') lines.push(found)
    else held.push({ caseId: member.caseId, personId: member.personId, month: facts.month, reason: found, other: null })
  }
  return { lines: lines.sort(byPaymentId), held, paid }
}

/** Everybody in every group, in the order in which groups claim a person; within one by case and person. */
const claimed = ({ groups }: PriceFacts): readonly (readonly [PriceGroup, GroupMember])[] =>
  inOrderOfClaim([...groups.keys()]).flatMap((group) =>
    [...(groups.get(group) ?? [])].sort(byCaseAndPerson).map((member) => [group, member] as const),
  )

const byCaseAndPerson = (a: GroupMember, b: GroupMember): number => {
  const [one, other] = [`${a.caseId} ${a.personId}`, `${b.caseId} ${b.personId}`]
  return one < other ? -1 : one > other ? 1 : 0
}

/** All records of one human, in a fixed order: the first stands for the human. */
const recordsOf = ({ twins }: PriceFacts, person: string): readonly string[] =>
  [...new Set([person, ...(twins.get(person) ?? [])])].sort()

const humanOf = (facts: PriceFacts, person: string): string => recordsOf(facts, person)[0] ?? person

const lineOf = (
  group: PriceGroup,
  { personId, caseId, area, areaKind, payee, claimed: isClaimed }: GroupMember,
  { month, trigger, policy, deaths, accounts }: PriceFacts,
  { records, before }: { records: readonly string[]; before: readonly EarlierPayment[] },
): RunLine | 'PAID' | HeldLine['reason'] => {
  // The month of a death is paid; a payee who has died receives nothing any more.
  const owner = ownerOf(payee, personId)
  const died = [...records, owner].some((person) => monthOf(deaths.get(person) ?? `${month}-01`) < month)
  if (died) return 'DEATH'
  if (!isClaimed) return 'CLAIM_LOST'
  const paid = standing(before)
  if (paid.some((payment) => countyOf(payment.area) !== countyOf(area))) return 'DUPLICATE'
  const standard = standardFor(policy, { scheme: STANDARD_OF, area, areaKind, month })
  if (!standard || !trigger) return paid.length > 0 ? 'PAID' : 'NO_STANDARD'
  const grossFen = priceAmount({ standard: standard.monthly, ...trigger })
  if (grossFen === 0 && paid.length === 0) return 'NOTHING_DUE'
  const earlierFen = standForFen(paid)
  if (earlierFen >= grossFen) return 'PAID'
  if (paid.some(isBack)) return 'REISSUE_FIRST'
  const account = accounts.get(owner)
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
