import { type RawBuilder, sql } from 'kysely'
import { columnsOf, textOfRows } from './row-text.ts'
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

/** Writes whole rows in one statement for the batch; what it does with a row whose key exists comes last. */
const insertRows = async <T extends Table>(
  trx: Trx,
  table: T,
  rows: readonly Database[T][],
  onConflict: RawBuilder<unknown>,
): Promise<void> => {
  if (rows.length === 0) return
  const [into, columns] = [sql.id(table), await columnsOf(trx, table)]
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const part = textOfRows(columns, rows.slice(from, from + ROWS_PER_STATEMENT))
    await sql`insert into ${into} select * from unnest(${part}::${into}[]) ${onConflict}`.execute(trx)
  }
}

/**
 * Writes whole rows; one whose key exists is replaced. A violation of any other constraint of the table is an error, which
 * stops the projection.
 */
export const saveRows = <T extends Table>(
  trx: Trx,
  table: T,
  keys: readonly Column<T>[],
  rows: readonly Database[T][],
): Promise<void> => {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => !keys.some((key) => key === column))
  const replace = columns.map((column) => sql`${sql.id(column)} = excluded.${sql.id(column)}`)
  const key = sql.join(keys.map((each) => sql.id(each)))
  return insertRows(trx, table, rows, sql`on conflict (${key}) do update set ${sql.join(replace)}`)
}

/** Writes rows that must be new; one that exists is an error, which stops the projection. */
export const addRows = <T extends Table>(trx: Trx, table: T, rows: readonly Database[T][]): Promise<void> =>
  insertRows(trx, table, rows, sql``)
