import { type RunEvent, runEvents } from '../../domain/payment/run-events.ts'
import type { Run } from '../../domain/payment/run-state.ts'
import type { PolicyFact } from '../../domain/policy/policy.ts'
import { rateEvents } from '../../domain/rerating/change.ts'
import { withAncestors } from '../../domain/shared/area.ts'
import { addMonths, later, type Month, monthOf } from '../../domain/shared/day.ts'
import { codecOf } from '../../log/codec.ts'
import { forEachEvent } from '../../log/each-event.ts'
import { runStream } from '../../log/streams.ts'
import { monthsPaid } from '../../projections/payment-ledger/queries.ts'
import {
  casesOfMembers,
  changedCases,
  changedDeaths,
  type KnownStretch,
  type Window,
} from '../../projections/roster/changes.ts'
import type { Deps } from '../deps.ts'
import { arrearsOfMonth, type OverpaidCase } from '../payment-run/arrears-lines.ts'
import { monthFacts, twinsAt } from '../payment-run/month-facts.ts'
import { policyFactsOf } from '../policies.ts'
import { claimsOf } from './claims.ts'
import { overpaymentsAt } from './known.ts'

type Roll = Pick<Run, 'area' | 'scheme'>

const codec = codecOf(runEvents)

/**
 * What paid months of a roll were paid too much by facts that came in since they were last looked at: a death told late, an
 * exit dated back, a decision that reaches back, a standard published or taken back for months that were paid. Only the cases
 * that such a fact concerns are looked at, and only from the month on that it changes.
 */
export const overpaidByLateFacts = async (
  deps: Deps,
  { area, scheme }: Roll,
  at: bigint,
): Promise<readonly OverpaidCase[]> => {
  const roll = { area, scheme }
  const since = await lastLook(deps, roll, at)
  if (since === undefined) return []
  const paid = await monthsPaid(deps.views, { ...roll, knownAt: at })
  if (!paid) return []
  const allFrom = await policyMonth(deps, roll, { since, until: at })
  const cases = await casesTouched(deps, roll, { since, until: at, paid })
  const months = [...cases.values(), ...(allFrom === undefined ? [] : [allFrom])].map((month) =>
    later(month, paid.first),
  )
  const claims = claimsOf(months.length > 0 ? await overpaymentsAt(deps, at) : [])
  const overpaid: OverpaidCase[] = []
  for (let month = months.sort()[0] ?? addMonths(paid.last, 1); month <= paid.last; month = addMonths(month, 1)) {
    const isAll = allFrom !== undefined && allFrom <= month
    const only = [...cases].flatMap(([caseId, from]) => (from <= month ? [caseId] : []))
    const facts = await monthFacts(deps, { ...roll, month, purpose: 'ARREARS' }, at, isAll ? {} : { only })
    overpaid.push(...arrearsOfMonth(facts, roll.area, claims).overpaid)
  }
  return overpaid
}

/**
 * The log position behind which facts have not been held against what was paid. Each calculation of a regular run looks at
 * all that came in before it; what the bank has told only since then was paid by a run that read the log earlier still.
 */
const lastLook = async (
  { log }: Pick<Deps, 'log'>,
  { area, scheme }: Roll,
  at: bigint,
): Promise<bigint | undefined> => {
  const types: RunEvent['type'][] = ['PaymentRunOpened', 'PaymentRunCalculated', 'ReturnFileImported']
  const runs = new Map<string, { looks: boolean; readAt: bigint; importedAt: bigint }>()
  const prefix = runStream(`${area}-${scheme}-`)
  await forEachEvent(log, { types, from: 0n, to: at }, (recorded) => {
    const { stream, position } = recorded
    if (!stream.startsWith(prefix)) return
    const run = runs.get(stream) ?? { looks: false, readAt: 0n, importedAt: 0n }
    const { type, data } = codec.parse(recorded) as RunEvent
    if (type === 'PaymentRunOpened') run.looks = data.purpose === 'REGULAR'
    else if (type === 'PaymentRunCalculated') run.readAt = BigInt(data.position)
    else run.importedAt = position
    runs.set(stream, run)
  })
  const calculated = [...runs.values()].filter(({ readAt }) => readAt > 0n)
  const looked = calculated.filter(({ looks }) => looks).map(({ readAt }) => readAt)
  const newest = looked.reduce((last, one) => (one > last ? one : last), 0n)
  const told = calculated.filter(({ importedAt }) => importedAt > newest).map(({ readAt }) => readAt)
  if (looked.length + told.length === 0) return undefined
  return [...(looked.length > 0 ? [newest] : []), ...told].reduce((first, one) => (one < first ? one : first))
}

