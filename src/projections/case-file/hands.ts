import { type Kysely, sql } from 'kysely'
import { inParts } from '../in-parts.ts'
import type { Database } from '../schema.ts'

/** An account that has recorded an act of a case, or made a visit for it, by a log position. */
export const handsOnCases = (
  db: Kysely<Database>,
  caseIds: readonly string[],
  knownAt: bigint,
): Promise<{ case_id: string; hand: string }[]> =>
  inParts(caseIds, async (part) => {
    const { rows } = await sql<{ case_id: string; hand: string }>`
      select distinct case_id, hand from case_timeline,
        lateral (
          select actor as hand
          union all
          select json_array_elements_text(data->'surveyors') where json_typeof(data->'surveyors') = 'array'
        ) as hands
      where case_id = any(${part}::uuid[]) and position <= ${knownAt}`.execute(db)
    return rows
  })
