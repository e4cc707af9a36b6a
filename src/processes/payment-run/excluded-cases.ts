import { ascending } from '../../domain/shared/ascending.ts'
import type { Day } from '../../domain/shared/day.ts'
import { effectOn, type Holding } from './beside-rule.ts'

/** By case: those that it excludes, or those that exclude it. */
type Edges = Map<string, Set<string>>

/**
 * The cases that another one excludes in a month. Only a case that is paid itself excludes another: of A that excludes B and B
 * that excludes C, A and C are paid. Where some exclude each other in a ring, which takes two records of one human under one
 * scheme and a third scheme between them, the one claimed last gives way first. `holdings` has what each human holds.
 */
export const excludedCases = (holdings: Iterable<readonly Holding[]>, day: Day): ReadonlySet<string> => {
  const { excluders, claimedAt } = edgesOf(holdings, day)
  const excluded = new Set<string>()
  const open = new Set(claimedAt.keys())
  while (open.size > 0) {
    const standing = [...open].filter((caseId) => [...(excluders.get(caseId) ?? [])].every((by) => excluded.has(by)))
    for (const caseId of standing) open.delete(caseId)
    const stands = new Set(standing)
    const outdone = [...open].filter((caseId) => [...(excluders.get(caseId) ?? [])].some((by) => stands.has(by)))
    const [last] = [...open].sort((a, b) => byClaim(claimedAt, b, a))
    for (const caseId of standing.length === 0 && last ? [last] : outdone) {
      excluded.add(caseId)
      open.delete(caseId)
    }
  }
  return excluded
}

/** Every case that excludes or is excluded, with its earliest claim. */
const edgesOf = (holdings: Iterable<readonly Holding[]>, day: Day) => {
  const excluders: Edges = new Map()
  const claimedAt = new Map<string, bigint>()
  const add = ({ caseId, claimedAt: at }: Holding): void => {
    const before = claimedAt.get(caseId)
    if (before === undefined || at < before) claimedAt.set(caseId, at)
  }
  for (const held of holdings)
    for (const own of held)
      for (const other of held)
        if (own.caseId !== other.caseId && effectOn(own, other, day)?.effect === 'EXCLUDES') {
          excluders.set(own.caseId, new Set([...(excluders.get(own.caseId) ?? []), other.caseId]))
          for (const one of [own, other]) add(one)
        }
  return { excluders, claimedAt }
}

const byClaim = (claimedAt: ReadonlyMap<string, bigint>, a: string, b: string): number =>
  ascending(claimedAt.get(a) ?? 0n, claimedAt.get(b) ?? 0n) || ascending(a, b)
