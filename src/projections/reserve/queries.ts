import { type Kysely, type SqlBool, sql } from 'kysely'
import type { FundSource } from '../../domain/reserve/events.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Day } from '../../domain/shared/day.ts'
import { allOf, equals, inOrderOf, isAfter, isIn } from '../conditions.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { ReserveMovementKind, ReserveMovementTable } from './tables.ts'

/** Which facts of reserves to select; every part left out selects all. */
export type ReserveFilter = {
  /** Township, or what lies above it. */
  area?: AreaCode
  kind?: ReserveMovementKind
  caseId?: string
  /** Up to the end of this day. */
  on?: Day
  /** As known at this log position. */
  knownAt?: bigint
}

const conditionsOf = ({ area, kind, caseId, on, knownAt }: ReserveFilter) =>
  allOf(
    isIn('area', area),
    equals('kind', kind),
    equals('case_id', caseId),
    on === undefined ? undefined : sql<SqlBool>`moved_on <= ${on}`,
    knownAt === undefined ? undefined : sql<SqlBool>`position <= ${knownAt}`,
  )

const pageOrder = ['area', 'moved_on', 'position'] as const

/** The book of one or more reserves in order of township, day and record, a page at a time. */
export const listReserveMovements = async (
  db: Kysely<Database>,
  filter: ReserveFilter,
  page: AskedPage,
): Promise<ListPage<ReserveMovementTable>> => {
  const key = keyBefore(page, pageOrder.length)
  const rows = await db
    .selectFrom('reserve_movement')
    .selectAll()
    .where(allOf(conditionsOf(filter), isAfter(pageOrder, key)))
    .orderBy(inOrderOf(pageOrder))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => pageOrder.map((column) => row[column]))
}

/**
 * Where a township's reserve stands: each kind of fact for itself, never netted. Allocated + replenished + returned +
 * annulled = drawn + settled + balance.
 */
export type ReserveBalance = {
  area: string
  allocated_fen: number
  replenished_fen: number
  drawn_fen: number
  settled_fen: number
  /** Aid that came back in cash. */
  returned_fen: number
  /** Draws that no aid came to stand on. */
  annulled_fen: number
  balance_fen: number
  draws: number
  last_moved_on: string
  /** The last count, and counted less book; null where nobody has counted. */
  counted_on: string | null
  difference_fen: number | null
}

const sumOf = (kind: ReserveMovementKind) =>
  sql<number>`coalesce(sum(amount_fen) filter (where kind = ${kind}), 0)::bigint`

const ofLastCount = <Value>(column: 'moved_on' | 'difference_fen') => sql<Value | null>`
  (array_agg(${sql.id(column)} order by moved_on desc, position desc) filter (where kind = 'COUNTED'))[1]`

/** The balances of the townships of an area, at the end of a day and as known then, a page at a time. */
export const reserveBalances = async (
  db: Kysely<Database>,
  filter: Pick<ReserveFilter, 'area' | 'on' | 'knownAt'>,
  page: AskedPage,
): Promise<ListPage<ReserveBalance>> => {
  const key = keyBefore(page, 1)
  const rows = await db
    .selectFrom('reserve_movement')
    .where(allOf(conditionsOf(filter), isAfter(['area'], key)))
    .select([
      'area',
      sumOf('ALLOCATED').as('allocated_fen'),
      sumOf('REPLENISHED').as('replenished_fen'),
      sumOf('DRAWN').as('drawn_fen'),
      sumOf('SETTLED').as('settled_fen'),
      sumOf('DRAW_RETURNED').as('returned_fen'),
      sumOf('ANNULLED').as('annulled_fen'),
      sql<number>`sum(effect_fen)::bigint`.as('balance_fen'),
      sql<number>`count(*) filter (where kind = 'DRAWN')`.as('draws'),
      sql<string>`max(moved_on)`.as('last_moved_on'),
      ofLastCount<string>('moved_on').as('counted_on'),
      ofLastCount<number>('difference_fen').as('difference_fen'),
    ])
    .groupBy('area')
    .orderBy('area')
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => [row.area])
}

/** What came and went back of one source and budget year [2014-649 Art.5]. */
export type ReserveSource = {
  source: FundSource
  budget_year: number
  allocated_fen: number
  replenished_fen: number
  settled_fen: number
}

/** The money of a township by source and budget year. */
export const reserveSources = async (
  db: Kysely<Database>,
  filter: Pick<ReserveFilter, 'area' | 'on' | 'knownAt'>,
): Promise<ReserveSource[]> => {
  const rows = await db
    .selectFrom('reserve_movement')
    .where(conditionsOf(filter))
    .where('source', 'is not', null)
    .select([
      sql<FundSource>`source`.as('source'),
      sql<number>`budget_year`.as('budget_year'),
      sumOf('ALLOCATED').as('allocated_fen'),
      sumOf('REPLENISHED').as('replenished_fen'),
      sumOf('SETTLED').as('settled_fen'),
    ])
    .groupBy(['source', 'budget_year'])
    .orderBy(inOrderOf(['budget_year', 'source']))
    .execute()
  return rows
}

/** A draw that nobody has annulled, and that no aid of a case rests on: on its way, or left behind by a crash. */
export type DrawWithoutAid = { draw_id: string; case_id: string; area: string; position: number }

/** Such draws, oldest first. */
export const drawsWithoutAid = async (db: Kysely<Database>, limit: number): Promise<DrawWithoutAid[]> => {
  const rows = await sql<DrawWithoutAid>`
    select drawn.draw_id, drawn.case_id, drawn.area, drawn.position
    from reserve_movement drawn
    where drawn.kind = 'DRAWN'
      and not exists (select from emergency_aid aid where aid.draw_id = drawn.draw_id)
      and not exists (select from reserve_movement gone where gone.draw_id = drawn.draw_id and gone.kind = 'ANNULLED')
    order by drawn.position limit ${limit}`.execute(db)
  return rows.rows
}
