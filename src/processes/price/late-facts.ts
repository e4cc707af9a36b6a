import { type PriceEvent, priceEvents } from '../../domain/price/events.ts'
import { PriceGroup } from '../../domain/price/groups.ts'
import { type PriceRosterEvent, priceRosterEvents } from '../../domain/price/roster-events.ts'
import { PRICE_SUBSIDY } from '../../domain/price/terms.ts'
import { type AreaCode, isWithin } from '../../domain/shared/area.ts'
import { type Month, monthsFrom } from '../../domain/shared/day.ts'
import { codecOf } from '../../log/codec.ts'
import { forEachEvent } from '../../log/each-event.ts'
import { monthsPaid, paymentsTouching } from '../../projections/payment-ledger/queries.ts'
import { lastLook } from '../../projections/payment-run/last-look.ts'
import type { Window } from '../../projections/roster/changes.ts'
import type { Deps } from '../deps.ts'
import { claimsOf, type KnownClaims } from '../overpayments/claims.ts'
import { overpaymentsAt } from '../overpayments/known.ts'
import { policyMonth } from '../overpayments/policy-month.ts'
import { personsTouched } from '../overpayments/touched-persons.ts'
import type { OverpaidCase } from '../payment-run/arrears-lines.ts'
import { waitForReadModels } from '../read-models.ts'
import { schemesOf } from './group-members.ts'
import { priceFacts } from './month-facts.ts'
import { overpaidPrices } from './overpaid.ts'
import { isJudged } from './trigger.ts'

const codec = codecOf([...priceEvents, ...priceRosterEvents])

/** The schemes whose rolls are groups that a version protects. */
const protectedSchemes = schemesOf(PriceGroup.options)

/**
 * What a county has paid too much for index months, by facts that came in since they were last looked at. There may be no run
 * of the subsidy for years, so every regular calculation of the county looks, of whatever scheme: at the people whom a late
 * death, decision or record concerns, and at whole months that were judged anew, whose roster was brought again or whose
 * standard is another. A month that nobody has judged since its index was corrected waits until somebody does.
 */
export const overpaidPricesByLateFacts = async (
  deps: Deps,
  area: AreaCode,
  at: bigint,
): Promise<readonly OverpaidCase[]> => {
  await waitForReadModels(deps, ['payment-run'], at)
  const since = await lastLook(deps.views, { area, scheme: PRICE_SUBSIDY, byAnyScheme: true })
  const paid = await monthsPaid(deps.views, { area, scheme: PRICE_SUBSIDY, knownAt: at })
  if (since === null || !paid) return []
  const window = { since, until: at }
  const persons = await personsTouched(deps, protectedSchemes, { ...window, paid })
  const judged = await monthsJudged(deps, area, window)
  const allFrom = await policyMonth(deps, area, window)
  const overpaid: OverpaidCase[] = []
  let claimed: KnownClaims | undefined
  for (const month of monthsFrom(paid.first, paid.last)) {
    const isAll = judged.has(month) || (allFrom !== undefined && allFrom <= month)
    const only = new Set([...persons].flatMap(([person, from]) => (from <= month ? [person] : [])))
    if ((!isAll && !(await isAnyPaid(deps, only, month, at))) || !(await isJudged(deps, { area, month }, at))) continue
    claimed ??= claimsOf(await overpaymentsAt(deps, at), PRICE_SUBSIDY)
    const facts = await priceFacts(deps, { area, month }, at, { claimed, ...(isAll ? {} : { only }) })
    overpaid.push(...overpaidPrices(facts, area))
  }
  return overpaid
}

const isAnyPaid = async ({ views }: Deps, people: ReadonlySet<string>, month: Month, knownAt: bigint) =>
  (await paymentsTouching(views, { personIds: [...people], caseIds: [] }, { scheme: PRICE_SUBSIDY, month, knownAt }))
    .length > 0

/** The index months that were judged for a county, or for an area above it, or whose roster was brought. */
const monthsJudged = async (
  { log }: Pick<Deps, 'log'>,
  area: AreaCode,
  { since: from, until: to }: Window,
): Promise<ReadonlySet<Month>> => {
  const months = new Set<Month>()
  const types = ['PriceTriggerDeclared', 'PriceTriggerNotMet', 'PriceRosterImported']
  await forEachEvent(log, { types, from, to }, (recorded) => {
    const { data } = codec.parse(recorded) as PriceEvent | PriceRosterEvent
    if (isWithin(area, data.area)) months.add(data.month)
  })
  return months
}
