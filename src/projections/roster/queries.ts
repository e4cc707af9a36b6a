import { type Kysely, sql } from 'kysely'
import type { AreaCode, AreaKind } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import { allOf, equals, inOrderOf, isAfter, isIn, isKnownAt, isNoneOf, isOneOf } from '../conditions.ts'
import { inParts } from '../in-parts.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { RosterDeathTable, RosterEntryTable } from './tables.ts'

/** Whom to list: on roll for a month, as known at a log position (now where absent). */
export type RosterFilter = {
  month: Month
  scheme: string
  knownAt?: bigint
  area?: AreaCode
  areaKind?: AreaKind
  /** Schemes that the reader may not know of. */
  hidden?: readonly string[]
  /** Households under a pause are left out unless asked for. */
  withSuspended?: boolean
}

/** A household on roll, with those of its members whose death was known. */
export type RosterRow = Omit<RosterEntryTable, 'known_from' | 'known_to'> & {
  deceased: { personId: string; diedOn: string }[]
}

const pageOrder = ['area', 'case_id'] as const

const columns = [
  'case_id',
  'scheme',
  'from_month',
  'to_month',
  'area',
  'area_kind',
  'holder',
  'members',
  'member_count',
  'facts',
  'amount_fen',
  'poverty_register',
  'close_relative',
  'payee',
  'ends_on',
  'taken_over',
  'suspended',
  'gradual_exit_from',
  'gradual_exit_to',
  'decision_number',
  'event_id',
] as const

/** Who was on roll for a month, in order of area and case, a page at a time. */
export const listRoster = async (
  db: Kysely<Database>,
  filter: RosterFilter,
  page: AskedPage,
): Promise<ListPage<RosterRow>> => {
  const key = keyBefore(page, pageOrder.length)
  const rows = await onRoll(db, filter)
    .select(columns)
    .select(deceased(filter.knownAt))
    .where(allOf(isAfter(pageOrder, key)))
    .orderBy(inOrderOf(pageOrder))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => pageOrder.map((column) => row[column]))
}

/** What a line of a payment month is computed from. */
export type RollLine = Pick<RosterEntryTable, (typeof rollColumns)[number]>

const rollColumns = ['case_id', 'scheme', 'area', 'area_kind', 'holder', 'members', 'facts', 'payee'] as const

/** Everybody who was on roll for a month at once, in no order: for the calculation of a payment month. */
export const wholeRoll = (db: Kysely<Database>, filter: RosterFilter): Promise<RollLine[]> =>
  onRoll(db, filter).select(rollColumns).execute()

/** How these cases stand on the roll of a month, whatever their scheme and area; paused ones are left out. */
export const rollOfCases = (
  db: Kysely<Database>,
  caseIds: readonly string[],
  { month, knownAt }: { month: Month; knownAt: bigint },
): Promise<RollLine[]> =>
  inParts(caseIds, (part) =>
    onRoll(db, { month, knownAt })
      .select(rollColumns)
      .where(allOf(isOneOf('case_id', part)))
      .execute(),
  )

/** The first month that anybody of an area was on the roll of a scheme, as known at a log position; null where nobody was. */
export const firstMonthOnRoll = async (
  db: Kysely<Database>,
  { area, scheme, knownAt }: { area: AreaCode; scheme: string; knownAt: bigint },
): Promise<Month | null> => {
  const { month } = await db
    .selectFrom('roster_entry')
    .where(allOf(isIn('area', area), equals('scheme', scheme), isKnownAt(knownAt, 'roster_entry')))
    .select(({ fn }) => fn.min('from_month').as('month'))
    .executeTakeFirstOrThrow()
  return month
}

/** The deaths of these persons as known at a log position. */
export const deathsOf = (
  db: Kysely<Database>,
  personIds: readonly string[],
  knownAt: bigint,
): Promise<Pick<RosterDeathTable, 'person_id' | 'died_on'>[]> =>
  inParts(personIds, (part) =>
    db
      .selectFrom('roster_death')
      .select(['person_id', 'died_on'])
      .where(allOf(isOneOf('person_id', part), isKnownAt(knownAt)))
      .execute(),
  )

/** Households, persons and monthly amount on roll of one township and kind. */
export type RosterTotal = {
  township: string
  area_kind: AreaKind
  households: number
  persons: number
  fen: number
}

/** Totals of the roster of a month by township and kind. */
export const rosterTotals = (db: Kysely<Database>, filter: RosterFilter): Promise<RosterTotal[]> =>
  onRoll(db, filter)
    .select([
      sql<string>`left(area, 9)`.as('township'),
      'area_kind',
      sql<number>`count(*)`.as('households'),
      sql<number>`sum(member_count)`.as('persons'),
      sql<number>`sum(amount_fen)::bigint`.as('fen'),
    ])
    .groupBy(['township', 'area_kind'])
    .orderBy(inOrderOf(['township', 'area_kind']))
    .execute()

/** Everything known of the months of one case at a position, in order of months. */
export const rosterOfCase = (db: Kysely<Database>, caseId: string, knownAt?: bigint): Promise<RosterEntryTable[]> =>
  db
    .selectFrom('roster_entry')
    .selectAll()
    .where('case_id', '=', caseId)
    .where(isKnownAt(knownAt))
    .orderBy('from_month')
    .execute()

/** The rows that are on roll for a month, for the queries of a view that says more about them. */
export const onRoll = (db: Kysely<Database>, filter: Omit<RosterFilter, 'scheme'> & { scheme?: string }) =>
  db
    .selectFrom('roster_entry')
    .where('from_month', '<=', filter.month)
    .where((where) => where.or([where('to_month', 'is', null), where('to_month', '>=', filter.month)]))
    .where(
      allOf(
        equals('scheme', filter.scheme),
        isNoneOf('scheme', filter.hidden),
        isKnownAt(filter.knownAt, 'roster_entry'),
        isIn('area', filter.area),
        equals('area_kind', filter.areaKind),
        filter.withSuspended === true ? undefined : equals('suspended', false),
      ),
    )

const deceased = (knownAt: bigint | undefined) =>
  sql<RosterRow['deceased']>`coalesce((
    select json_agg(json_build_object('personId', person_id, 'diedOn', died_on) order by died_on, person_id)
    from roster_death
    where person_id = any(roster_entry.members) and ${isKnownAt(knownAt, 'roster_death')}), '[]')`.as('deceased')
