import { type Kysely, type SqlBool, sql } from 'kysely'
import type { SampleOf } from '../../domain/inspection/words.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Day } from '../../domain/shared/day.ts'
import { allOf, equals, inOrderOf, isAfter, isIn, isNoneOf, isOfNoCaseUnder } from '../conditions.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { InspectionCheckTable, InspectionFindingTable, InspectionTable } from './tables.ts'

/** Inspections, in the order of the days on which they were opened. */
export const listInspections = async (
  db: Kysely<Database>,
  filter: { area?: AreaCode; status?: InspectionTable['status'] },
  page: AskedPage,
): Promise<ListPage<InspectionTable>> => {
  const order = ['opened_on', 'inspection_id'] as const
  const rows = await db
    .selectFrom('inspection')
    .selectAll()
    .where(
      allOf(isIn('area', filter.area), equals('status', filter.status), isAfter(order, keyBefore(page, order.length))),
    )
    .orderBy(inOrderOf(order))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => order.map((column) => row[column]))
}

/** One inspection, if there is one. */
export const findInspection = (db: Kysely<Database>, inspectionId: string): Promise<InspectionTable | undefined> =>
  db.selectFrom('inspection').selectAll().where('inspection_id', '=', inspectionId).executeTakeFirst()

/** The drawn cases of an inspection, by township and case; none while the draw is not done. */
export const listChecks = async (
  db: Kysely<Database>,
  filter: { inspectionId: string; checked?: boolean; hidden?: readonly string[] },
  page: AskedPage,
): Promise<ListPage<InspectionCheckTable>> => {
  const { checked } = filter
  const order = ['township', 'case_id'] as const
  const rows = await db
    .selectFrom('inspection_check')
    .selectAll()
    .where('inspection_id', '=', filter.inspectionId)
    .where(
      allOf(
        sql<SqlBool>`exists (select from inspection i where i.inspection_id = inspection_check.inspection_id
                                                       and i.status <> 'OPEN')`,
        checked === undefined ? undefined : sql<SqlBool>`(checked_on is not null) = ${checked}`,
        isNoneOf('scheme', filter.hidden),
        isAfter(order, keyBefore(page, order.length)),
      ),
    )
    .orderBy(inOrderOf(order))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => order.map((column) => row[column]))
}

/** Which findings: overdue are those not put right by their last day. */
export type FindingFilter = {
  area?: AreaCode
  inspectionId?: string
  status?: InspectionFindingTable['status']
  /** Not put right, and to be put right before this day. */
  overdueOn?: Day
  /** Schemes that the reader may not know of. */
  hidden?: readonly string[]
}

/** The ledger of findings (整改台账), the most urgent first. */
export const listFindings = async (
  db: Kysely<Database>,
  { area, inspectionId, status, overdueOn, hidden }: FindingFilter,
  page: AskedPage,
): Promise<ListPage<InspectionFindingTable>> => {
  const order = ['rectify_by', 'finding_id'] as const
  const rows = await db
    .selectFrom('inspection_finding')
    .selectAll()
    .where(
      allOf(
        isIn('area', area),
        isOfNoCaseUnder('inspection_finding.case_id', hidden),
        equals('inspection_id', inspectionId),
        equals('status', status),
        overdueOn === undefined ? undefined : sql<SqlBool>`(status <> 'RECTIFIED' and rectify_by < ${overdueOn})`,
        isAfter(order, keyBefore(page, order.length)),
      ),
    )
    .orderBy(inOrderOf(order))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => order.map((column) => row[column]))
}

/** How far the acts of a period have been looked at, of one township, scheme and kind of act. */
export type Coverage = {
  township: string
  scheme: string
  of: Exclude<SampleOf, 'ROLL'>
  /** Cases with such an act in the period. */
  cases: number
  drawn: number
  checked: number
  discrepant: number
}

/**
 * Coverage of the acts between two days: a case counts as drawn when an inspection of that kind has drawn it, whenever that
 * was, from the time of its act. What was drawn of an earlier decision says nothing about a later one.
 */
export const coverageOf = async (
  db: Kysely<Database>,
  {
    area,
    scheme,
    hidden,
    from,
    until,
  }: { area?: AreaCode; scheme?: string; hidden?: readonly string[]; from: Day; until: Day },
): Promise<Coverage[]> => {
  const { rows } = await sql<Coverage>`
    with act as (
      select act.case_id, act.kind, act.scheme, act.township, bool_or(looked.case_id is not null) as drawn,
             bool_or(looked.checked_on is not null) as checked, bool_or(looked.result = 'DISCREPANT') as discrepant
      from inspection_act act
      left join (inspection_check looked join inspection using (inspection_id))
        on looked.case_id = act.case_id and looked.of = act.kind and inspection.status <> 'OPEN'
           and act.on_day between inspection.sample->>'from' and inspection.sample->>'until'
      where act.on_day between ${from} and ${until}
        and ${allOf(isIn('act.township', area), equals('act.scheme', scheme), isNoneOf('act.scheme', hidden))}
      group by act.case_id, act.kind, act.scheme, act.township
    )
    select township, scheme, kind as of, count(*)::int as cases, count(*) filter (where drawn)::int as drawn,
           count(*) filter (where checked)::int as checked, count(*) filter (where discrepant)::int as discrepant
    from act group by township, scheme, kind order by township, scheme, kind`.execute(db)
  return rows
}
