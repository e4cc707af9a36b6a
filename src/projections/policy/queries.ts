import { type Kysely, type SqlBool, sql } from 'kysely'
import { type AreaCode, withAncestors } from '../../domain/shared/area.ts'
import type { Day } from '../../domain/shared/day.ts'
import { allOf, equals, inOrderOf, isAfter, isIn, isOneOf } from '../conditions.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { PolicyEntryTable, PolicyKind } from './tables.ts'

/** Which entries to list; every part left out lists all. */
export type PolicyFilter = {
  kind?: PolicyKind
  scheme?: string
  /** The area and all areas in it. */
  area?: AreaCode
  /** The area and all areas above it: what counts there. */
  countingIn?: AreaCode
  /** Name of a rate or parameter. */
  key?: string
  /** Only what counts on this day. */
  on?: Day
  /** Only what was announced, and not withdrawn, by this day. */
  knownOn?: Day
  /** As known at this log position: later entries and later withdrawals are not shown. */
  knownAt?: bigint
}

const pageOrder = ['area', 'effective_from', 'entry_id'] as const

/** Published entries in order of area and first day, a page at a time. */
export const listPolicies = async (
  db: Kysely<Database>,
  filter: PolicyFilter,
  page: AskedPage,
): Promise<ListPage<PolicyEntryTable>> => {
  const { knownAt } = filter
  const key = keyBefore(page, pageOrder.length)
  const rows = await db
    .selectFrom('policy_entry')
    .selectAll()
    .where(
      allOf(
        equals('kind', filter.kind),
        equals('scheme', filter.scheme),
        equals('key', filter.key),
        isIn('area', filter.area),
        isOneOf('area', filter.countingIn === undefined ? undefined : withAncestors(filter.countingIn)),
        filter.on === undefined ? undefined : countsOn(filter.on),
        filter.knownOn === undefined ? undefined : wasKnownOn(filter.knownOn, knownAt),
        knownAt === undefined ? undefined : sql<SqlBool>`published_at <= ${knownAt}`,
        isAfter(pageOrder, key),
      ),
    )
    .orderBy(inOrderOf(pageOrder))
    .limit(page.limit + 1)
    .execute()
  return pageOf(
    rows.map((row) => asKnownAt(row, knownAt)),
    page.limit,
    (row) => pageOrder.map((column) => row[column]),
  )
}

const countsOn = (day: Day) =>
  sql<SqlBool>`effective_from <= ${day} and (effective_until is null or effective_until >= ${day})`

const wasKnownOn = (day: Day, knownAt: bigint | undefined) =>
  knownAt === undefined
    ? sql<SqlBool>`in_force_on <= ${day} and (withdrawn_on is null or withdrawn_on > ${day})`
    : sql<SqlBool>`in_force_on <= ${day} and
        (withdrawn_on is null or withdrawn_on > ${day} or withdrawn_at > ${knownAt})`

/** An entry without what became of it after a log position. */
export const asKnownAt = (row: PolicyEntryTable, knownAt: bigint | undefined): PolicyEntryTable =>
  knownAt === undefined || row.withdrawn_at === null || BigInt(row.withdrawn_at) <= knownAt
    ? row
    : { ...row, withdrawn_on: null, withdrawn_document: null, withdrawn_at: null }
