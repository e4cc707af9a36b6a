import { type RebuildSide, type Rebuilt, rebuildView } from './rebuild.ts'
import type { View } from './view.ts'

/** Views rebuilt at the same time: the database writes the rows of one while this program folds events into the other. */
const AT_ONCE = 2

/**
 * Rebuilds views, some at the same time, and tells of each when it serves. After a failure no further one is begun; those
 * under way are brought to their end, and the first failure is thrown.
 */
export const rebuildViews = async (
  side: RebuildSide,
  views: readonly View[],
  rebuilt: (outcome: Rebuilt) => void,
): Promise<void> => {
  const waiting = [...views]
  const failures: unknown[] = []
  const inTurn = async (): Promise<void> => {
    for (let view = waiting.shift(); view && failures.length === 0; view = waiting.shift())
      await rebuildView(side, view).then(rebuilt, (failure: unknown) => failures.push(failure))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, inTurn))
  if (failures.length > 0) throw failures[0]
}
