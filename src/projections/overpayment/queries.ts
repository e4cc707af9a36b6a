import { type Kysely, type SqlBool, sql } from 'kysely'
import type { OverpaymentStatus } from '../../domain/overpayment/words.ts'
import { groupsOfSchemes } from '../../domain/price/groups.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Day } from '../../domain/shared/day.ts'
import { allOf, equals, inOrderOf, isAfter, isIn, isNoneOf } from '../conditions.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { OverpaymentMovementTable, OverpaymentTable } from './tables.ts'

/** Which overpayments; every part left out selects all. `on` counts facts to the end of that day. */
export type OverpaymentFilter = {
  area?: AreaCode
  scheme?: string
  /** Schemes that the reader may not know of. */
  hidden?: readonly string[]
  caseId?: string
  personId?: string
  status?: OverpaymentStatus
  on?: Day
  /** Shows them as known at this log position. */
  knownAt?: bigint
}

/** An overpayment with where its recovery stood at the moment asked for. */
export type OverpaymentRow = OverpaymentTable & {
  claimed_fen: number
  recovered_fen: number
  offset_fen: number
  waived_fen: number
  outstanding_fen: number
  status: OverpaymentStatus
  revision: number
}

const listOrder = ['area', 'overpayment_id'] as const

/** Overpayments in order of area and id, a page at a time. */
export const listOverpayments = async (
  db: Kysely<Database>,
  filter: OverpaymentFilter,
  page: AskedPage,
): Promise<ListPage<OverpaymentRow>> => {
  const key = keyBefore(page, listOrder.length)
  const rows = await standing(db, filter)
    .selectAll()
    .where(allOf(isAfter(listOrder, key)))
    .orderBy(inOrderOf(listOrder))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => listOrder.map((column) => row[column]))
}

/** One overpayment, or undefined. */
export const findOverpayment = (
  db: Kysely<Database>,
  overpaymentId: string,
  moment: Pick<OverpaymentFilter, 'on' | 'knownAt'> = {},
): Promise<OverpaymentRow | undefined> =>
  standing(db, moment).selectAll().where('overpayment_id', '=', overpaymentId).executeTakeFirst()

/** Number and sums of one scheme and status. */
export type OverpaymentTotal = {
  scheme: string
  status: OverpaymentStatus
  overpayments: number
  claimed_fen: number
  recovered_fen: number
  offset_fen: number
  waived_fen: number
  outstanding_fen: number
}

/** Sums by scheme and status: claimed = recovered + offset + waived + outstanding, but for what came back too much. */
export const overpaymentTotals = (db: Kysely<Database>, filter: OverpaymentFilter): Promise<OverpaymentTotal[]> =>
  standing(db, filter)
    .select([
      'scheme',
      'status',
      sql<number>`count(*)`.as('overpayments'),
      sql<number>`sum(claimed_fen)::bigint`.as('claimed_fen'),
      sql<number>`sum(recovered_fen)::bigint`.as('recovered_fen'),
      sql<number>`sum(offset_fen)::bigint`.as('offset_fen'),
      sql<number>`sum(waived_fen)::bigint`.as('waived_fen'),
      sql<number>`sum(outstanding_fen)::bigint`.as('outstanding_fen'),
    ])
    .groupBy(['scheme', 'status'])
    .orderBy(inOrderOf(['scheme', 'status']))
    .execute()

/** Every fact about an overpayment, in the order of the log. */
export const movementsOf = (
  db: Kysely<Database>,
  overpaymentId: string,
  moment: Pick<OverpaymentFilter, 'on' | 'knownAt'> = {},
): Promise<OverpaymentMovementTable[]> =>
  db
    .selectFrom('overpayment_movement')
    .selectAll()
    .where('overpayment_id', '=', overpaymentId)
    .where(allOf(...isSeen(moment)))
    .orderBy('position')
    .execute()

const isSeen = ({ on, knownAt }: Pick<OverpaymentFilter, 'on' | 'knownAt'>) => [
  on === undefined ? undefined : sql<SqlBool>`moved_on <= ${on}`,
  knownAt === undefined ? undefined : sql<SqlBool>`position <= ${knownAt}`,
]

const sumOf = (kind: string) => sql`coalesce(sum(fen) filter (where kind = ${kind}), 0)`

/** Overpayments with what is claimed, what is back and what is left, and the status that follows, at a moment. */
const standing = (
  db: Kysely<Database>,
  { status, area, scheme, hidden, caseId, personId, ...moment }: OverpaymentFilter,
) =>
  db
    .selectFrom(
      sql<OverpaymentRow>`(
        with moved as (
          select overpayment_id, (${sumOf('DETECTED')} - ${sumOf('REDUCED')})::bigint as claimed_fen,
            ${sumOf('RECOVERED')}::bigint as recovered_fen,
            (${sumOf('OFFSET')} - ${sumOf('OFFSET_UNDONE')})::bigint as offset_fen,
            ${sumOf('WAIVED')}::bigint as waived_fen, max(revision) as revision,
            (array_agg(kind order by position desc) filter (where kind in ('TRANSFERRED', 'REFERRED')))[1] as handed_over
          from overpayment_movement where ${allOf(...isSeen(moment))}
          group by overpayment_id
        ), stands as (
          select *, greatest(0, claimed_fen - recovered_fen - offset_fen - waived_fen) as outstanding_fen from moved
        )
        select overpayment.*, claimed_fen, recovered_fen, offset_fen, waived_fen, outstanding_fen, revision,
          case when outstanding_fen > 0 and handed_over is not null then handed_over
               when outstanding_fen > 0 and recovered_fen + offset_fen + waived_fen > 0 then 'PARTIAL'
               when outstanding_fen > 0 then 'ISSUED'
               when waived_fen > 0 then 'WAIVED'
               when recovered_fen > 0 then 'RECOVERED'
               when offset_fen > 0 then 'OFFSET'
               else 'CORRECTED' end as status
        from overpayment join stands using (overpayment_id))`.as('standing'),
    )
    .where(
      allOf(
        equals('status', status),
        isIn('area', area),
        equals('scheme', scheme),
        isNoneOf('scheme', hidden),
        isNoneOf('price_group', groupsOfSchemes(hidden)),
        equals('case_id', caseId),
        equals('person_id', personId),
      ),
    )
