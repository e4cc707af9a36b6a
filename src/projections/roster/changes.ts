import { type Kysely, type SqlBool, sql } from 'kysely'
import type { AreaCode } from '../../domain/shared/area.ts'
import { allOf, equals, isIn, isOneOf } from '../conditions.ts'
import { inParts } from '../in-parts.ts'
import type { Database } from '../schema.ts'
import type { RosterDeathTable, RosterEntryTable } from './tables.ts'

/** What has become known behind one log position and up to another. */
export type Window = { since: bigint; until: bigint }

const becameKnown = ({ since, until }: Window) => sql<SqlBool>`(
  (known_from > ${since} and known_from <= ${until}) or (known_to > ${since} and known_to <= ${until}))`

const columns = [
  'case_id',
  'scheme',
  'from_month',
  'to_month',
  'known_from',
  'known_to',
  'area',
  'area_kind',
  'holder',
  'members',
  'facts',
  'suspended',
] as const

/** A stretch of months of a case, and between which positions it was known to be so. */
export type KnownStretch = Pick<RosterEntryTable, (typeof columns)[number]>

/**
 * All that was ever known of the cases of some schemes, wherever they are, of which something became known in a window. The
 * cases first, by themselves: in one statement the server takes them for a few and scans the whole roll once for each of its
 * cases.
 */
export const changedCases = async (
  db: Kysely<Database>,
  { schemes, ...window }: Window & { schemes: readonly string[] },
): Promise<KnownStretch[]> => {
  const rows = db.selectFrom('roster_entry').where(allOf(isOneOf('scheme', schemes)))
  const changed = await rows.select('case_id').distinct().where(becameKnown(window)).execute()
  return inParts(
    changed.map(({ case_id }) => case_id),
    (part) =>
      rows
        .select(columns)
        .where(allOf(isOneOf('case_id', part)))
        .execute(),
  )
}

/** Everybody who was ever a member of one of these cases, by case; once for each stretch. */
export const membersOfCases = (
  db: Kysely<Database>,
  caseIds: readonly string[],
): Promise<Pick<RosterEntryTable, 'case_id' | 'members'>[]> =>
  inParts(caseIds, (part) =>
    db
      .selectFrom('roster_entry')
      .select(['case_id', 'members'])
      .where(allOf(isOneOf('case_id', part)))
      .execute(),
  )

/** Deaths that became known or were annulled in a window. */
export const changedDeaths = (
  db: Kysely<Database>,
  window: Window,
): Promise<Pick<RosterDeathTable, 'person_id' | 'died_on'>[]> =>
  db.selectFrom('roster_death').select(['person_id', 'died_on']).where(becameKnown(window)).execute()

/** The cases of a scheme and area that any of these persons was ever a member of, with those of them who were. */
export const casesOfMembers = (
  db: Kysely<Database>,
  { area, scheme, persons }: { area: AreaCode; scheme: string; persons: readonly string[] },
): Promise<Pick<RosterEntryTable, 'case_id' | 'members'>[]> =>
  inParts(persons, (part) =>
    db
      .selectFrom('roster_entry')
      .select(['case_id', 'members'])
      .where(allOf(equals('scheme', scheme), isIn('area', area), sql<SqlBool>`members && ${[...part]}::uuid[]`))
      .execute(),
  )
