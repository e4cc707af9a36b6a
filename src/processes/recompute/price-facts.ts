import type { Run } from '../../domain/payment/run-state.ts'
import { PRICE_SUBSIDY } from '../../domain/price/terms.ts'
import { isWithin } from '../../domain/shared/area.ts'
import type { Deps } from '../deps.ts'
import { claimsOf } from '../overpayments/claims.ts'
import { overpaymentsAt } from '../overpayments/known.ts'
import { institutionAccountsAt } from '../payment-run/payee-accounts.ts'
import { policyFor } from '../policies.ts'
import { groupMembers, importedAmong } from '../price/group-members.ts'
import { priceRosterAt } from '../price/import-roster.ts'
import type { PriceFacts } from '../price/people.ts'
import { findTrigger } from '../price/trigger.ts'
import { claimsIn, rowsIn, twinsIn } from './facts.ts'
import type { History } from './history.ts'

/** The facts of an index month as history gives them at a log position, for the same pure lines that a run computes. */
export const priceFactsOf = async (
  deps: Pick<Deps, 'log' | 'vault' | 'policyCache'>,
  { area, month }: Pick<Run, 'area' | 'month'>,
  history: History,
  at: bigint,
): Promise<PriceFacts> => {
  const trigger = await findTrigger(deps, { area, month }, at)
  const groups = trigger?.groups ?? []
  const roll = [...rowsIn(history, month).values()].filter((row) => isWithin(row.area, area))
  const imported = importedAmong(groups).map((group) => priceRosterAt(deps, { area, group, month }, at))
  const rosters = (await Promise.all(imported)).filter((roster) => roster !== null)
  const members = groupMembers({ groups, roll, claims: claimsIn(history, month), rosters })
  const people = [...members.values()].flat()
  const homes = people.flatMap(({ payee }) => (payee.kind === 'INSTITUTION' ? [payee.institutionId] : []))
  const institutions = await institutionAccountsAt(deps, [...new Set(homes)], at)
  const payments = [...history.payments.values()].filter(
    (payment) => payment.scheme === PRICE_SUBSIDY && payment.month === month,
  )
  return {
    month,
    trigger,
    groups: members,
    policy: (await policyFor(deps, area, at)).policy,
    deaths: history.deaths,
    accounts: new Map([...history.accounts, ...institutions]),
    twins: twinsIn(
      history,
      [...people, ...payments].map(({ personId }) => personId),
    ),
    payments,
    claims: claimsOf(await overpaymentsAt(deps, at), PRICE_SUBSIDY),
  }
}
