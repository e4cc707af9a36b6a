import type { Kysely } from 'kysely'
import { allOf, isOneOf } from '../conditions.ts'
import { inParts } from '../in-parts.ts'
import type { Database } from '../schema.ts'
import { findCase } from './queries.ts'
import type { CaseFileTable } from './tables.ts'

/** Where a case stands, as far as a re-rating asks. */
export type CaseStanding = Pick<CaseFileTable, 'case_id' | 'status' | 'review_due'>

/** Where some cases stood at a log position: those that have changed since are folded again up to there. */
export const standingsOf = async (
  db: Kysely<Database>,
  caseIds: readonly string[],
  knownAt: bigint,
): Promise<CaseStanding[]> => {
  const rows = await inParts(caseIds, (part) =>
    db
      .selectFrom('case_file')
      .select(['case_id', 'status', 'review_due', 'position'])
      .where(allOf(isOneOf('case_id', part)))
      .execute(),
  )
  const found: CaseStanding[] = []
  for (const row of rows) {
    const then = row.position > Number(knownAt) ? (await findCase(db, row.case_id, knownAt))?.row : row
    if (then) found.push({ case_id: then.case_id, status: then.status, review_due: then.review_due })
  }
  return found
}
