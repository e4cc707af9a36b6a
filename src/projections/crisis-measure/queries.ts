import { type Kysely, type SqlBool, sql } from 'kysely'
import { type AreaCode, withAncestors } from '../../domain/shared/area.ts'
import type { Day } from '../../domain/shared/day.ts'
import { allOf, inOrderOf, isAfter, isIn } from '../conditions.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { CrisisMeasureTable } from './tables.ts'

const pageOrder = ['from_day', 'measure_id'] as const

/** The measures that touch an area: its own, those of areas inside it, and those of the areas above. */
export const listCrisisMeasures = async (
  db: Kysely<Database>,
  { area, inForceOn }: { area: AreaCode; inForceOn?: Day },
  page: AskedPage,
): Promise<ListPage<CrisisMeasureTable>> => {
  const key = keyBefore(page, pageOrder.length)
  const touches = sql<SqlBool>`(${allOf(isIn('area', area))} or area = any(${[...withAncestors(area)]}))`
  const rows = await db
    .selectFrom('crisis_measure')
    .selectAll()
    .where(
      allOf(
        touches,
        inForceOn === undefined
          ? undefined
          : sql<SqlBool>`(from_day <= ${inForceOn} and (until_day is null or until_day >= ${inForceOn}))`,
        isAfter(pageOrder, key),
      ),
    )
    .orderBy(inOrderOf(pageOrder))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => pageOrder.map((column) => row[column]))
}

/** The measures in force on a day under which reviews may be made later. */
export const measuresOnReviews = (db: Kysely<Database>, day: Day): Promise<CrisisMeasureTable[]> =>
  db
    .selectFrom('crisis_measure')
    .selectAll()
    .where('review_months_longer', 'is not', null)
    .where('from_day', '<=', day)
    .where(sql<SqlBool>`(until_day is null or until_day >= ${day})`)
    .orderBy('measure_id')
    .execute()

/** The measures in force on a day that pause exits. */
export const pausesOn = (db: Kysely<Database>, day: Day): Promise<CrisisMeasureTable[]> =>
  db
    .selectFrom('crisis_measure')
    .selectAll()
    .where('pauses_exits', '=', true)
    .where('from_day', '<=', day)
    .where(sql<SqlBool>`(until_day is null or until_day >= ${day})`)
    .orderBy('measure_id')
    .execute()
