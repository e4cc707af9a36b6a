import type { Kysely } from 'kysely'
import type { AreaCode } from '../../domain/shared/area.ts'
import { allOf, equals, inOrderOf, isAfter, isIn } from '../conditions.ts'
import { keyOfCursor, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { PersonClaimTable, PersonTable } from './tables.ts'

/** Which persons to list; every part left out lists all. */
export type PersonFilter = { area?: AreaCode; idIndex?: string }

const pageOrder = ['area', 'person_id'] as const

/** Persons in order of area and id, a page at a time; still sealed. */
export const listPersons = async (
  db: Kysely<Database>,
  filter: PersonFilter,
  page: { limit: number; cursor?: string },
): Promise<ListPage<PersonTable>> => {
  const key = page.cursor === undefined ? undefined : keyOfCursor(page.cursor, pageOrder.length)
  const rows = await db
    .selectFrom('person')
    .selectAll()
    .where(allOf(isIn('area', filter.area), equals('id_index', filter.idIndex), isAfter(pageOrder, key)))
    .orderBy(inOrderOf(pageOrder))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => pageOrder.map((column) => row[column]))
}

/** These persons, in no order; ids that do not exist are left out. */
export const findPersons = async (db: Kysely<Database>, personIds: readonly string[]): Promise<PersonTable[]> =>
  personIds.length === 0
    ? []
    : db
        .selectFrom('person')
        .selectAll()
        .where('person_id', 'in', [...new Set(personIds)])
        .execute()

/** One person, or undefined. */
export const findPerson = (db: Kysely<Database>, personId: string): Promise<PersonTable | undefined> =>
  db.selectFrom('person').selectAll().where('person_id', '=', personId).executeTakeFirst()

/** The claims of a person, newest first; `live` leaves out the released ones. */
export const claimsOfPerson = (db: Kysely<Database>, personId: string, live = false): Promise<PersonClaimTable[]> =>
  db
    .selectFrom('person_claim')
    .selectAll()
    .where('person_id', '=', personId)
    .$if(live, (query) => query.where('released_at', 'is', null))
    .orderBy('claimed_at', 'desc')
    .execute()

/** The persons whose live claim names a case. */
export const claimantsOfCase = async (db: Kysely<Database>, caseId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('person_claim')
    .select('person_id')
    .where('case_id', '=', caseId)
    .where('released_at', 'is', null)
    .orderBy('person_id')
    .execute()
  return rows.map((row) => row.person_id)
}
