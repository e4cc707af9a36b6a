import { termsOf } from '../../domain/price/parameters.ts'
import { refuse } from '../../domain/price/refusals.ts'
import { type Outcome, outcomeFor, type Trigger } from '../../domain/price/state.ts'
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
 * @throws Refused `price-trigger-not-declared` · `price-own-terms` · `price-subsidy-suspended`
 */
export const triggerFor = async (
  deps: Pick<Deps, 'log' | 'vault' | 'policyCache'>,
  { area, month }: MonthOfArea,
  at: bigint,
): Promise<Trigger> => {
  const outcome = await outcomeAt(deps, { area, month }, at)
  if (!outcome) throw refuse('price-trigger-not-declared', { area, month })
  if (outcome.area !== area) {
    const terms = termsOf((await policyFor(deps, area, at)).policy, area, month)
    if (!isJudgedBy(outcome, localRules(versionOf(month), terms), terms))
      throw refuse('price-own-terms', { area, month, judgedBy: outcome.area })
  }
  if (!outcome.met)
    throw refuse('price-subsidy-suspended', { area, month, version: outcome.version, triggerId: outcome.triggerId })
  return outcome
}

/** The same; undefined where nothing is due any more, because an index was corrected after the run was opened. */
export const findTrigger = async (
  deps: Pick<Deps, 'log' | 'vault'>,
  of: MonthOfArea,
  at: bigint,
): Promise<Trigger | undefined> => {
  const outcome = await outcomeAt(deps, of, at)
  return outcome?.met ? outcome : undefined
}

const outcomeAt = async (
  deps: Pick<Deps, 'log' | 'vault'>,
  { area, month }: MonthOfArea,
  at: bigint,
): Promise<Outcome | undefined> => outcomeFor(await priceBookFor(deps, area, at), area, month)
