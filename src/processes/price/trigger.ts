import { refuse } from '../../domain/price/refusals.ts'
import { type Outcome, outcomeFor, type Trigger } from '../../domain/price/state.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import type { Deps } from '../deps.ts'
import { priceBookFor } from './prices.ts'

type MonthOfArea = { area: AreaCode; month: Month }

/**
 * The trigger by which an index month is paid in a county, as known at a log position.
 * @throws Refused `price-trigger-not-declared` · `price-subsidy-suspended`
 */
export const triggerFor = async (
  deps: Pick<Deps, 'log' | 'vault'>,
  { area, month }: MonthOfArea,
  at: bigint,
): Promise<Trigger> => {
  const outcome = await outcomeAt(deps, { area, month }, at)
  if (!outcome) throw refuse('price-trigger-not-declared', { area, month })
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
