import type { Transaction } from 'kysely'
import type { Envelope } from '../log/envelope.ts'
import type { Database } from './schema.ts'

/** A transaction of the read-model database. */
export type Trx = Transaction<Database>

/** An event as a view sees it: upcast to the newest schema version and parsed; personal fields still sealed text. */
export type Fact<Event = { type: string; data: unknown }> = Event & {
  id: string
  stream: string
  version: number
  position: bigint
  /** When the API took it, RFC 3339 UTC with microseconds. */
  recordedAt: string
  envelope: Envelope
}

/**
 * A read model: its tables, the event types it listens to, and one batch handler. Live is a batch of one and a rebuild a
 * batch of thousands: one code path, so they cannot differ.
 *
 * Each generation of a view lives in a database schema of its own (`roster_g3`), which the runner puts first on the
 * `search_path`: handlers and `create` name their tables plainly. The schema `view` holds one SQL view per table that
 * points at the serving generation, and is all that queries ever see.
 */
export type View = {
  name: string
  /** Raised when tables or handler change: a new generation is then built beside the serving one. */
  revision: number
  /** The tables that queries may read. */
  tables: readonly string[]
  /** The event types it listens to. */
  types: readonly string[]
  /** Creates the tables of one generation. */
  create(trx: Trx): Promise<void>
  /** Applies a batch in order, set-based, inside the transaction that moves the checkpoint. */
  apply(trx: Trx, facts: readonly Fact[]): Promise<void>
  /** Checks a generation against an independent query over `log.event`; a list of what differs, empty when right. */
  verify(trx: Trx): Promise<readonly string[]>
}
