import type { Transaction } from 'kysely'
import type { AnyEvent } from '../domain/shared/event.ts'
import type { Envelope } from '../log/envelope.ts'
import type { Database } from './schema.ts'
import type { RecordedEvents } from './verify.ts'

/** A transaction of the read-model database. */
export type Trx = Transaction<Database>

/** An event as a view sees it: upcast to the newest schema version and parsed; personal fields still sealed text. */
export type Fact<Event = AnyEvent> = Event & {
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
  tables: readonly (keyof Database)[]
  /** The event types it listens to. */
  types: readonly string[]
  /** Most events of one batch, for views whose events are very large. */
  maxBatch?: number
  /** Creates the tables of one generation, with the keys that `apply` looks rows up by. */
  create(trx: Trx): Promise<void>
  /**
   * Adds what only queries need, and constraints that no statement of `apply` names. A rebuild does it when all rows are
   * there: made at once, an index costs a fifth of what it costs row by row, and no more in a long history than in a short.
   */
  complete?(trx: Trx): Promise<void>
  /** Applies a batch in order, set-based, inside the transaction that moves the checkpoint. */
  apply(trx: Trx, facts: readonly Fact[]): Promise<void>
  /**
   * Checks a generation that has seen everything up to a position against an independent query over the recorded events; a
   * list of what differs, empty when right.
   */
  verify(trx: Trx, recorded: RecordedEvents): Promise<readonly string[]>
}

/** A view whose handler knows its events by type. The codec has checked type and schema of every fact before. */
export const viewOf = <Event extends AnyEvent>(
  view: Omit<View, 'apply' | 'types'> & {
    types: readonly Event['type'][]
    apply(trx: Trx, facts: readonly Fact<Event>[]): Promise<void>
  },
): View => ({ ...view, apply: (trx, facts) => view.apply(trx, facts as readonly Fact<Event>[]) })
