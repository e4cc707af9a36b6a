import { PRICE_SUBSIDY } from '../../domain/price/terms.ts'
import { paymentsTouching } from '../../projections/payment-ledger/queries.ts'
import { wholeRoll } from '../../projections/roster/queries.ts'
import type { Deps } from '../deps.ts'
import { claimsAt, deathsAt, earlierPayment, type RunQuestion, rollRow, twinsAt } from '../payment-run/month-facts.ts'
import { ownerOf, payeeAccountsAt } from '../payment-run/payee-accounts.ts'
import { policyFor } from '../policies.ts'
import { groupMembers, importedAmong, schemesOf } from './group-members.ts'
import { priceRosterAt } from './import-roster.ts'
import type { PriceFacts } from './lines.ts'
import { standingTrigger } from './trigger.ts'

/**
 * The facts of an index month as known at a log position: the trigger and imported rosters from the log, the rolls of the
 * groups' schemes and everything about their people from read models that have passed the position. `exceptRun` leaves the
 * payments of one run out: what would be due without it.
 */
export const priceFacts = async (
  deps: Deps,
  question: RunQuestion,
  at: bigint,
  exceptRun?: string,
): Promise<PriceFacts> => {
  const { area, month } = question
  const trigger = await standingTrigger(deps, question, at)
  const groups = trigger?.groups ?? []
  const rolls = await Promise.all(
    schemesOf(groups).map((scheme) => wholeRoll(deps.views, { area, scheme, month, knownAt: at })),
  )
  const roll = rolls.flat().map(rollRow)
  const imported = importedAmong(groups).map((group) => priceRosterAt(deps, { area, group, month }, at))
  const rosters = (await Promise.all(imported)).filter((roster) => roster !== null)
  const claims = await claimsAt(deps, question, unique(roll.flatMap(({ members }) => members)), at)
  const members = groupMembers({ groups, roll, claims, rosters })
  const people = [...members.values()].flat()
  const twins = await twinsAt(deps, unique(people.map(({ personId }) => personId)), at)
  const persons = unique([...people.map(({ personId }) => personId), ...[...twins.values()].flat()])
  const payees = people.map(({ personId, payee }) => ({ holder: personId, payee }))
  const owners = payees.map(({ holder, payee }) => ownerOf(payee, holder))
  const known = { scheme: PRICE_SUBSIDY, month, knownAt: at }
  return {
    month,
    trigger,
    groups: members,
    policy: (await policyFor(deps, area, at)).policy,
    deaths: await deathsAt(deps, unique([...persons, ...owners]), at),
    accounts: await payeeAccountsAt(deps, payees, at, false),
    twins,
    payments: (await paymentsTouching(deps.views, { personIds: persons, caseIds: [] }, known))
      .filter(({ run_id }) => run_id !== exceptRun)
      .map(earlierPayment),
  }
}

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)]