/** The first month for which something was published or taken back that may move what a month pays. */
const policyMonth = async (deps: Deps, { area }: Roll, { since, until }: Window): Promise<Month | undefined> => {
  const all = (await Promise.all(withAncestors(area).map((one) => policyFactsOf(deps, one)))).flat()
  const effective = new Map(all.flatMap((fact) => effectiveOf(fact)))
  const months = all.flatMap((fact): Month[] => {
    if (fact.position <= since || fact.position > until || !rateEvents.includes(fact.type)) return []
    if (fact.type === 'StandardWithdrawn') return [effective.get(fact.data.standardId) ?? '']
    return 'effectiveFrom' in fact.data ? [monthOf(fact.data.effectiveFrom)] : []
  })
  return months.sort()[0]
}

const effectiveOf = ({ data }: PolicyFact): (readonly [string, Month])[] => {
  if (!('effectiveFrom' in data)) return []
  const id = 'tiersId' in data ? data.tiersId : 'parameterId' in data ? data.parameterId : data.standardId
  return [[id, monthOf(data.effectiveFrom)]]
}

/** By case: the first paid month that is another than was known before, or that follows a death of which nobody knew. */
const casesTouched = async (
  deps: Deps,
  roll: Roll,
  { paid, ...window }: Window & { paid: { first: Month; last: Month } },
): Promise<ReadonlyMap<string, Month>> => {
  const cases = new Map<string, Month>()
  const touch = (caseId: string, month: Month): void => {
    const before = cases.get(caseId)
    if (month <= paid.last && (before === undefined || month < before)) cases.set(caseId, month)
  }
  const stretches = await changedCases(deps.views, { ...roll, ...window })
  for (const [caseId, known] of Map.groupBy(stretches, ({ case_id }) => case_id)) {
    const month = firstMonthChanged(known, window, paid)
    if (month !== undefined) touch(caseId, month)
  }
  const deaths = (await changedDeaths(deps.views, window)).filter(({ died_on }) => monthOf(died_on) < paid.last)
  if (deaths.length === 0) return cases
  const twins = await twinsAt(deps, [...new Set(deaths.map(({ person_id }) => person_id))], window.until)
  // Of several days told for one human, under one record or another, the earliest is set last.
  const latestFirst = [...deaths].sort((one, other) => (one.died_on < other.died_on ? 1 : -1))
  const diedIn = new Map(
    latestFirst.flatMap(({ person_id, died_on }) =>
      [person_id, ...(twins.get(person_id) ?? [])].map((record) => [record, monthOf(died_on)] as const),
    ),
  )
  for (const { case_id, members } of await casesOfMembers(deps.views, { ...roll, persons: [...diedIn.keys()] }))
    for (const member of members) {
      const month = diedIn.get(member)
      if (month !== undefined) touch(case_id, addMonths(month, 1))
    }
  return cases
}

/** The first of some months that stands otherwise at the end of a window than at its beginning. */
const firstMonthChanged = (
  known: readonly KnownStretch[],
  { since, until }: Window,
  { first, last }: { first: Month; last: Month },
): Month | undefined => {
  for (let month = first; month <= last; month = addMonths(month, 1))
    if (standingIn(known, month, since) !== standingIn(known, month, until)) return month
  return undefined
}

const standingIn = (known: readonly KnownStretch[], month: Month, at: bigint): string => {
  const row = known.find(
    ({ from_month, to_month, known_from, known_to, suspended }) =>
      from_month <= month &&
      (to_month === null || month <= to_month) &&
      BigInt(known_from) <= at &&
      (known_to === null || BigInt(known_to) > at) &&
      !suspended,
  )
  return row ? JSON.stringify([row.area, row.area_kind, row.holder, row.members, row.facts]) : ''
}
