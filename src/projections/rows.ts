import { sql } from 'kysely'
import type { Database } from './schema.ts'
import type { Trx } from './view.ts'

type Table = keyof Database
type Column<T extends Table> = keyof Database[T] & string

/** Rows of one statement: more are written in several, so that a batch of large events stays flat in memory. */
const ROWS_PER_STATEMENT = 10_000

/** The rows of a table whose key column has one of these values. */
export const loadRows = async <T extends Table>(
  trx: Trx,
  table: T,
  key: Column<T>,
  values: Iterable<string>,
): Promise<Database[T][]> => {
  const keys = [...new Set(values)]
  if (keys.length === 0) return []
  const found = await sql<Database[T]>`select * from ${sql.id(table)} where ${sql.id(key)} = any(${keys})`.execute(trx)
  return found.rows
}

/**
 * Writes whole rows in one statement for the batch: the rows travel as one JSON parameter, and a row whose key exists is
 * replaced. A violation of any other constraint of the table is an error, which stops the projection.
 */
export const saveRows = async <T extends Table>(
  trx: Trx,
  table: T,
  keys: readonly Column<T>[],
  rows: readonly Database[T][],
): Promise<void> => {
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const part = rows.slice(from, from + ROWS_PER_STATEMENT)
    const columns = Object.keys(part[0] ?? {}).filter((column) => !keys.some((key) => key === column))
    const replace = columns.map((column) => sql`${sql.id(column)} = excluded.${sql.id(column)}`)
    await sql`
      insert into ${sql.id(table)}
      select * from json_populate_recordset(null::${sql.id(table)}, ${JSON.stringify(part)})
      on conflict (${sql.join(keys.map((key) => sql.id(key)))}) do update set ${sql.join(replace)}
    `.execute(trx)
  }
}

/** Writes rows that must be new; one that exists is an error, which stops the projection. */
export const addRows = async <T extends Table>(trx: Trx, table: T, rows: readonly Database[T][]): Promise<void> => {
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const part = JSON.stringify(rows.slice(from, from + ROWS_PER_STATEMENT))
    await sql`
      insert into ${sql.id(table)} select * from json_populate_recordset(null::${sql.id(table)}, ${part})
    `.execute(trx)
  }
}
