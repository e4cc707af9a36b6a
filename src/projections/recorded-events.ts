import { sql } from 'kysely'
import type { EventLog, Said } from '../log/port.ts'
import type { Place } from './checkpoint.ts'
import type { RecordedEvents } from './verify.ts'
import type { Trx, View } from './view.ts'

/** Events copied at a time. Some views listen to events of 300 KiB: a page of these stays below 200 MiB. */
const PAGE = 500

/**
 * Lends the recorded events of a view's types up to a place, so that one verification in SQL does for both engines. A log in
 * this database is asked itself. From another one the events are copied, page by page, into a table that lives in the
 * generation under verification and no longer than this transaction. The generation must have been entered (`holdPlace`).
 */
export const withRecordedEvents = async <Answer>(
  trx: Trx,
  log: EventLog,
  { view, upTo }: { view: View; upTo: Pick<Place, 'cursor' | 'position'> },
  verify: (recorded: RecordedEvents) => Promise<Answer>,
): Promise<Answer> => {
  if (log.relation !== undefined) return verify({ relation: sql.raw(log.relation), upTo: upTo.position })
  // Unlogged: it is of no use to anybody after a crash. TEMP is not granted to any role of ours.
  await sql`
    create unlogged table recorded_event (
      position bigint not null,
      stream_id text collate "C" not null,
      version bigint not null,
      type text collate "C" not null,
      payload json not null
    )`.execute(trx)
  for await (const events of pagesUpTo(log, view, upTo)) await copy(trx, events)
  await sql`analyze recorded_event`.execute(trx)
  const answer = await verify({ relation: sql`recorded_event`, upTo: upTo.position })
  await sql`drop table recorded_event`.execute(trx)
  return answer
}

const pagesUpTo = async function* (
  log: EventLog,
  { types, maxBatch = PAGE }: View,
  { cursor: end }: Pick<Place, 'cursor'>,
): AsyncGenerator<readonly Said[]> {
  if (end === undefined) return
  const limit = Math.min(PAGE, maxBatch)
  let page = await log.readSaid({ types, limit })
  for (;;) {
    yield page.events.filter(({ cursor }) => log.compare(cursor, end) <= 0)
    if (log.compare(page.scannedTo, end) >= 0) return
    page = await log.readSaid({ after: page.scannedTo, types, limit })
  }
}

const copy = async (trx: Trx, events: readonly Said[]): Promise<void> => {
  if (events.length === 0) return
  await sql`
    insert into recorded_event
    select * from unnest(
      ${events.map(({ position }) => String(position))}::bigint[],
      ${events.map(({ stream }) => stream)}::text[],
      ${events.map(({ version }) => version)}::bigint[],
      ${events.map(({ type }) => type)}::text[],
      ${events.map(({ payload }) => payload)}::json[]
    )`.execute(trx)
}
