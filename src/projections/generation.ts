import { type Kysely, sql } from 'kysely'
import type { Database } from './schema.ts'
import type { Trx, View } from './view.ts'

/** The database schema in which a generation of a view lives: `payment_ledger_g3`. */
export const schemaOf = (view: string, generation: number): string => `${view.replaceAll('-', '_')}_g${generation}`

/** Lets the rest of the transaction name the tables of one generation plainly. */
export const enterGeneration = async (trx: Trx, view: string, generation: number): Promise<void> => {
  await sql`select set_config('search_path', ${schemaOf(view, generation)}, true)`.execute(trx)
}

/**
 * Makes a generation with empty tables and its checkpoint at the beginning of the log. One that is built is completed when
 * its rows are there.
 */
export const openGeneration = async (
  trx: Trx,
  view: View,
  generation: number,
  status: 'building' | 'serving',
): Promise<void> => {
  await sql`select projection.open_generation(${view.name}, ${generation})`.execute(trx)
  await enterGeneration(trx, view.name, generation)
  await view.create(trx)
  if (status === 'serving') await view.complete?.(trx)
  await sql`
    insert into projection.checkpoint (name, generation, revision, status)
    values (${view.name}, ${generation}, ${view.revision}, ${status})`.execute(trx)
}

/** Drops a generation that is not served, with its checkpoint. */
export const dropGeneration = async (db: Kysely<Database>, view: string, generation: number): Promise<void> => {
  await sql`select projection.drop_generation(${view}, ${generation})`.execute(db)
}

/** Points what queries see at a generation. Whoever reads waits for this transaction and then sees all of it. */
export const serveGeneration = async (trx: Trx, view: View, generation: number): Promise<void> => {
  for (const table of view.tables) {
    const seen = sql.id('view', table)
    await sql`drop view if exists ${seen}`.execute(trx)
    await sql`create view ${seen} as select * from ${sql.id(schemaOf(view.name, generation), table)}`.execute(trx)
    await sql`grant select on ${seen} to app_api`.execute(trx)
  }
}

/** The number of the next generation of a view. */
export const nextGeneration = async (db: Kysely<Database>, view: string): Promise<number> => {
  const { rows } = await sql<{ newest: number | null }>`
    select max(generation) as newest from projection.checkpoint where name = ${view}`.execute(db)
  return (rows[0]?.newest ?? 0) + 1
}

/** Drops what no longer serves, also what an earlier rebuild was killed before dropping. */
export const dropRetired = async (db: Kysely<Database>, view: View): Promise<void> => {
  const { rows } = await sql<{ generation: number }>`
    select generation from projection.checkpoint where name = ${view.name} and status = 'retired'`.execute(db)
  for (const { generation } of rows) await dropGeneration(db, view.name, generation)
}
