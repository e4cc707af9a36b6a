import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

/** A database of one test file: real, migrated, nobody else's. */
export type FreshDatabase = {
  name: string
  /** As the owner, who migrates and may do anything. */
  adminUrl: string
  /** As the login `anjuan`, bound to one role: `app_api`, `app_projector`, … */
  urlAs(role: string): string
  drop(): Promise<void>
}

const administer = async (work: (client: pg.Client) => Promise<void>): Promise<void> => {
  const client = new pg.Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** Makes a database from the migrated template of this run. Call it in `beforeAll`, and `drop` in `afterAll`. */
export const freshDatabase = async (): Promise<FreshDatabase> => {
  const name = `test_${randomUUID().replaceAll('-', '').slice(0, 16)}`
  await administer(async (client) => {
    // Copies of one template wait for each other here, where waiting is cheap, and not in the server.
    await client.query(`select pg_advisory_lock(hashtext('template'))`)
    await client.query(`create database ${name} template ${inject('postgresTemplate')}`)
  })
  const admin = new URL(inject('postgresUrl'))
  admin.pathname = `/${name}`
  return {
    name,
    adminUrl: admin.href,
    urlAs: (role) => {
      const url = new URL(admin)
      url.username = 'anjuan'
      url.password = 'anjuan'
      url.searchParams.set('options', `-c role=${role}`)
      return url.href
    },
    drop: () => administer((client) => drop(client, name)),
  }
}

/** PostgreSQL waits some seconds for connections that are just ending; cut off, one of them would fail the run. */
const drop = async (client: pg.Client, name: string): Promise<void> => {
  try {
    await client.query(`drop database ${name}`)
  } catch {
    await client.query(`drop database ${name} with (force)`)
  }
}
