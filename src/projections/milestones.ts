import { type Kysely, sql } from 'kysely'
import type { EarlierThan } from '../log/as-of.ts'
import type { Recorded } from '../log/port.ts'
import type { Database } from './schema.ts'

/** Events from one milestone to the next: what a search for a moment reads at most, where a feed has gone along. */
const APART = 1_000

/**
 * Keeps the position and time of one event in a thousand that a feed sees, and of the first. Milestones only shorten a
 * search: one that was not stored, or was stored twice, changes no answer.
 */
export const keepMilestones = (db: Kysely<Database>): ((events: readonly Recorded[]) => void) => {
  let since = APART
  return (events) => {
    const milestones = events.filter(() => {
      since += 1
      if (since <= APART) return false
      since = 1
      return true
    })
    if (milestones.length > 0) store(db, milestones).catch(() => undefined)
  }
}

const store = (db: Kysely<Database>, milestones: readonly Recorded[]): Promise<unknown> =>
  sql`
    insert into projection.milestone (position, recorded_at)
    select * from unnest(
      ${milestones.map(({ position }) => String(position))}::bigint[],
      ${milestones.map(({ recordedAt }) => recordedAt)}::text[]
    ) on conflict do nothing`.execute(db)

/** The newest milestone before a time. */
export const milestoneBefore =
  (views: Kysely<Database>): EarlierThan =>
  async (time) => {
    const { rows } = await sql<{ position: number }>`
      select position from view.milestone where recorded_at < ${time} order by recorded_at desc, position desc limit 1`.execute(
      views,
    )
    return BigInt(rows[0]?.position ?? 0)
  }
