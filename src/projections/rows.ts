import { sql } from 'kysely'
import { copyIn } from './copy-in.ts'
import { columnsOf, linesOfRows, textOfRows } from './row-text.ts'
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

const partsOf = <Row>(rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_PER_STATEMENT) }, (_, part) =>
    rows.slice(part * ROWS_PER_STATEMENT, (part + 1) * ROWS_PER_STATEMENT),
  )

/**
 * Writes whole rows; one whose key exists is replaced. A violation of any other constraint of the table is an error, which
 * stops the projection.
 */
export const saveRows = async <T extends Table>(
  trx: Trx,
  table: T,
  keys: readonly Column<T>[],
  rows: readonly Database[T][],
): Promise<void> => {
  const [first] = rows
  if (!first) return
  const [into, columns] = [sql.id(table), await columnsOf(trx, table)]
  const others = Object.keys(first).filter((column) => !keys.some((key) => key === column))
  const replace = others.map((column) => sql`${sql.id(column)} = excluded.${sql.id(column)}`)
  const key = sql.join(keys.map((each) => sql.id(each)))
  for (const part of partsOf(rows))
    await sql`
      insert into ${into} select * from unnest(${textOfRows(columns, part)}::${into}[])
      on conflict (${key}) do update set ${sql.join(replace)}`.execute(trx)
}

/** Writes rows that must be new; one that exists is an error, which stops the projection. */
export const addRows = async <T extends Table>(trx: Trx, table: T, rows: readonly Database[T][]): Promise<void> => {
  if (rows.length === 0) return
  const columns = await columnsOf(trx, table)
  for (const part of partsOf(rows))
    await copyIn(
      trx,
      table,
      columns.map(({ name }) => name),
      linesOfRows(columns, part),
    )
}
