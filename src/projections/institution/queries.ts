import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { CaseStatus } from '../../domain/case/state.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Day } from '../../domain/shared/day.ts'
import { allOf, equals, inOrderOf, isAfter, isIn, isOneOf } from '../conditions.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { InstitutionResidentTable, InstitutionTable } from './tables.ts'

/** An institution with the number of its residents on a day, and of those who have not given their bed back. */
export type InstitutionRow = InstitutionTable & { residents: number; remaining: number }

/** A day, and what was known of it at a log position (everything where absent). */
export type DayQuestion = { on: Day; knownAt?: bigint }

const listOrder = ['area', 'institution_id'] as const
const residentOrder = ['from_day', 'admitted_at'] as const

const isThere = ({ on, knownAt }: DayQuestion) =>
  knownAt === undefined
    ? sql<SqlBool>`(from_day <= ${on} and (last_day is null or last_day >= ${on}))`
    : sql<SqlBool>`(admitted_at <= ${knownAt} and from_day <= ${on}
        and (last_day is null or discharged_at > ${knownAt} or last_day >= ${on}))`

const staysWhere = (condition: RawBuilder<SqlBool>) => sql<number>`
  (select count(*)::int from institution_resident stay
   where stay.institution_id = institution.institution_id and ${condition})`

const withResidents = (db: Kysely<Database>, day: DayQuestion) =>
  db
    .selectFrom('institution')
    .selectAll()
    .select(staysWhere(isThere(day)).as('residents'))
    .select(staysWhere(sql<SqlBool>`last_day is null`).as('remaining'))

/** Institutions in order of area and id, a page at a time. */
export const listInstitutions = async (
  db: Kysely<Database>,
  { area, ...day }: DayQuestion & { area?: AreaCode },
  page: AskedPage,
): Promise<ListPage<InstitutionRow>> => {
  const key = keyBefore(page, listOrder.length)
  const rows = await withResidents(db, day)
    .where(allOf(isIn('area', area), isAfter(listOrder, key)))
    .orderBy(inOrderOf(listOrder))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => listOrder.map((column) => row[column]))
}

/** One institution, or undefined. */
export const findInstitution = (
  db: Kysely<Database>,
  institutionId: string,
  day: DayQuestion,
): Promise<InstitutionRow | undefined> =>
  withResidents(db, day).where('institution_id', '=', institutionId).executeTakeFirst()

/** Names and accounts of these institutions, the accounts starred; ids that do not exist are left out. */
export const institutionsNamed = (
  db: Kysely<Database>,
  institutionIds: readonly string[],
): Promise<Pick<InstitutionTable, 'institution_id' | 'name' | 'bank' | 'account_masked'>[]> =>
  db
    .selectFrom('institution')
    .select(['institution_id', 'name', 'bank', 'account_masked'])
    .where(allOf(isOneOf('institution_id', institutionIds)))
    .execute()

/** A bed that perhaps no case stands behind. */
export type BedInDoubt = Pick<InstitutionResidentTable, 'institution_id' | 'case_id' | 'admitted_at'>

/**
 * Beds whose case does not exist, stands in one of these states, or names another home or none; oldest first, at most so
 * many. What belongs to a move under way is left to the move.
 */
export const bedsInDoubt = async (
  db: Kysely<Database>,
  statuses: readonly CaseStatus[],
  limit: number,
): Promise<BedInDoubt[]> => {
  const { rows } = await sql<BedInDoubt>`
    select bed.institution_id, bed.case_id, bed.admitted_at
    from institution_resident bed
    left join case_file on case_file.case_id = bed.case_id
    left join lateral (
      select row.institution_id from support_arrangement row
      where row.case_id = bed.case_id order by row.known_at desc limit 1
    ) named on true
    where bed.last_day is null
      and (case_file.status is null or case_file.status = any(${statuses})
           or named.institution_id is distinct from bed.institution_id)
      and not exists (
        select from institution home
        where home.move_into is not null and home.move_finished_on is null
          and bed.institution_id in (home.institution_id, home.move_into))
    order by bed.admitted_at
    limit ${limit}`.execute(db)
  return rows
}

/** Who lives in an institution on a day, a page at a time. */
export const listResidents = async (
  db: Kysely<Database>,
  { institutionId, ...day }: DayQuestion & { institutionId: string },
  page: AskedPage,
): Promise<ListPage<InstitutionResidentTable>> => {
  const key = keyBefore(page, residentOrder.length)
  const rows = await db
    .selectFrom('institution_resident')
    .selectAll()
    .where(allOf(equals('institution_id', institutionId), isThere(day), isAfter(residentOrder, key)))
    .orderBy(inOrderOf(residentOrder))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => residentOrder.map((column) => row[column]))
}
