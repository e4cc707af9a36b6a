import { type Kysely, type SqlBool, sql } from 'kysely'
import { transitions } from '../../domain/case/transitions.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Day, Month } from '../../domain/shared/day.ts'
import { allOf, isIn, isOneOf } from '../conditions.ts'
import type { Database } from '../schema.ts'

/** Reviews of an area that fall due between two days, and whose day a document has not moved yet. */
type ReviewQuestion = {
  area: AreaCode
  schemes: readonly string[] | null
  from: Day
  /** Null while there is no last day. */
  until: Day | null
  /** The number of the document that may move them. */
  document: string
}

/** The cases whose review falls under a crisis measure and has not been put off by it; at most so many. */
export const reviewsToDefer = async (
  db: Kysely<Database>,
  { area, schemes, from, until, document }: ReviewQuestion,
  limit: number,
): Promise<{ caseId: string; reviewDue: Day }[]> => {
  const isMoved = sql<SqlBool>`exists (
    select from jsonb_array_elements(deadlines) as one
    where one->>'clock' = 'REVIEW' and one->>'due' = review_due and one->>'clause' = ${document})`
  const rows = await db
    .selectFrom('case_file')
    .select(['case_id', 'review_due'])
    .where('review_due', '>=', from)
    .where(
      allOf(
        isIn('area', area),
        isOneOf('scheme', schemes ?? undefined),
        until === null ? undefined : sql<SqlBool>`review_due <= ${until}`,
        sql<SqlBool>`not ${isMoved}`,
      ),
    )
    .limit(limit)
    .execute()
  return rows.flatMap(({ case_id: caseId, review_due: reviewDue }) =>
    reviewDue === null ? [] : [{ caseId, reviewDue }],
  )
}

/** The cases of an area whose gradual exit has its last month; at most so many. */
export const exitsInLastMonth = async (
  db: Kysely<Database>,
  { area, schemes, month }: { area: AreaCode; schemes: readonly string[] | null; month: Month },
  limit: number,
): Promise<string[]> => {
  const rows = await db
    .selectFrom('case_file')
    .select('case_id')
    .where('status', '=', 'GRADUAL_EXIT')
    .where('to_month', '=', month)
    .where(allOf(isIn('area', area), isOneOf('scheme', schemes ?? undefined)))
    .limit(limit)
    .execute()
  return rows.map(({ case_id: caseId }) => caseId)
}

/**
 * Cases that run, in whatever way, on whose file somebody stands who has died, and of whom no review has been opened for it;
 * at most so many.
 */
export const casesOfTheDead = async (
  db: Kysely<Database>,
  limit: number,
): Promise<{ caseId: string; revision: number }[]> => {
  const { rows } = await sql<{ case_id: string; revision: number }>`
    select distinct case_file.case_id, case_file.revision
    from person join case_file on case_file.members @> array[person.person_id]
    where person.died_on is not null
      and case_file.status = any(${[...transitions.OpenReview]}::text[])
      and not case_file.review_causes @> array['DEATH']
    limit ${limit}`.execute(db)
  return rows.map(({ case_id: caseId, revision }) => ({ caseId, revision }))
}
