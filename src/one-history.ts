import { type Kysely, sql } from 'kysely'
import { personEvents } from './domain/person/events.ts'
import { UnknownEvent } from './log/errors.ts'
import { openEvents } from './log/load.ts'
import type { Cursor, EventLog } from './log/port.ts'
import { ModeFault } from './mode.ts'
import type { Database } from './projections/schema.ts'
import { BrokenSeal, KeyFault } from './vault/errors.ts'
import type { Vault } from './vault/port.ts'

/**
 * Refuses a log that is not the one this database has known: where a history has begun on one engine or in one store, it
 * would go on in another in silence, and read models would hold half of each. `db` may read the log of this database, the
 * checkpoints and the milestones (`app_projector`).
 * @throws ModeFault
 */
export const requireOneHistory = async (db: Kysely<Database>, log: EventLog): Promise<void> => {
  await requireNoLogHere(db, log)
  const cursors = await cursorsIn(db)
  if (!cursors.every((cursor) => isOf(log, cursor))) throw new ModeFault(log.relation ? WAS_KURRENTDB : WAS_POSTGRESQL)
  await requireSameBeginning(db, log)
}

/**
 * Refuses to go on with read models that have seen more than the log holds. Only for who works or shows them: a rebuild,
 * which is the remedy, begins from nothing.
 * @throws LogHalted
 */
export const requireAllSeenIsThere = async (db: Kysely<Database>, log: EventLog): Promise<void> => {
  const [furthest] = (await cursorsIn(db)).sort(log.compare).reverse()
  if (furthest !== undefined) await log.readAll({ after: furthest, limit: 1 })
}

/**
 * Refuses a vault that does not know the persons of the log, as in a new database beside an old store: new keys would be made
 * for persons who have one, and what is sealed under them could not be read when the right vault is brought back. A log in
 * this database has its vault beside it.
 * @throws ModeFault
 */
export const requireVaultOfLog = async (vault: Vault, log: EventLog): Promise<void> => {
  if (log.relation !== undefined) return
  const { events } = await log.readAll({ limit: 1, types: ['PersonRegistered'] })
  try {
    await openEvents(vault, personEvents, events)
  } catch (error) {
    // What this program cannot read stops its read models, and is told there.
    if (error instanceof UnknownEvent) return
    if (!(error instanceof KeyFault || error instanceof BrokenSeal)) throw error
    throw new ModeFault(`${OTHER_VAULT} (${error.message})`)
  }
}

const OTHER_VAULT =
  'The vault of this database is not the one that this log was written with: bring back the schema vault and the keys that belong to it.'

const cursorsIn = async (db: Kysely<Database>): Promise<Cursor[]> => {
  const { rows } = await sql<{ cursor: Cursor }>`
    select distinct cursor from projection.checkpoint where cursor is not null`.execute(db)
  return rows.map(({ cursor }) => cursor)
}

const WAS_KURRENTDB =
  'The read models in this database were built from a log on KurrentDB: a history is never split over two logs. Set EVENTSTORE_URL to that cluster, or use another database.'
const WAS_POSTGRESQL =
  'The read models in this database were built from a log on PostgreSQL: a history is never split over two logs. Unset EVENTSTORE_URL, or use another database.'
const OTHER_STORE =
  'EVENTSTORE_URL leads to a store that does not begin as the one that this database was used with: it is another store, or was restored to something else. Set the address of the right one, or use another database.'

const requireNoLogHere = async (db: Kysely<Database>, log: EventLog): Promise<void> => {
  if (log.relation !== undefined) return
  const { rows } = await sql<{ position: number }>`select position from log.head`.execute(db)
  const recorded = rows[0]?.position ?? 0
  if (recorded > 0)
    throw new ModeFault(
      `EVENTSTORE_URL is set, but this PostgreSQL database holds a log of ${recorded} events: a history is never split over two logs. Unset EVENTSTORE_URL, or use a database without a log (DATABASE_URL, ANJUAN_DATA_DIR).`,
    )
}

const isOf = (log: EventLog, cursor: Cursor): boolean => {
  try {
    log.positionOf(cursor)
    return true
  } catch {
    return false
  }
}

/** The first milestone is the first event of the log, unless it could not be stored at the time. */
const requireSameBeginning = async (db: Kysely<Database>, log: EventLog): Promise<void> => {
  const { rows } = await sql<{ position: number; recorded_at: string }>`
    select position, recorded_at from projection.milestone order by position limit 1`.execute(db)
  const [known] = rows
  if (!known) return
  const { events } = await log.readAll({ limit: 1 })
  const position = Number(events[0]?.position ?? Number.POSITIVE_INFINITY)
  const isOther = position === known.position && events[0]?.recordedAt !== known.recorded_at
  if (position > known.position || isOther) throw new ModeFault(OTHER_STORE)
}
