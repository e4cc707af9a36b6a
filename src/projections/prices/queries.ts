import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import { type AreaCode, withAncestors } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import { allOf, equals, inOrderOf, isAfter, isIn, isOneOf } from '../conditions.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { PriceIndexTable, PriceOutcomeTable, PriceRosterTable } from './tables.ts'

/** Which facts to list; every part left out lists all. */
export type PricesFilter = {
  month?: Month
  /** What this area has published, what lies in it, and what counts in it from above. */
  area?: AreaCode
  /** As known at this log position: later facts, corrections and replacements are not shown. */
  knownAt?: bigint
}

/** Published indices in order of month and area, corrected ones among them. */
export const listIndices = (db: Kysely<Database>, filter: PricesFilter, page: AskedPage) =>
  listed<PriceIndexTable>(
    page,
    ['month', 'area', 'index', 'index_id'],
    (after, order) =>
      db
        .selectFrom('price_index')
        .selectAll()
        .where(allOf(counting(filter), happened('published_at', filter), after))
        .orderBy(order)
        .limit(page.limit + 1)
        .execute(),
    (row) => correctedBy(row, filter),
  )

/** Judged months in order of month and area, replaced outcomes among them. */
export const listOutcomes = (db: Kysely<Database>, filter: PricesFilter, page: AskedPage) =>
  listed<PriceOutcomeTable>(
    page,
    ['month', 'area', 'trigger_id'],
    (after, order) =>
      db
        .selectFrom('price_outcome')
        .selectAll()
        .where(allOf(counting(filter), happened('decided_at', filter), after))
        .orderBy(order)
        .limit(page.limit + 1)
        .execute(),
    (row) => replacedBy(row, filter),
  )

/** Imported rosters of an area in order of month, area and group, replaced ones among them; none that is half done. */
export const listRosters = (db: Kysely<Database>, filter: PricesFilter, page: AskedPage) =>
  listed<Omit<PriceRosterTable, 'complete'>>(
    page,
    ['month', 'area', 'price_group', 'roster_id'],
    (after, order) =>
      db
        .selectFrom('price_roster')
        .select([
          'roster_id',
          'area',
          'price_group',
          'month',
          'persons',
          'sha256',
          'replaces',
          'imported_on',
          'imported_at',
          'replaced_by',
          'replaced_at',
        ])
        .where('complete', '=', true)
        .where(allOf(equals('month', filter.month), isIn('area', filter.area), happened('imported_at', filter), after))
        .orderBy(order)
        .limit(page.limit + 1)
        .execute(),
    (row) => replacedBy(row, filter),
  )

const counting = ({ month, area }: PricesFilter) =>
  allOf(equals('month', month), area === undefined ? undefined : inOrAbove(area))

const inOrAbove = (area: AreaCode): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${allOf(isIn('area', area))} or ${allOf(isOneOf('area', withAncestors(area)))})`

const happened = (column: string, { knownAt }: PricesFilter) =>
  knownAt === undefined ? undefined : sql<SqlBool>`${sql.ref(column)} <= ${knownAt}`

const listed = async <Row>(
  page: AskedPage,
  pageOrder: readonly (keyof Row & string)[],
  ask: (after: ReturnType<typeof isAfter>, order: RawBuilder<unknown>) => Promise<Row[]>,
  asKnown: (row: Row) => Row,
): Promise<ListPage<Row>> => {
  const key = keyBefore(page, pageOrder.length)
  const rows = await ask(isAfter(pageOrder, key), inOrderOf(pageOrder))
  return pageOf(rows.map(asKnown), page.limit, (row) => pageOrder.map((column) => String(row[column])))
}

const isUnknown = (at: number | null, { knownAt }: PricesFilter): boolean =>
  knownAt !== undefined && at !== null && BigInt(at) > knownAt

/** Takes back what was corrected or replaced after the position that is asked for. */
const correctedBy = (row: PriceIndexTable, filter: PricesFilter): PriceIndexTable =>
  isUnknown(row.corrected_at, filter) ? { ...row, corrected_by: null, corrected_at: null } : row

const replacedBy = <Row extends Pick<PriceOutcomeTable, 'replaced_by' | 'replaced_at'>>(
  row: Row,
  filter: PricesFilter,
): Row => (isUnknown(row.replaced_at, filter) ? { ...row, replaced_by: null, replaced_at: null } : row)
