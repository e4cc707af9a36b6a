import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { allEvents } from '../../src/domain/events.ts'
import type { Day } from '../../src/domain/shared/day.ts'
import { codecOf } from '../../src/log/codec.ts'
import type { EventLog } from '../../src/log/port.ts'
import type { Deps } from '../../src/processes/deps.ts'
import { emptyPolicyCache } from '../../src/processes/policies.ts'
import { openViewPool, openViews } from '../../src/projections/open.ts'
import { openPositions } from '../../src/projections/positions.ts'
import { startProjections } from '../../src/projections/runner.ts'
import type { View } from '../../src/projections/view.ts'
import { loadKeys } from '../../src/vault/keys.ts'
import { openVault } from '../../src/vault/vault.ts'
import { PATIENCE_MS } from '../caught-up.ts'
import type { FreshDatabase } from '../postgres.ts'

/** What processes work with, on the database of one test file: the real vault, some read models, and a day that a test sets. */
export const openBureau = async (
  database: FreshDatabase,
  { log, views: worked, today: first }: { log: EventLog; views: readonly View[]; today: Day },
) => {
  const keysAt = await mkdtemp(join(tmpdir(), 'anjuan-bureau-'))
  const keys = await loadKeys(keysAt)
  const vaultPool = new pg.Pool({ connectionString: database.urlAs('app_api'), max: 4 })
  const projectorPool = openViewPool({ connectionString: database.urlAs('app_projector'), max: 12 })
  const viewPool = openViewPool({ connectionString: database.urlAs('app_api') })
  const views = openViews(viewPool)
  const positions = openPositions(views)
  const projections = await startProjections({
    pool: projectorPool,
    log,
    codec: codecOf(allEvents),
    views: worked,
    positions,
  })
  let today = first
  const deps: Deps = {
    log,
    vault: await openVault({ pool: vaultPool, keys }),
    mac: keys.mac,
    now: () => new Date().toISOString().replace('Z', '000Z'),
    clock: { today: () => today },
    views,
    // A person is told after a few seconds that a read model is behind; a busy machine may take longer, and a test means neither.
    waitFor: (view, position) => positions.waitFor(view, position, PATIENCE_MS),
    policyCache: emptyPolicyCache(),
  }
  return {
    deps,
    keysAt,
    projectorPool,
    setToday: (day: Day) => {
      today = day
    },
    close: async () => {
      await projections.stop()
      await log.close()
      await Promise.all([vaultPool.end(), projectorPool.end(), viewPool.end()])
      await rm(keysAt, { recursive: true })
    },
  }
}
