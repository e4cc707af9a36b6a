import type { Policy } from '../../domain/policy/policy.ts'
import { inOrderOfClaim, type PriceGroup } from '../../domain/price/groups.ts'
import type { Trigger } from '../../domain/price/state.ts'
import type { Payee } from '../../domain/scheme/payee.ts'
import type { AreaKind } from '../../domain/shared/area.ts'
import { ascending } from '../../domain/shared/ascending.ts'
import type { Day, Month } from '../../domain/shared/day.ts'
import type { KnownClaims } from '../overpayments/claims.ts'
import type { Account } from '../payment-run/accounts.ts'
import type { EarlierPayment } from '../payment-run/facts.ts'

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
  /** Price subsidies of the month in the county, and to anybody of the groups, wherever they were paid; the oldest first. */
  payments: readonly EarlierPayment[]
  /** What is claimed back of the month, by person. */
  claims: KnownClaims
}

/** Somebody whom the index of the month protects: under the first group that holds them, with all records of the human. */
export type Protected = { group: PriceGroup; member: GroupMember; records: readonly string[] }

/** Everybody in the groups, each human once. A group by which somebody is no longer claimed leaves them to the next. */
export const protectedPeople = (facts: PriceFacts): readonly Protected[] => {
  const all = inOrder(facts)
  const holding = new Set(all.flatMap(([, member]) => (member.claimed ? [humanOf(facts, member.personId)] : [])))
  const seen = new Set<string>()
  return all.flatMap(([group, member]) => {
    const human = humanOf(facts, member.personId)
    if (seen.has(human) || (!member.claimed && holding.has(human))) return []
    seen.add(human)
    return [{ group, member, records: recordsOf(facts, member.personId) }]
  })
}

/** Everybody in every group, in the order in which groups claim a person; within one by case and person. */
const inOrder = ({ groups }: PriceFacts): readonly (readonly [PriceGroup, GroupMember])[] =>
  inOrderOfClaim([...groups.keys()]).flatMap((group) =>
    [...(groups.get(group) ?? [])].sort(byCaseAndPerson).map((member) => [group, member] as const),
  )

const byCaseAndPerson = (a: GroupMember, b: GroupMember): number =>
  ascending(`${a.caseId} ${a.personId}`, `${b.caseId} ${b.personId}`)

/** All records of one human, in a fixed order: the first stands for the human. */
export const recordsOf = ({ twins }: PriceFacts, person: string): readonly string[] =>
  [...new Set([person, ...(twins.get(person) ?? [])])].sort()

/** The record that stands for a human, whichever of their records is asked for. */
export const humanOf = (facts: PriceFacts, person: string): string => recordsOf(facts, person)[0] ?? person
