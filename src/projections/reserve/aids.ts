import { type Kysely, type SqlBool, sql } from 'kysely'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Day } from '../../domain/shared/day.ts'
import { allOf, inOrderOf, isAfter, isIn } from '../conditions.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { EmergencyAidTable } from './tables.ts'

/** Where the paperwork of an aid stands on a day. */
export const paperworkStates = ['OPEN', 'OVERDUE', 'DONE'] as const
export type Paperwork = (typeof paperworkStates)[number]

/** Which aids to list; every part left out lists all. */
export type AidFilter = {
  /** Township, or what lies above it. */
  area?: AreaCode
  paperwork?: Paperwork
  /** Decided by a township and not yet filed with the county. */
  unfiled?: boolean
  /** The day on which a limit is over or not. */
  today: Day
  /** As known at this log position. */
  knownAt?: bigint
}

/** An aid with the state of its paperwork. */
export type AidRow = EmergencyAidTable & { paperwork: Paperwork }

const stateOf = (today: Day) => sql<Paperwork>`
  case when completed_on is not null then 'DONE' when paperwork_due < ${today} then 'OVERDUE' else 'OPEN' end`

const knownThen = (knownAt: bigint | undefined) =>
  knownAt === undefined
    ? sql<EmergencyAidTable>`emergency_aid`
    : sql<EmergencyAidTable>`(
        select draw_id, case_id, area, person_id, amount_fen, form, decision_number, decided_on, delegated, aid_first,
          paperwork_due, granted_by, granted_at,
          case when completed_at <= ${knownAt} then completed_on end as completed_on,
          case when completed_at <= ${knownAt} then completed_at end as completed_at,
          case when completed_at <= ${knownAt} then outcome end as outcome,
          case when filed_at <= ${knownAt} then filed_on end as filed_on,
          case when filed_at <= ${knownAt} then filed_at end as filed_at
        from emergency_aid where granted_at <= ${knownAt})`

const pageOrder = ['paperwork_due', 'draw_id'] as const

/** Aids in order of the last day for their paperwork: what is overdue first. */
export const listAids = async (
  db: Kysely<Database>,
  { area, paperwork, unfiled, today, knownAt }: AidFilter,
  page: AskedPage,
): Promise<ListPage<AidRow>> => {
  const key = keyBefore(page, pageOrder.length)
  const rows = await db
    .selectFrom(knownThen(knownAt).as('aid'))
    .selectAll()
    .select(stateOf(today).as('paperwork'))
    .where(
      allOf(
        isIn('area', area),
        paperwork === undefined ? undefined : sql<SqlBool>`${stateOf(today)} = ${paperwork}`,
        unfiled === undefined ? undefined : sql<SqlBool>`(delegated and filed_on is null) = ${unfiled}`,
        isAfter(pageOrder, key),
      ),
    )
    .orderBy(inOrderOf(pageOrder))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => pageOrder.map((column) => row[column]))
}
