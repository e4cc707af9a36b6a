import { createHash } from 'node:crypto'
import type { CaseStatus } from '../../domain/case/state.ts'
import type { ChangedRate } from '../../domain/policy/changed-rates.ts'
import { roundExact } from '../../domain/policy/exact-fen.ts'
import { type Policy, standardFor, tiersFor } from '../../domain/policy/policy.ts'
import type { MovedRate, ReratingLine, ReratingTotal } from '../../domain/rerating/events.ts'
import { judgeCase, type MovedMonth, Outcome } from '../../domain/rerating/outcome.ts'
import { monthlyAmount } from '../../domain/scheme/monthly-amount.ts'
import { ascending } from '../../domain/shared/ascending.ts'
import { addMonths, type Day, later, type Month, monthOf, monthsFrom } from '../../domain/shared/day.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import type { RollStretch } from '../../projections/roster/stretches.ts'

/** Everything that the lines of a re-rating are computed from, as known at one log position. */
export type ReratingFacts = {
  fromMonth: Month
  today: Day
  /** The policy without the change, and with it. */
  before: Policy
  after: Policy
  /** Every stretch that reaches the first month, in order of months. */
  stretches: readonly RollStretch[]
  standings: ReadonlyMap<string, { status: CaseStatus; reviewDue: Day | null }>
  /** Persons who are known to have died. */
  dead: ReadonlySet<string>
}

/** One line a case, in the order of case ids: a pure function, so the same facts give the same bytes and hash. */
export const reratingLines = (facts: ReratingFacts): readonly ReratingLine[] => {
  const pays = amountsOf(facts)
  return [...Map.groupBy(facts.stretches, ({ case_id }) => case_id)]
    .sort(([one], [other]) => ascending(one, other))
    .flatMap(([, stretches]) => lineOf(stretches, facts, pays))
}

/** The last month that is looked at: the coming one, or the first where that lies later. */
const lastMonth = ({ fromMonth, today }: Pick<ReratingFacts, 'fromMonth' | 'today'>): Month => {
  const next = addMonths(monthOf(today), 1)
  return next < fromMonth ? fromMonth : next
}

type Pays = (stretch: RollStretch, month: Month) => MovedMonth

/** What a month of a stretch comes to without and with the change; households of the same facts share the answer. */
const amountsOf = ({ before, after, today: knownOn }: ReratingFacts): Pays => {
  const known = new Map<string, MovedMonth>()
  return ({ scheme, area, area_kind: areaKind, facts }, month) => {
    const key = `${month} ${area} ${areaKind} ${JSON.stringify(facts)}`
    const earlier = known.get(key)
    if (earlier) return earlier
    const fenUnder = (policy: Policy): Fen | null =>
      monthlyAmount(facts, policy, { scheme, area, areaKind, month, knownOn })?.fen ?? null
    const moved = { month, beforeFen: fenUnder(before), afterFen: fenUnder(after) }
    known.set(key, moved)
    return moved
  }
}

const monthsOf = ({ from_month, to_month }: RollStretch, from: Month, until: Month): readonly Month[] => {
  const last = to_month !== null && to_month < until ? to_month : until
  return monthsFrom(later(from_month, from), last)
}

const lineOf = (stretches: readonly RollStretch[], facts: ReratingFacts, pays: Pays): readonly ReratingLine[] => {
  const { fromMonth, today, standings, dead } = facts
  const last = stretches.at(-1)
  const standing = last && standings.get(last.case_id)
  if (!last || !standing) return []
  const months = monthsOf(last, fromMonth, lastMonth(facts)).map((month) => pays(last, month))
  // What ends by itself has ended when its last month is over, before anybody has written that down.
  const hasEnded = last.to_month !== null && last.to_month < monthOf(today)
  const judged = judgeCase({
    status: hasEnded ? 'TERMINATED' : standing.status,
    reviewDue: standing.reviewDue,
    months,
    decidedFen: last.amount_fen,
    tierGone: isTierGone(last, facts, months),
    died: last.members.some((member) => dead.has(member)),
    today,
  })
  if (!judged) return []
  const { outcome, reason, month, beforeFen, afterFen } = judged
  const past = stretches
    .filter(({ suspended }) => !suspended)
    .flatMap((stretch) => monthsOf(stretch, fromMonth, addMonths(monthOf(today), -1)).map((one) => pays(stretch, one)))
  return [
    {
      caseId: last.case_id,
      personId: last.holder,
      area: last.area,
      areaKind: last.area_kind,
      outcome,
      reason,
      month,
      beforeFen,
      afterFen,
      decidedFrom: last.from_month,
      decidedFen: last.amount_fen,
      pastFen: past.reduce((sum, one) => sum + (one.afterFen ?? 0) - (one.beforeFen ?? 0), 0),
    },
  ]
}

/** Whether tiers are published for the month that lacks an amount, but no longer the one that the case was given. */
const isTierGone = (
  { facts, scheme, area, area_kind: areaKind }: RollStretch,
  { after, today: knownOn }: ReratingFacts,
  months: readonly MovedMonth[],
): boolean => {
  const missing = months.find(({ afterFen }) => afterFen === null)
  if (facts.mode !== 'TIER' || !missing) return false
  const question = { scheme, area, areaKind, month: missing.month, knownOn }
  return standardFor(after, question) !== undefined && tiersFor(after, question) !== undefined
}

/** SHA-256 over the lines, one JSON a line, each ended by a line feed. */
export const hashOfLines = (lines: readonly ReratingLine[]): string => {
  const hash = createHash('sha256')
  for (const line of lines) hash.update(`${JSON.stringify(line)}\n`)
  return hash.digest('hex')
}

/** Number and sums of every outcome that occurs. */
export const totalsOf = (lines: readonly ReratingLine[]): ReratingTotal[] =>
  Outcome.options.flatMap((outcome) => {
    const own = lines.filter((line) => line.outcome === outcome)
    if (own.length === 0) return []
    const sum = (fenOf: (line: ReratingLine) => number): number => own.reduce((total, line) => total + fenOf(line), 0)
    return [
      {
        outcome,
        cases: own.length,
        beforeFen: sum(({ beforeFen }) => beforeFen ?? 0),
        afterFen: sum(({ afterFen }) => afterFen ?? 0),
        pastFen: sum(({ pastFen }) => pastFen),
      },
    ]
  })

/** The changed rates of a scheme as an event keeps them. */
export const movedRatesOf = (scheme: string, changed: readonly ChangedRate[]): MovedRate[] =>
  changed
    .filter((rate) => rate.scheme === scheme)
    .map(({ rate, areaKind, firstMonth, lastMonth, before, after }) => ({
      rate,
      areaKind,
      firstMonth,
      lastMonth,
      beforeFen: before && roundExact(before),
      afterFen: after && roundExact(after),
    }))
