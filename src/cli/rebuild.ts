import { allEvents } from '../domain/events.ts'
import { codecOf } from '../log/codec.ts'
import { ModeFault } from '../mode.ts'
import { openLocks } from '../projections/locks.ts'
import { openViewPool } from '../projections/open.ts'
import type { RebuildProgress, Rebuilt } from '../projections/rebuild.ts'
import { rebuildViews } from '../projections/rebuild-views.ts'
import { views } from '../projections/views.ts'
import { withAnjuan } from './open.ts'
import { say } from './print.ts'
import { startProgress } from './progress.ts'

/** `anjuan rebuild [view…]`: builds read models again from zero beside the serving ones, checks them, and switches. */
export const rebuildCommand = (names: readonly string[]): Promise<void> =>
  withAnjuan({ mode: 'as-found', project: false }, async ({ databases, projector: db, log }) => {
    const unknown = names.filter((name) => !views.some((view) => view.name === name))
    if (unknown.length > 0)
      throw new ModeFault(`no read model ${unknown.join(', ')}; there are ${views.map(({ name }) => name).join(', ')}`)
    const pool = openViewPool({ connectionString: databases.connectionFor('app_projector'), max: 2 })
    const locks = openLocks(pool)
    const chosen = views.filter(({ name }) => names.length === 0 || names.includes(name))
    const progress = showProgress(chosen.length)
    const served: Rebuilt[] = []
    try {
      const side = { db, log, locks, codec: codecOf(allEvents), onProgress: progress.at }
      await rebuildViews(side, chosen, (rebuilt) => served.push(rebuilt))
    } finally {
      progress.end()
      for (const { view, generation, events, ms } of served)
        say(`${view}: generation ${generation} serves, ${events} events in ${(ms / 1000).toFixed(1)} s`)
      await locks.close()
      await pool.end()
    }
  })

/** One bar for all of them: how much of so many histories of the log has been applied. */
const showProgress = (views: number): { at(progress: RebuildProgress): void; end(): void } => {
  const progress = startProgress('rebuild')
  const reached = new Map<string, number>()
  return {
    at: ({ view, position, head }) => {
      reached.set(view, Number(position))
      const done = reached.values().reduce((sum, position) => sum + position, 0)
      progress.at(done, views * Number(head), view)
    },
    end: progress.end,
  }
}
