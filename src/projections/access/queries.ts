import { type Kysely, type SqlBool, sql } from 'kysely'
import type { AccessEvent } from '../../domain/access/events.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Day } from '../../domain/shared/day.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { allOf, type Condition, equals, isIn, isNoneOf } from '../conditions.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { AccessReadTable } from './tables.ts'

/** Which reads: of readers in an area, of one reader, of one person, on which days; of schemes that are not hidden. */
export type ReadFilter = {
  area?: AreaCode
  actor?: string
  personId?: string
  what?: AccessEvent['type']
  from?: Day
  to?: Day
  hidden?: readonly SchemeCode[]
  knownAt?: bigint
}

const conditionsOf = ({ area, actor, personId, what, from, to, hidden, knownAt }: ReadFilter): Condition[] => [
  isIn('actor_area', area),
  equals('actor', actor),
  equals('person_id', personId),
  equals('what', what),
  from === undefined ? undefined : sql<SqlBool>`on_day >= ${from}`,
  to === undefined ? undefined : sql<SqlBool>`on_day <= ${to}`,
  isNoneOf('scheme', hidden),
  knownAt === undefined ? undefined : sql<SqlBool>`position <= ${knownAt}`,
]

/** Reads of personal data, newest first, a page at a time. */
export const listReads = async (
  db: Kysely<Database>,
  filter: ReadFilter,
  page: AskedPage,
): Promise<ListPage<AccessReadTable>> => {
  const [before] = keyBefore(page, 1) ?? []
  const rows = await db
    .selectFrom('access_read')
    .selectAll()
    .where(
      allOf(...conditionsOf(filter), before === undefined ? undefined : sql<SqlBool>`position < ${Number(before)}`),
    )
    .orderBy('position', 'desc')
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => [row.position])
}

/** One account of staff, and what it has read. */
export type ReaderRow = {
  actor: string
  /** Times that a person was shown in full, and how many persons that were. */
  shown: number
  persons: number
  /** The most persons shown in one hour of the clock. */
  most_in_an_hour: number
  withheld: number
  searched: number
  bank_files: number
  last_at: string
}

/** Everybody who has read personal data, whoever saw the most persons first. */
export const listReaders = async (
  db: Kysely<Database>,
  filter: ReadFilter,
  page: AskedPage,
): Promise<ListPage<ReaderRow>> => {
  const [persons, actor] = keyBefore(page, 2) ?? []
  // An hour of recorded time: `2023-05-08T09`.
  const hour = sql`left(recorded_at, 13)`
  const isShown = sql`what = 'PersonShown'`
  const found = await sql<ReaderRow>`
    with read as (
      select * from access_read where ${allOf(...conditionsOf(filter))}
    ), busy as (
      select actor, max(persons)::int as most_in_an_hour
      from (select actor, count(distinct person_id) as persons from read where ${isShown} group by actor, ${hour}) hours
      group by actor
    ), reader as (
      select actor,
             count(*) filter (where ${isShown})::int as shown,
             (count(distinct person_id) filter (where ${isShown}))::int as persons,
             coalesce(max(most_in_an_hour), 0) as most_in_an_hour,
             count(refusal)::int as withheld,
             count(*) filter (where what = 'IdNumberSearched')::int as searched,
             count(*) filter (where what = 'BankFileTaken')::int as bank_files,
             max(recorded_at) as last_at
      from read left join busy using (actor) group by actor
    )
    select * from reader
    ${persons === undefined ? sql`` : sql`where (-persons, actor) > (${-Number(persons)}, ${String(actor)})`}
    order by -persons, actor limit ${page.limit + 1}`.execute(db)
  return pageOf(found.rows, page.limit, (row) => [row.persons, row.actor])
}
