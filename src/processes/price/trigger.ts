import { termsOf } from '../../domain/price/parameters.ts'
import { refuse } from '../../domain/price/refusals.ts'
import { outcomeFor, restsOnCounting, type Trigger } from '../../domain/price/state.ts'
import { isJudgedBy, localRules } from '../../domain/price/terms.ts'
import { versionOf } from '../../domain/price/versions.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import type { Deps } from '../deps.ts'
import { policyFor } from '../policies.ts'
import { priceBookFor } from './prices.ts'

type MonthOfArea = { area: AreaCode; month: Month }

/**
 * The trigger by which an index month is paid in a county, as known at a log position. What a city has judged counts in a
 * county that has set nothing of its own.
 * @throws Refused `price-trigger-not-declared` · `price-judgement-stale` · `price-own-terms` · `price-subsidy-suspended`
 */
export const triggerFor = async (
  deps: Pick<Deps, 'log' | 'vault' | 'policyCache'>,
  { area, month }: MonthOfArea,
  at: bigint,
): Promise<Trigger> => {
  const book = await priceBookFor(deps, area, at)
  const outcome = outcomeFor(book, area, month)
  if (!outcome) throw refuse('price-trigger-not-declared', { area, month })
  const { triggerId, version } = outcome
  if (!restsOnCounting(book, area, outcome)) throw refuse('price-judgement-stale', { area, month, triggerId })
  const terms = termsOf((await policyFor(deps, area, at)).policy, area, month)
  if (outcome.area !== area && !isJudgedBy(outcome, localRules(versionOf(month), terms), terms))
    throw refuse('price-own-terms', { area, month, judgedBy: outcome.area })
  if (!outcome.met) throw refuse('price-subsidy-suspended', { area, month, version, triggerId })
  return outcome
}

/**
 * The same while a run is under way; undefined where nothing is due any more, because an index was corrected and the month
 * judged again. Until it is, nobody knows what is due, and nothing is calculated or sent to the bank.
 * @throws Refused `price-judgement-stale`
 */
export const standingTrigger = async (
  deps: Pick<Deps, 'log' | 'vault'>,
  { area, month }: MonthOfArea,
  at: bigint,
): Promise<Trigger | undefined> => {
  const book = await priceBookFor(deps, area, at)
  const outcome = outcomeFor(book, area, month)
  if (outcome && !restsOnCounting(book, area, outcome))
    throw refuse('price-judgement-stale', { area, month, triggerId: outcome.triggerId })
  return outcome?.met ? outcome : undefined
}

/** Whether a month was judged by the indices that count: until it is, nobody knows what is due. */
export const isJudged = async (
  deps: Pick<Deps, 'log' | 'vault'>,
  { area, month }: MonthOfArea,
  at: bigint,
): Promise<boolean> => {
  const book = await priceBookFor(deps, area, at)
  const outcome = outcomeFor(book, area, month)
  return outcome !== undefined && restsOnCounting(book, area, outcome)
}

/** The trigger as a run has found it at its log position, for whoever performs the run again. */
export const findTrigger = async (
  deps: Pick<Deps, 'log' | 'vault'>,
  { area, month }: MonthOfArea,
  at: bigint,
): Promise<Trigger | undefined> => {
  const outcome = outcomeFor(await priceBookFor(deps, area, at), area, month)
  return outcome?.met ? outcome : undefined
}
