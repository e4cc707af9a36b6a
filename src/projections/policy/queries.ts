import { type Kysely, type SqlBool, sql } from 'kysely'
import type { AreaCode } from '../../domain/shared/area.ts'
import { allOf, equals, inOrderOf, isAfter, isIn } from '../conditions.ts'
import { keyOfCursor, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { PolicyEntryTable, PolicyKind } from './tables.ts'

/** Which entries to list; every part left out lists all. */
export type PolicyFilter = {
  kind?: PolicyKind
  scheme?: string
  area?: AreaCode
  /** As known at this log position: later entries and later withdrawals are not shown. */
  knownAt?: bigint
}

const pageOrder = ['area', 'effective_from', 'entry_id'] as const

/** Published entries in order of area and first day, a page at a time. */
export const listPolicies = async (
  db: Kysely<Database>,
  filter: PolicyFilter,
  page: { limit: number; cursor?: string },
): Promise<ListPage<PolicyEntryTable>> => {
  const { knownAt } = filter
  const key = page.cursor === undefined ? undefined : keyOfCursor(page.cursor, pageOrder.length)
  const rows = await db
    .selectFrom('policy_entry')
    .selectAll()
    .where(
      allOf(
        equals('kind', filter.kind),
        equals('scheme', filter.scheme),
        isIn('area', filter.area),
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

const asKnownAt = (row: PolicyEntryTable, knownAt: bigint | undefined): PolicyEntryTable =>
  knownAt === undefined || row.withdrawn_at === null || BigInt(row.withdrawn_at) <= knownAt
    ? row
    : { ...row, withdrawn_on: null, withdrawn_document: null, withdrawn_at: null }
