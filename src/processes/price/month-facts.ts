import type { PriceGroup } from '../../domain/price/groups.ts'
import { PRICE_SUBSIDY } from '../../domain/price/terms.ts'
import { type AreaCode, isWithin } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import { unique } from '../../domain/shared/unique.ts'
import { paymentsOfArea, paymentsTouching } from '../../projections/payment-ledger/queries.ts'
import { casesClaimedFor } from '../../projections/person/queries.ts'
import { rollOfCases, wholeRoll } from '../../projections/roster/queries.ts'
import type { Deps } from '../deps.ts'
import { claimsOf, type KnownClaims } from '../overpayments/claims.ts'
import { overpaymentsAt } from '../overpayments/known.ts'
import type { RollRow } from '../payment-run/facts.ts'
import { claimsAt, deathsAt, earlierPayment, type RunQuestion, rollRow, twinsAt } from '../payment-run/month-facts.ts'
import { ownerOf, payeeAccountsAt } from '../payment-run/payee-accounts.ts'
import { policyFor } from '../policies.ts'
import { groupMembers, importedAmong, schemesOf } from './group-members.ts'
import { priceRosterAt } from './import-roster.ts'
import type { GroupMember, PriceFacts } from './people.ts'
import { standingTrigger } from './trigger.ts'

/**
 * The facts of an index month as known at a log position: the trigger and imported rosters from the log, the rolls of the
 * groups' schemes and everything about their people from read models that have passed the position. `exceptRun` leaves the
 * payments of one run out: what would be due without it. `only` asks for some people and nobody else. Whoever asks for many
 * months gives what is `claimed` back, read once for all of them.
 */
export const priceFacts = async (
  deps: Deps,
  { area, month }: Pick<RunQuestion, 'area' | 'month'>,
  at: bigint,
  {
    exceptRun,
    only,
    claimed,
  }: { exceptRun?: string | undefined; only?: ReadonlySet<string>; claimed?: KnownClaims } = {},
): Promise<PriceFacts> => {
  const trigger = await standingTrigger(deps, { area, month }, at)
  const groups = trigger?.groups ?? []
  const roll = await rollAt(deps, { area, month, schemes: schemesOf(groups), only }, at)
  const imported = importedAmong(groups).map((group) => priceRosterAt(deps, { area, group, month }, at))
  const rosters = (await Promise.all(imported)).filter((roster) => roster !== null)
  const claims = await claimsAt(deps, { month }, unique(roll.flatMap(({ members }) => members)), at)
  const members = onlyOf(groupMembers({ groups, roll, claims, rosters }), only)
  const people = [...members.values()].flat()
  const known = { scheme: PRICE_SUBSIDY, month, knownAt: at }
  const paid = only ? [] : await paymentsOfArea(deps.views, area, known)
  const named = [...people.map(({ personId }) => personId), ...paid.map(({ person_id }) => person_id)]
  const asked = unique([...named, ...(only ?? [])])
  const twins = await twinsAt(deps, asked, at)
  const persons = unique([...asked, ...[...twins.values()].flat()])
  const payees = people.map(({ personId, payee }) => ({ holder: personId, payee }))
  const owners = payees.map(({ holder, payee }) => ownerOf(payee, holder))
  const touching = await paymentsTouching(deps.views, { personIds: persons, caseIds: [] }, known)
  return {
    month,
    trigger,
    groups: members,
    policy: (await policyFor(deps, area, at)).policy,
    deaths: await deathsAt(deps, unique([...persons, ...owners]), at),
    accounts: await payeeAccountsAt(deps, payees, at, false),
    twins,
    payments: touching
      .filter(({ run_id }) => run_id !== exceptRun)
      .sort((one, other) => one.planned_at - other.planned_at)
      .map(earlierPayment),
    claims: claimed ?? claimsOf(await overpaymentsAt(deps, at), PRICE_SUBSIDY),
  }
}

/** The rolls of some schemes in the month; of some people the cases that they were ever claimed for. */
const rollAt = async (
  { views }: Deps,
  {
    area,
    month,
    schemes,
    only,
  }: { area: AreaCode; month: Month; schemes: readonly string[]; only: ReadonlySet<string> | undefined },
  knownAt: bigint,
): Promise<readonly RollRow[]> => {
  if (only === undefined) {
    const rolls = await Promise.all(schemes.map((scheme) => wholeRoll(views, { area, scheme, month, knownAt })))
    return rolls.flat().map(rollRow)
  }
  const held = await casesClaimedFor(views, [...only], schemes)
  const rows = await rollOfCases(views, unique(held.map(({ case_id }) => case_id)), { month, knownAt })
  return rows.map(rollRow).filter((row) => isWithin(row.area, area) && schemes.includes(row.scheme))
}

const onlyOf = (
  groups: ReadonlyMap<PriceGroup, readonly GroupMember[]>,
  only: ReadonlySet<string> | undefined,
): ReadonlyMap<PriceGroup, readonly GroupMember[]> =>
  only === undefined
    ? groups
    : new Map([...groups].map(([group, members]) => [group, members.filter(({ personId }) => only.has(personId))]))
