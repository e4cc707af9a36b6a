import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import type { EventLog } from '../../../src/log/port.ts'
import { type FreshDatabase, freshDatabase } from '../../postgres.ts'
import { openPatientLog } from './patient-log.ts'

/** A log on a database of the test file, and connections to look at it as anybody. */
export type LogDatabase = {
  fresh: () => FreshDatabase
  log: () => EventLog
  /** Opens a connection; closed after the file. */
  connect: (url: string) => Promise<pg.Client>
  /** A connection as a role of the program. */
  as: (role: string) => Promise<pg.Client>
  /** A connection as the owner of everything. */
  admin: () => Promise<pg.Client>
}

/** Prepares the database of a test file. */
export const logDatabase = (): LogDatabase => {
  let fresh: FreshDatabase
  let log: EventLog
  const clients: pg.Client[] = []
  beforeAll(async () => {
    fresh = await freshDatabase()
    log = await openPatientLog({ connectionString: fresh.urlAs('app_api') })
  })
  afterAll(async () => {
    await log?.close()
    await Promise.all(clients.map((client) => client.end()))
    await fresh?.drop()
  })
  const connect = async (url: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    await client.connect()
    clients.push(client)
    return client
  }
  return {
    fresh: () => fresh,
    log: () => log,
    connect,
    as: (role) => connect(fresh.urlAs(role)),
    admin: () => connect(fresh.adminUrl),
  }
}
