import { sql } from 'kysely'
import { hideSealed } from '../../src/http/rows.ts'
import type { EventLog } from '../../src/log/port.ts'
import type { Anjuan } from '../../src/main.ts'
import { views } from '../../src/projections/views.ts'
import { caughtUp } from '../caught-up.ts'

/** The columns that hold a position of the log. */
const POSITIONS = /^(position|known_from|known_to|\w+_at)$/

/**
 * What no two histories have in common: clocks, what is computed from sealed text, whose bytes are random, and the ids of a
 * payment's events, which rest on it. Which event it was is told by its position all the same.
 */
const PASSING =
  /^(recorded_at|read_at|account|hash|sha256|file_id|size|(planned|filed|paid|returned|failed|cancelled)_event)$/

/** Which event stands at a position: the one thing that positions of two engines can be compared by. */
const eventsOf = async (log: EventLog): Promise<ReadonlyMap<number, string>> => {
  const events = new Map<number, string>()
  const head = await log.head()
  let after = log.cursorAt(0n)
  while (log.compare(after, head) < 0) {
    const page = await log.readAll({ after, limit: 1_000 })
    for (const { position, stream, version } of page.events) events.set(Number(position), `${stream} ${version}`)
    after = page.scannedTo
  }
  return events
}

/** Rows of every table of the read models, as text. */
export type ReadModels = Readonly<Record<string, readonly string[]>>

/** The first rows that only one side has; an error over all of them would be a book. */
export const differencesOf = (found: ReadModels, expected: ReadModels): readonly string[] => {
  const only = (side: string, rows: readonly string[], others: readonly string[], table: string): string[] => {
    const known = new Set(others)
    return rows.filter((row) => !known.has(row)).map((row) => `${table}, ${side}: ${row}`)
  }
  const tables = [...new Set([...Object.keys(found), ...Object.keys(expected)])]
  return tables.flatMap((table) => {
    const [rows = [], wanted = []] = [found[table], expected[table]]
    const lengths = rows.length === wanted.length ? [] : [`${table}: ${rows.length} rows, not ${wanted.length}`]
    const [extra, missing] = [only('too much', rows, wanted, table), only('missing', wanted, rows, table)]
    return [...lengths, ...extra.slice(0, 2), ...missing.slice(0, 2)]
  })
}

/** Every row of every read model, as far as it does not depend on the engine: positions are told by their events. */
export const readModelsOf = async ({ log, deps }: Anjuan): Promise<ReadModels> => {
  const events = await eventsOf(log)
  const plain = (value: unknown, column = ''): unknown => {
    if (PASSING.test(column)) return undefined
    if (POSITIONS.test(column) && typeof value === 'number') return events.get(value) ?? `nothing at ${value}`
    if (Array.isArray(value)) return value.map((one) => plain(one))
    if (typeof value !== 'object' || value === null) return hideSealed(value)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner, key)]))
  }
  const tables = views.flatMap((view) => [...view.tables])
  const rows = await Promise.all(
    tables.map(async (table) => {
      const found = await sql<{ row: unknown }>`select to_json(t) as row from ${sql.id(table)} t`.execute(deps.views)
      return [table, found.rows.map(({ row }) => JSON.stringify(plain(row))).sort()] as const
    }),
  )
  return Object.fromEntries(rows)
}

/** Waits until every read model shows the whole log. */
export const allShown = ({ deps }: Anjuan): Promise<void> => caughtUp(deps, ...views.map(({ name }) => name))
