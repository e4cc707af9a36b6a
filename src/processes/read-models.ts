import { refuse } from '../domain/payment/refusals.ts'
import type { Deps } from './deps.ts'

/** How long somebody waits for read models to pass a position. */
const PATIENCE_MS = 15_000

/** Waits until these read models have passed a log position; refused with `read-model-behind` where one does not in time. */
export const waitForReadModels = async (deps: Deps, views: readonly string[], at: bigint): Promise<void> => {
  for (const view of views)
    if (!(await deps.waitFor(view, at, PATIENCE_MS))) throw refuse('read-model-behind', { view, position: String(at) })
}
