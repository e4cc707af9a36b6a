import { allEvents } from '../domain/events.ts'
import { codecOf } from '../log/codec.ts'
import { ModeFault } from '../mode.ts'
import { openLocks } from '../projections/locks.ts'
import { openViewPool } from '../projections/open.ts'
import { rebuildView } from '../projections/rebuild.ts'
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
    try {
      for (const view of views.filter(({ name }) => names.length === 0 || names.includes(name))) {
        const progress = startProgress(view.name)
        const rebuilt = await rebuildView(
          {
            db,
            log,
            locks,
            codec: codecOf(allEvents),
            onProgress: ({ position, head }) => progress.at(Number(position), Number(head)),
          },
          view,
        )
        progress.end()
        const { generation, events, ms } = rebuilt
        say(`${view.name}: generation ${generation} serves, ${events} events in ${(ms / 1000).toFixed(1)} s`)
      }
    } finally {
      await locks.close()
      await pool.end()
    }
  })
