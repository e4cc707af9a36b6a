import { refuse } from '../../domain/price/refusals.ts'
import { outcomeFor, type Trigger } from '../../domain/price/state.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import type { Deps } from '../deps.ts'
import { priceBookFor } from './prices.ts'

/**
 * The trigger by which an index month is paid in a county, as known at a log position.
 * @throws Refused `price-trigger-not-declared` · `price-subsidy-suspended`
 */
export const triggerFor = async (
  deps: Pick<Deps, 'log' | 'vault'>,
  { area, month }: { area: AreaCode; month: Month },
  at: bigint,
): Promise<Trigger> => {
  const outcome = outcomeFor(await priceBookFor(deps, area, at), area, month)
  if (!outcome) throw refuse('price-trigger-not-declared', { area, month })
  if (!outcome.met)
    throw refuse('price-subsidy-suspended', { area, month, version: outcome.version, triggerId: outcome.triggerId })
  return outcome
}
