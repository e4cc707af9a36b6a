import { type Kysely, type SqlBool, sql } from 'kysely'
import type { CaseStatus } from '../../domain/case/state.ts'
import type { AreaCode, AreaKind } from '../../domain/shared/area.ts'
import type { Day } from '../../domain/shared/day.ts'
import { allOf, equals, inOrderOf, isAfter, isIn, isNoneOf, isOneOf } from '../conditions.ts'
import { inParts } from '../in-parts.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import { type CaseView, foldCase } from './fold.ts'
import type { CaseFileTable, CaseTimelineTable } from './tables.ts'
import { factOfRow } from './timeline.ts'

/** Which cases to list; every part left out lists all. */
export type CaseFilter = {
  status?: readonly CaseStatus[]
  scheme?: string
  /** Schemes that the reader may not know of. */
  hidden?: readonly string[]
  area?: AreaCode
  areaKind?: AreaKind
  applicant?: string
  holder?: string
  /** Applicant, holder or member. */
  personId?: string
  takenOver?: boolean
  closeRelative?: boolean
  /** Cases whose next review is due on or before this day. */
  reviewDueBy?: string
}

const pageOrder = ['area', 'case_id'] as const

/** Cases in order of area and id, a page at a time. */
export const listCases = async (
  db: Kysely<Database>,
  filter: CaseFilter,
  page: AskedPage,
): Promise<ListPage<CaseFileTable>> => {
  const key = keyBefore(page, pageOrder.length)
  const { personId, reviewDueBy } = filter
  const rows = await db
    .selectFrom('case_file')
    .selectAll()
    .where(
      allOf(
        isOneOf('status', filter.status),
        equals('scheme', filter.scheme),
        isNoneOf('scheme', filter.hidden),
        isIn('area', filter.area),
        equals('area_kind', filter.areaKind),
        equals('applicant', filter.applicant),
        equals('holder', filter.holder),
        personId === undefined
          ? undefined
          : sql<SqlBool>`(applicant = ${personId} or holder = ${personId} or ${personId} = any(members))`,
        equals('taken_over', filter.takenOver),
        equals('close_relative', filter.closeRelative),
        reviewDueBy === undefined ? undefined : sql<SqlBool>`review_due <= ${reviewDueBy}`,
        isAfter(pageOrder, key),
      ),
    )
    .orderBy(inOrderOf(pageOrder))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => pageOrder.map((column) => row[column]))
}

/** Those of these cases whose scheme is none of some; a case that nobody knows is none of them. */
export const casesOutside = async (
  db: Kysely<Database>,
  caseIds: readonly string[],
  schemes: readonly string[],
): Promise<ReadonlySet<string>> => {
  const rows = await inParts([...new Set(caseIds)], (part) =>
    db
      .selectFrom('case_file')
      .select('case_id')
      .where(allOf(isOneOf('case_id', part), isNoneOf('scheme', schemes)))
      .execute(),
  )
  return new Set(rows.map((row) => row.case_id))
}

/** The areas in which some of these cases lie, each once. */
export const areasHoldingCases = async (db: Kysely<Database>, caseIds: readonly string[]): Promise<AreaCode[]> => {
  const rows = await inParts(caseIds, (part) =>
    db
      .selectFrom('case_file')
      .select('area')
      .distinct()
      .where(allOf(isOneOf('case_id', part)))
      .execute(),
  )
  return rows.map(({ area }) => area)
}

/** The cases of a scheme that one of these persons applied for, holds or is a member of. */
export const casesOfPersons = async (
  db: Kysely<Database>,
  { scheme, personIds }: { scheme: string; personIds: readonly string[] },
): Promise<string[]> => {
  const rows = await db
    .selectFrom('case_file')
    .select('case_id')
    .where('scheme', '=', scheme)
    .where(sql<SqlBool>`(members && ${[...personIds]}::uuid[] or applicant = any(${[...personIds]}::uuid[]))`)
    .orderBy('case_id')
    .execute()
  return rows.map((row) => row.case_id)
}

/** A case now, or as known at a log position: then folded again from its events up to there. */
export const findCase = async (
  db: Kysely<Database>,
  caseId: string,
  knownAt?: bigint,
): Promise<CaseView | undefined> => {
  if (knownAt !== undefined) {
    const rows = await timelineOfCase(db, caseId, knownAt)
    return rows.map(factOfRow).reduce<CaseView | undefined>(foldCase, undefined)
  }
  const found = await db
    .selectFrom('case_file')
    .innerJoin('case_state', 'case_state.case_id', 'case_file.case_id')
    .selectAll('case_file')
    .select('case_state.state')
    .where('case_file.case_id', '=', caseId)
    .executeTakeFirst()
  if (!found) return undefined
  const { state, ...row } = found
  return { state, row }
}

/** Every event of a case in order, as known at a log position (now where absent). */
export const timelineOfCase = (db: Kysely<Database>, caseId: string, knownAt?: bigint): Promise<CaseTimelineTable[]> =>
  db
    .selectFrom('case_timeline')
    .selectAll()
    .where('case_id', '=', caseId)
    .$if(knownAt !== undefined, (query) => query.where(sql<SqlBool>`position <= ${knownAt ?? 0n}`))
    .orderBy('version')
    .execute()

/** The events of a case in their order, a page at a time; as known at a log position where one is given. */
export const listTimeline = async (
  db: Kysely<Database>,
  { caseId, knownAt }: { caseId: string; knownAt?: bigint },
  page: AskedPage,
): Promise<ListPage<CaseTimelineTable>> => {
  const [after] = keyBefore(page, 1) ?? []
  const rows = await db
    .selectFrom('case_timeline')
    .selectAll()
    .where('case_id', '=', caseId)
    .$if(knownAt !== undefined, (query) => query.where(sql<SqlBool>`position <= ${knownAt ?? 0n}`))
    .$if(after !== undefined, (query) => query.where('version', '>', Number(after)))
    .orderBy('version')
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => [row.version])
}

/** Whose acts, on which days, recorded from which area. */
export type ActFilter = { actor: string; from?: Day; to?: Day; actorArea?: AreaCode }

/** What one account of staff recorded on cases, newest first, a page at a time. */
export const actsOfActor = async (
  db: Kysely<Database>,
  { actor, from, to, actorArea }: ActFilter,
  page: AskedPage,
): Promise<ListPage<CaseTimelineTable>> => {
  const [before] = keyBefore(page, 1) ?? []
  const rows = await db
    .selectFrom('case_timeline')
    .selectAll()
    .where('actor', '=', actor)
    .where(allOf(isIn('actor_area', actorArea)))
    .$if(from !== undefined, (query) => query.where('on_day', '>=', from ?? ''))
    .$if(to !== undefined, (query) => query.where('on_day', '<=', to ?? ''))
    .$if(before !== undefined, (query) => query.where('position', '<', Number(before)))
    .orderBy('position', 'desc')
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => [row.position])
}

/**
 * Cases of which something has become true by time alone by a day, and nobody has written it down: an exit that has run
 * out, a validity that is over, another rate. At most so many.
 */
export const casesDueBy = async (
  db: Kysely<Database>,
  day: Day,
  limit: number,
): Promise<{ caseId: string; dueOn: Day }[]> => {
  const rows = await db
    .selectFrom('case_file')
    .select(['case_id', 'due_on'])
    .where('due_on', '<=', day)
    .orderBy('due_on')
    .limit(limit)
    .execute()
  return rows.flatMap(({ case_id: caseId, due_on: dueOn }) => (dueOn === null ? [] : [{ caseId, dueOn }]))
}
