import { periodIn } from '../../domain/case/timeline.ts'
import type { Run } from '../../domain/payment/run-state.ts'
import { isWithin } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import type { Deps } from '../deps.ts'
import { recoveriesAt } from '../overpayments/recoveries.ts'
import { type ClaimInMonth, heldBeside } from '../payment-run/beside.ts'
import { isExclusive, type MonthFacts, type RollRow } from '../payment-run/facts.ts'
import { claimsOn, deathsOfHumans, policiesOf } from '../payment-run/month-facts.ts'
import { institutionAccountsAt } from '../payment-run/payee-accounts.ts'
import { policyFor } from '../policies.ts'
import type { History } from './history.ts'

/** The facts of a month as history gives them at a log position, for the same pure lines that a run computes. */
export const factsOf = async (
  deps: Pick<Deps, 'log' | 'vault' | 'policyCache'>,
  run: Pick<Run, 'area' | 'scheme' | 'month' | 'purpose'>,
  history: History,
  at: bigint,
): Promise<MonthFacts> => {
  const { scheme, month, area, purpose } = run
  const { policy } = await policyFor(deps, area, at)
  const claims = claimsIn(history, month)
  const all = rowsIn(history, month)
  const roll = [...all.values()].filter((row) => row.scheme === scheme && isWithin(row.area, area))
  const policyOf = await policiesOf(deps, all, at)
  const payments = [...history.payments.values()].filter(
    (payment) => payment.scheme === scheme && payment.month === month,
  )
  const homes = roll.flatMap(({ payee }) => (payee.kind === 'INSTITUTION' ? [payee.institutionId] : []))
  const institutions = await institutionAccountsAt(deps, [...new Set(homes)], at)
  const twins = twinsIn(
    history,
    [...all.values()].flatMap((row) => row.members),
  )
  return {
    scheme,
    exclusive: isExclusive(scheme),
    month,
    policy,
    roll,
    deaths: deathsOfHumans(history.deaths, twins),
    accounts: institutions.size === 0 ? history.accounts : new Map([...history.accounts, ...institutions]),
    payments,
    recoveries: purpose === 'REGULAR' ? await recoveriesAt(deps, { area, scheme, month, policy }, at) : new Map(),
    elsewhere: purpose === 'ARREARS' ? outsideOf(area, all) : new Set(),
    claims: claimsOn(claims, scheme),
    beside: heldBeside({
      month,
      twins,
      claims,
      cases: all,
      policyOf,
    }),
  }
}

const outsideOf = (area: string, rows: ReadonlyMap<string, RollRow>): ReadonlySet<string> =>
  new Set([...rows.values()].filter((row) => !isWithin(row.area, area)).map(({ caseId }) => caseId))

/** Every case that is on a roll in the month, whatever its scheme and area. */
export const rowsIn = ({ periods }: History, month: Month): ReadonlyMap<string, RollRow> =>
  new Map(
    [...periods].flatMap(([caseId, all]) => {
      const entitlement = periodIn(all, month)?.entitlement
      if (!entitlement) return []
      const { scheme, area, areaKind, holder, members, facts, payee } = entitlement
      return [[caseId, { caseId, scheme, area, areaKind, holder, members, facts, payee }] as const]
    }),
  )

/** The claims that cover the month. */
export const claimsIn = ({ claims }: History, month: Month): readonly ClaimInMonth[] =>
  [...claims].flatMap(([personId, all]) =>
    all
      .filter(({ released, lastMonth }) => !released || (lastMonth !== null && lastMonth >= month))
      .map(({ scheme, caseId, claimedAt }) => ({ personId, scheme, caseId, claimedAt })),
  )

/** By person: the other records of the same human. */
export const twinsIn = (
  { idIndexes, bearers }: History,
  persons: readonly string[],
): ReadonlyMap<string, readonly string[]> =>
  new Map(
    persons.map((person) => {
      const number = idIndexes.get(person)
      const all = number === undefined ? [] : [...(bearers.get(number) ?? [])]
      return [person, all.filter((other) => other !== person).sort()] as const
    }),
  )
