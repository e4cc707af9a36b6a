import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Cursor } from '../log/port.ts'
import { schemaOf } from './generation.ts'
import type { Database } from './schema.ts'
import type { Trx } from './view.ts'

/** Where a generation of a view stands: everything up to `cursor` has been applied. */
export type Place = {
  view: string
  generation: number
  revision: number
  status: 'building' | 'serving'
  /** Undefined at the beginning of the log. */
  cursor: Cursor | undefined
  position: bigint
}

/** Another worker or a rebuild moved the checkpoint: this batch is rolled back and the place is read again. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved'
}

type Row = { generation: number; revision: number; cursor: Cursor | null; position: number }

const placeOf = (view: string, status: Place['status'], row: Row): Place => ({
  view,
  status,
  generation: row.generation,
  revision: row.revision,
  cursor: row.cursor ?? undefined,
  position: BigInt(row.position),
})

/** The place of the serving or the building generation of a view, if there is one. */
export const findPlace = async (
  db: Kysely<Database>,
  view: string,
  status: Place['status'],
): Promise<Place | undefined> => {
  const { rows } = await sql<Row>`
    select generation, revision, cursor, position from projection.checkpoint
    where name = ${view} and status = ${status}`.execute(db)
  return rows[0] && placeOf(view, status, rows[0])
}

/**
 * Locks the checkpoint row for the rest of the transaction, enters its generation, and makes sure that it stands where
 * this worker thinks it does. Correctness rests on this row alone; advisory locks only save work.
 * @throws CheckpointMoved
 */
export const holdPlace = (trx: Trx, place: Place): Promise<void> => lockPlace(trx, place, sql`for update`)

/** The same where several may keep the place at a time and none moves it. @throws CheckpointMoved */
export const keepPlace = (trx: Trx, place: Place): Promise<void> => lockPlace(trx, place, sql`for share`)

const lockPlace = async (trx: Trx, place: Place, lock: RawBuilder<unknown>): Promise<void> => {
  const { rows } = await sql<Row>`
    select generation, revision, cursor, position,
           set_config('search_path', ${schemaOf(place.view, place.generation)}, true)
    from projection.checkpoint
    where name = ${place.view} and status = ${place.status}
    ${lock}`.execute(trx)
  const found = rows[0]
  if (!found || found.generation !== place.generation || (found.cursor ?? undefined) !== place.cursor)
    throw new CheckpointMoved(
      `${place.view} generation ${place.generation} is not at ${place.cursor ?? 'the beginning'} any more`,
    )
}

/** Moves a held checkpoint; the rows of the batch become visible with it or not at all. */
export const movePlace = async (trx: Trx, place: Place, cursor: Cursor, position: bigint): Promise<Place> => {
  await sql`
    update projection.checkpoint set cursor = ${cursor}, position = ${position}, moved_at = clock_timestamp()
    where name = ${place.view} and generation = ${place.generation}`.execute(trx)
  return { ...place, cursor, position }
}
