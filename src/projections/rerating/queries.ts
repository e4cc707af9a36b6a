import { type Kysely, sql } from 'kysely'
import type { DoneCase } from '../../domain/rerating/events.ts'
import type { Outcome, Reason } from '../../domain/rerating/outcome.ts'
import type { ReratingStatus } from '../../domain/rerating/state.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import { allOf, equals, inOrderOf, isAfter, isIn, isKnownAt, isNoneOf } from '../conditions.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { ReratingLineTable, ReratingTable } from './tables.ts'

/** Which re-ratings, as known at a log position (now where absent). */
export type ReratingFilter = {
  area?: AreaCode
  scheme?: string
  /** Schemes that the reader may not know of. */
  hidden?: readonly string[]
  status?: ReratingStatus
  knownAt?: bigint
}

/** Re-ratings, in the order of the days on which they were opened. */
export const listReratings = async (
  db: Kysely<Database>,
  { area, scheme, hidden, status, knownAt }: ReratingFilter,
  page: AskedPage,
): Promise<ListPage<ReratingTable>> => {
  const order = ['opened_on', 'rerating_id'] as const
  const key = keyBefore(page, order.length)
  const rows = await db
    .selectFrom('rerating')
    .selectAll()
    .where(
      allOf(
        isIn('area', area),
        equals('scheme', scheme),
        isNoneOf('scheme', hidden),
        equals('status', status),
        isKnownAt(knownAt),
        isAfter(order, key),
      ),
    )
    .orderBy(inOrderOf(order))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => order.map((column) => row[column]))
}

/** One re-rating as known at a log position, if there was one. */
export const findRerating = (
  db: Kysely<Database>,
  reratingId: string,
  knownAt?: bigint,
): Promise<ReratingTable | undefined> =>
  db
    .selectFrom('rerating')
    .selectAll()
    .where('rerating_id', '=', reratingId)
    .where(isKnownAt(knownAt))
    .executeTakeFirst()

/** Which cases of a calculation. */
export type ReratingLineFilter = {
  reratingId: string
  attempt: number
  outcome?: Outcome
  reason?: Reason
  result?: DoneCase['result']
  knownAt?: bigint
}

/** A case of a calculation, and what had been done to it by the moment asked for. */
export type ReratingLineRow = Omit<ReratingLineTable, 'done_at'>

/** The cases of a calculation, in order of area and case, a page at a time. */
export const listReratingLines = async (
  db: Kysely<Database>,
  { reratingId, attempt, outcome, reason, result, knownAt }: ReratingLineFilter,
  page: AskedPage,
): Promise<ListPage<ReratingLineRow>> => {
  const order = ['area', 'case_id'] as const
  const seen = knownAt === undefined ? sql`true` : sql`done_at <= ${knownAt}`
  const rows = await db
    .selectFrom(
      sql<ReratingLineRow>`(
        select rerating_id, attempt, case_id, person_id, area, area_kind, outcome, reason, month, before_fen, after_fen,
          decided_from, decided_fen, past_fen, case when ${seen} then result end as result,
          case when ${seen} then code end as code
        from rerating_line where rerating_id = ${reratingId} and attempt = ${attempt})`.as('line'),
    )
    .selectAll()
    .where(
      allOf(
        equals('outcome', outcome),
        equals('reason', reason),
        equals('result', result),
        isAfter(order, keyBefore(page, order.length)),
      ),
    )
    .orderBy(inOrderOf(order))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => order.map((column) => row[column]))
}
