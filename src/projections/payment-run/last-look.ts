import { type Kysely, sql } from 'kysely'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Database } from '../schema.ts'

/**
 * The log position behind which facts have not been held against what a roll was paid; null where nothing of it was ever
 * calculated. Each calculation of a regular run looks at all that came in before it, at its own roll, or `byAnyScheme` at this
 * one beside it; what the bank has told only since then was paid by a run that read the log earlier still.
 */
export const lastLook = async (
  db: Kysely<Database>,
  { area, scheme, byAnyScheme = false }: { area: AreaCode; scheme: string; byAnyScheme?: boolean },
): Promise<bigint | null> => {
  const { rows } = await sql<{ since: number | null }>`
    with run as (
      select scheme = ${scheme} as own, purpose, last_read_at, imported_at from payment_run where area = ${area}
    ), look as (
      select max(last_read_at) as at from run where purpose = 'REGULAR' and (own or ${byAnyScheme})
    )
    select least(look.at, min(last_read_at) filter (where own and imported_at > coalesce(look.at, 0))) as since
    from look left join run on true group by look.at`.execute(db)
  const since = rows[0]?.since ?? null
  return since === null ? null : BigInt(since)
}
