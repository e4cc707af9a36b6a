import { type Kysely, type SqlBool, sql } from 'kysely'
import type { CaseStatus } from '../../domain/case/state.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import { allOf, equals, inOrderOf, isAfter, isIn, isKnownAt, isOneOf } from '../conditions.ts'
import { inParts } from '../in-parts.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { PersonClaimTable, PersonTable } from './tables.ts'

/** Which persons to list; every part left out lists all. */
export type PersonFilter = { area?: AreaCode; idIndex?: string }

const pageOrder = ['area', 'person_id'] as const

/** Persons in order of area and id, a page at a time; still sealed. */
export const listPersons = async (
  db: Kysely<Database>,
  filter: PersonFilter,
  page: AskedPage,
): Promise<ListPage<PersonTable>> => {
  const key = keyBefore(page, pageOrder.length)
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
export const findPersons = (db: Kysely<Database>, personIds: readonly string[]): Promise<PersonTable[]> =>
  inParts([...new Set(personIds)], (part) =>
    db
      .selectFrom('person')
      .selectAll()
      .where(allOf(isOneOf('person_id', part)))
      .execute(),
  )

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

/** Where persons are paid, still sealed, and at which log position each record was last changed. */
export type PersonAccount = Pick<
  PersonTable,
  'person_id' | 'bank' | 'account_sealed' | 'account_holder_sealed' | 'position'
>

/** The payee accounts of these persons, in no order. */
export const accountsOfPersons = (db: Kysely<Database>, personIds: readonly string[]): Promise<PersonAccount[]> =>
  inParts(personIds, (part) =>
    db
      .selectFrom('person')
      .select(['person_id', 'bank', 'account_sealed', 'account_holder_sealed', 'position'])
      .where(allOf(isOneOf('person_id', part)))
      .execute(),
  )

/** A claim that covers a month: whose, on what, for which case, and where in the log it was taken. */
export type CoveringClaim = Pick<PersonClaimTable, 'person_id' | 'scheme' | 'case_id' | 'claimed_at'>

/** The claims of these persons, on any scheme, that cover a month, as known at a log position. */
export const claimsCovering = (
  db: Kysely<Database>,
  personIds: readonly string[],
  { month, knownAt }: { month: Month; knownAt: bigint },
): Promise<CoveringClaim[]> =>
  inParts(personIds, (part) =>
    db
      .selectFrom('person_claim')
      .select(['person_id', 'scheme', 'case_id', 'claimed_at'])
      .where(
        allOf(
          isOneOf('person_id', part),
          sql<SqlBool>`claimed_at <= ${knownAt}`,
          sql<SqlBool>`(released_at is null or released_at > ${knownAt} or last_month >= ${month})`,
        ),
      )
      .execute(),
  )

/** The cases that ever held a claim of one of these persons on one of some schemes. */
export const casesClaimedFor = (
  db: Kysely<Database>,
  personIds: readonly string[],
  schemes: readonly string[],
): Promise<Pick<PersonClaimTable, 'person_id' | 'scheme' | 'case_id'>[]> =>
  inParts(personIds, (part) =>
    db
      .selectFrom('person_claim')
      .select(['person_id', 'scheme', 'case_id'])
      .where(allOf(isOneOf('person_id', part), isOneOf('scheme', schemes)))
      .execute(),
  )

/** Another record of the human that a person record stands for. */
export type Twin = { person_id: string; twin: string }

/** The other person records that bore the same ID number at a log position, in whichever area. */
export const twinsOf = (db: Kysely<Database>, personIds: readonly string[], knownAt: bigint): Promise<Twin[]> =>
  inParts(personIds, (part) =>
    db
      .selectFrom('id_number_bearer as own')
      .innerJoin('id_number_bearer as other', 'other.id_index', 'own.id_index')
      .whereRef('other.person_id', '<>', 'own.person_id')
      .where(allOf(isOneOf('own.person_id', part), isKnownAt(knownAt, 'own'), isKnownAt(knownAt, 'other')))
      .select(['own.person_id', 'other.person_id as twin'])
      .execute(),
  )

/** The person records that turned out, behind one log position and up to another, to bear the ID number of another record. */
export const becameTwins = async (
  db: Kysely<Database>,
  { since, until }: { since: bigint; until: bigint },
): Promise<readonly string[]> => {
  const rows = await db
    .selectFrom('id_number_bearer as own')
    .innerJoin('id_number_bearer as other', 'other.id_index', 'own.id_index')
    .whereRef('other.person_id', '<>', 'own.person_id')
    .where(allOf(sql<SqlBool>`own.known_from > ${since}`, isKnownAt(until, 'own'), isKnownAt(until, 'other')))
    .select('own.person_id')
    .distinct()
    .execute()
  return rows.map(({ person_id }) => person_id)
}

/** A live claim that perhaps no case stands behind. */
export type ClaimInDoubt = Pick<PersonClaimTable, 'person_id' | 'case_id' | 'scheme' | 'claimed_at'>

/**
 * Live claims whose case does not exist, stands in one of these states, or does not count the person as a member; oldest
 * first, at most so many.
 */
export const claimsInDoubt = (
  db: Kysely<Database>,
  statuses: readonly CaseStatus[],
  limit: number,
): Promise<ClaimInDoubt[]> =>
  db
    .selectFrom('person_claim')
    .leftJoin('case_file', 'case_file.case_id', 'person_claim.case_id')
    .where('person_claim.released_at', 'is', null)
    .where(({ eb, or }) =>
      or([
        eb('case_file.status', 'is', null),
        eb('case_file.status', 'in', statuses),
        sql<SqlBool>`person_claim.person_id <> all (case_file.members)`,
      ]),
    )
    .select(['person_claim.person_id', 'person_claim.case_id', 'person_claim.scheme', 'person_claim.claimed_at'])
    .orderBy('person_claim.claimed_at')
    .limit(limit)
    .execute()
