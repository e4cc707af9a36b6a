import type { HeldLine } from '../../domain/payment/line.ts'
import type { LineOffset } from '../../domain/payment/offset.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { monthlyAmount } from '../../domain/scheme/monthly-amount.ts'
import { countyOf } from '../../domain/shared/area.ts'
import { ascending } from '../../domain/shared/ascending.ts'
import type { Month } from '../../domain/shared/day.ts'
import { divideFen, type Fen } from '../../domain/shared/fen.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { type BesideFound, effectOn, type Holding } from './beside-rule.ts'
import { excludedCases } from './excluded-cases.ts'
import type { HeldBeside, MonthFacts, RollRow } from './facts.ts'

/** What other schemes of its members do to a line: it is held, or less is paid. */
export type BesideEffect = { held: Pick<HeldLine, 'reason' | 'other'> } | { held: null; offsets: readonly LineOffset[] }

/**
 * What stands beside a line in its month: the exclusion matrix of the first day of that month, asked for every member and
 * everything that the same human holds by another case and is paid. Of two that exclude each other exactly one is held: by
 * the matrix, or the one whose claim came later.
 */
export const besideEffect = (row: RollRow, facts: MonthFacts, grossFen: Fen): BesideEffect => {
  const perHeadFen = divideFen(grossFen, row.members.length)
  const found = row.members.flatMap((member) => {
    const held = facts.beside.get(member) ?? []
    const claimedAt = facts.claims.get(member)?.get(row.caseId) ?? 0n
    const own = { caseId: row.caseId, scheme: row.scheme, claimedAt, perHeadFen }
    const isExcluded = held.some(({ caseId, excluded }) => caseId === row.caseId && excluded)
    return held.flatMap((other) => {
      const effect = other.caseId === row.caseId ? undefined : effectOn(own, other, `${facts.month}-01`)
      return effect ? [{ ...effect, other, isExcluded }] : []
    })
  })
  const standing = found.filter(({ other }) => !other.excluded)
  const isExclusion = ({ effect }: BesideFound): boolean => effect === 'EXCLUDES'
  // In a ring of exclusions a case may give way to one that gives way itself.
  const exclusion = standing.find(isExclusion) ?? found.find((one) => one.isExcluded && isExclusion(one))
  if (exclusion) return { held: { reason: 'EXCLUDED', other: named(exclusion) } }
  const unknown = standing.find(({ effect }) => effect === 'UNKNOWN')
  if (unknown) return { held: { reason: 'NO_STANDARD', other: named(unknown) } }
  const offsets = standing.flatMap(({ other: { caseId: source, perHeadFen: fen }, clause }): LineOffset[] =>
    fen ? [{ kind: 'TOP_UP', fen, source, clause }] : [],
  )
  return { held: null, offsets: offsets.sort(bySource) }
}

const named = ({ other: { caseId, scheme }, clause }: { other: HeldBeside; clause: string }) => ({
  caseId,
  scheme,
  clause,
})

const bySource = (a: LineOffset, b: LineOffset): number => ascending(a.source ?? '', b.source ?? '')

/** A claim that covers the month. */
export type ClaimInMonth = { personId: string; scheme: SchemeCode; caseId: string; claimedAt: bigint }

/** What is known of the humans on a roll and of the cases that they may be in besides, at one log position. */
export type BesideSources = {
  /** By person: the other records of the same human. */
  twins: ReadonlyMap<string, readonly string[]>
  /** Claims of all of them that cover the month, on any scheme. */
  claims: readonly ClaimInMonth[]
  /** By case: how it stands on the roll of the month, wherever it is: those of a roll, and all that bear on them. */
  cases: ReadonlyMap<string, RollRow>
  /** The policy of a county. */
  policyOf: (county: string) => Policy
  month: Month
}

/**
 * By person: what the same human holds in the month, where that is more than one case, and which of it another case excludes.
 * Only what is on the roll of the month counts; a claim alone pays nothing.
 */
export const heldBeside = (sources: BesideSources): ReadonlyMap<string, readonly HeldBeside[]> => {
  const byPerson = Map.groupBy(sources.claims, ({ personId }) => personId)
  const found = new Map<string, readonly Holding[]>()
  for (const member of new Set([...sources.cases.values()].flatMap(({ members }) => members))) {
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
  const excluded = excludedCases(found.values(), `${sources.month}-01`)
  const told = (one: Holding): HeldBeside => ({ ...one, excluded: excluded.has(one.caseId) })
  return new Map([...found].map(([member, held]) => [member, held.map(told)]))
}

const heldBy = (
  { row, claimedAt }: { row: RollRow; claimedAt: bigint },
  sources: Pick<BesideSources, 'policyOf' | 'month'>,
): Holding => ({ caseId: row.caseId, scheme: row.scheme, claimedAt, perHeadFen: perHead(row, sources) })

const byClaim = (a: Holding, b: Holding): number => ascending(a.claimedAt, b.claimedAt)

/** What a case gives each of its members in the month; null where no standard is in force. */
const perHead = (
  { scheme, area, areaKind, members, facts }: RollRow,
  { policyOf, month }: Pick<BesideSources, 'policyOf' | 'month'>,
): Fen | null => {
  const amount = monthlyAmount(facts, policyOf(countyOf(area)), { scheme, area, areaKind, month })
  return amount ? divideFen(amount.fen, members.length) : null
}
