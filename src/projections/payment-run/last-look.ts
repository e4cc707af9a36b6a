import { type Kysely, sql } from 'kysely'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Database } from '../schema.ts'

/**
 * The log position behind which facts have not been held against what a roll was paid; null where nothing of it was ever
 * calculated. Each calculation of a regular run looks at all that came in before it; what the bank has told only since then
 * was paid by a run that read the log earlier still.
 */
export const lastLook = async (
  db: Kysely<Database>,
  { area, scheme }: { area: AreaCode; scheme: string },
): Promise<bigint | null> => {
  const { rows } = await sql<{ since: number | null }>`
    with run as (
      select purpose, last_read_at, imported_at from payment_run where area = ${area} and scheme = ${scheme}
    ), look as (select max(last_read_at) as at from run where purpose = 'REGULAR')
    select least(look.at, min(last_read_at) filter (where imported_at > coalesce(look.at, 0))) as since
    from look left join run on true group by look.at`.execute(db)
  const since = rows[0]?.since ?? null
  return since === null ? null : BigInt(since)
}
