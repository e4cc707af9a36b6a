import type { HeldLine } from '../../domain/payment/line.ts'
import type { LineOffset } from '../../domain/payment/offset.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { effectBeside } from '../../domain/scheme/exclusions.ts'
import { monthlyAmount } from '../../domain/scheme/monthly-amount.ts'
import { countyOf } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import { divideFen, type Fen } from '../../domain/shared/fen.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import type { HeldBeside, MonthFacts, RollRow } from './facts.ts'

/** What other schemes of its members do to a line: it is held, or less is paid. */
export type BesideEffect = { held: Pick<HeldLine, 'reason' | 'other'> } | { held: null; offsets: readonly LineOffset[] }

/**
 * What stands beside a line in its month: the exclusion matrix of the first day of that month, asked for every member and
 * everything that the same human holds by another case. Of two that exclude each other exactly one is held: by the matrix,
 * or the one whose claim came later.
 */
export const besideEffect = (row: RollRow, facts: MonthFacts, grossFen: Fen): BesideEffect => {
  const offsets: LineOffset[] = []
  const day = `${facts.month}-01`
  const ownPerHead = divideFen(grossFen, row.members.length)
  for (const member of row.members) {
    const claimedAt = facts.claims.get(member)?.get(row.caseId) ?? 0n
    for (const other of facts.beside.get(member) ?? []) {
      if (other.caseId === row.caseId) continue
      const later = other.claimedAt < claimedAt
      const found = effectBeside({ scheme: row.scheme, other: other.scheme, later, day })
      if (!found) continue
      const named = { caseId: other.caseId, scheme: other.scheme, clause: found.clause }
      const { perHeadFen } = other
      if (found.effect === 'EXCLUDES') return { held: { reason: 'EXCLUDED', other: named } }
      if (perHeadFen === null) return { held: { reason: 'NO_STANDARD', other: named } }
      if (found.effect === 'TOP_UP' && perHeadFen > 0)
        offsets.push({ kind: 'TOP_UP', fen: perHeadFen, source: other.caseId, clause: found.clause })
      const isHigher = perHeadFen > ownPerHead || (perHeadFen === ownPerHead && later)
      if (found.effect === 'HIGHER' && isHigher) return { held: { reason: 'EXCLUDED', other: named } }
    }
  }
  return { held: null, offsets: offsets.sort(bySource) }
}

const bySource = (a: LineOffset, b: LineOffset): number =>
  (a.source ?? '') < (b.source ?? '') ? -1 : (a.source ?? '') > (b.source ?? '') ? 1 : 0

/** A claim that covers the month. */
export type ClaimInMonth = { personId: string; scheme: SchemeCode; caseId: string; claimedAt: bigint }

/** What is known of the humans on a roll and of the cases that they may be in besides, at one log position. */
export type BesideSources = {
  roll: readonly RollRow[]
  /** By person: the other records of the same human. */
  twins: ReadonlyMap<string, readonly string[]>
  /** Claims of all of them that cover the month, on any scheme. */
  claims: readonly ClaimInMonth[]
  /** By case: how it stands on the roll of the month, wherever it is; those of the roll itself included. */
  cases: ReadonlyMap<string, RollRow>
  /** The policy of a county. */
  policyOf: (county: string) => Policy
  month: Month
}

/**
 * By person of a roll: what the same human holds in the month, where that is more than one case. Only what is on the roll
 * of the month counts; a claim alone pays nothing.
 */
export const heldBeside = (sources: BesideSources): ReadonlyMap<string, readonly HeldBeside[]> => {
  const byPerson = Map.groupBy(sources.claims, ({ personId }) => personId)
  const found = new Map<string, readonly HeldBeside[]>()
  for (const member of new Set(sources.roll.flatMap(({ members }) => members))) {
    const held = new Map<string, { row: RollRow; claimedAt: bigint }>()
    for (const record of [member, ...(sources.twins.get(member) ?? [])])
      for (const { personId, caseId, scheme, claimedAt } of byPerson.get(record) ?? []) {
        const row = sources.cases.get(caseId)
        if (row?.scheme !== scheme || !row.members.includes(personId)) continue
        const before = held.get(caseId)
        if (!before || claimedAt < before.claimedAt) held.set(caseId, { row, claimedAt })
      }
    // Nearly everybody holds one thing only: what it gives is computed for the others.
    if (held.size > 1) found.set(member, [...held.values()].map((one) => heldBy(one, sources)).sort(byClaim))
  }
  return found
}

const heldBy = (
  { row, claimedAt }: { row: RollRow; claimedAt: bigint },
  sources: Pick<BesideSources, 'policyOf' | 'month'>,
): HeldBeside => ({ caseId: row.caseId, scheme: row.scheme, claimedAt, perHeadFen: perHead(row, sources) })

const byClaim = (a: HeldBeside, b: HeldBeside): number => (a.claimedAt < b.claimedAt ? -1 : 1)

/** What a case gives each of its members in the month; null where no standard is in force. */
const perHead = (
  { scheme, area, areaKind, members, facts }: RollRow,
  { policyOf, month }: Pick<BesideSources, 'policyOf' | 'month'>,
): Fen | null => {
  const amount = monthlyAmount(facts, policyOf(countyOf(area)), { scheme, area, areaKind, month })
  return amount ? divideFen(amount.fen, members.length) : null
}
