import { openKurrentLog } from '../../../src/log/kurrentdb/engine.ts'
import type { EventLog } from '../../../src/log/port.ts'
import { openPostgresLog } from '../../../src/log/postgres/engine.ts'
import type { FreshDatabase } from '../../postgres.ts'
import { startEventStore } from '../../support/eventstore/server.ts'

/** Where the log of one test file is kept: any number of programs may open it. */
export type LogHome = {
  /** What a program of its own needs to open it with `openLogAt`. */
  address: string
  close(): Promise<void>
}

/** An engine of the log, to run the same tests on each. */
export type Engine = { name: string; prepare(database: FreshDatabase): Promise<LogHome> }

/** The log in the database of the read models. */
export const postgres: Engine = {
  name: 'PostgreSQL',
  prepare: async (database) => ({ address: database.urlAs('app_api'), close: async () => undefined }),
}

const kurrentdb: Engine = {
  name: 'KurrentDB (test server)',
  prepare: async () => {
    const server = await startEventStore()
    return { address: server.url, close: server.stop }
  },
}

/** Every engine there is. */
export const engines: readonly Engine[] = [postgres, kurrentdb]

/** Opens a log as a program of its own. */
export const openLogAt = (address: string): Promise<EventLog> =>
  address.startsWith('esdb:')
    ? openKurrentLog({ connectionString: address })
    : openPostgresLog({ connectionString: address })
