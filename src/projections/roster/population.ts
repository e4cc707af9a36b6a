import { type Kysely, sql } from 'kysely'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import { allOf, isAfter, isIn, isKnownAt, isOneOf } from '../conditions.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'

/** Whom to list: on the rolls of these schemes in a month, as known at a log position (now where absent). */
export type PopulationFilter = { month: Month; schemes: readonly string[]; area?: AreaCode; knownAt?: bigint }

/** A person on one or more of these rolls: each with its case and, where it ends by itself, its last day. */
export type PopulationRow = {
  person_id: string
  area: string
  statuses: { scheme: string; caseId: string; endsOn: string | null }[]
}

/** How many persons and households are on a roll; `scheme` is null for all of them together, each person counted once. */
export type PopulationTotal = { scheme: string | null; households: number; persons: number }

const pageOrder = ['person_id'] as const

/** Every person on these rolls once, with all that they are on, in order of their ids; a page at a time. */
export const listPopulation = async (
  db: Kysely<Database>,
  filter: PopulationFilter,
  page: AskedPage,
): Promise<ListPage<PopulationRow>> => {
  const key = keyBefore(page, pageOrder.length)
  const { rows } = await sql<PopulationRow>`
    select person_id, min(area) as area,
           json_agg(json_build_object('scheme', scheme, 'caseId', case_id, 'endsOn', ends_on) order by scheme, case_id)
             as statuses
    from ${members(filter)} as one
    where ${allOf(isAfter(pageOrder, key))}
    group by person_id order by person_id limit ${page.limit + 1}`.execute(db)
  return pageOf(rows, page.limit, (row) => [row.person_id])
}

/** The counts of each roll, and of all of them together. */
export const populationTotals = async (db: Kysely<Database>, filter: PopulationFilter): Promise<PopulationTotal[]> => {
  const { rows } = await sql<PopulationTotal>`
    select scheme, count(distinct case_id)::int as households, count(distinct person_id)::int as persons
    from ${members(filter)} as one
    group by grouping sets ((scheme), ()) order by scheme nulls last`.execute(db)
  return rows
}

const members = ({ month, schemes, area, knownAt }: PopulationFilter) => sql`(
  select unnest(members) as person_id, area, scheme, case_id, ends_on from roster_entry
  where from_month <= ${month} and (to_month is null or to_month >= ${month})
    and ${allOf(isOneOf('scheme', schemes), isKnownAt(knownAt), isIn('area', area))})`
