import type { Kysely } from 'kysely'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import { allOf, equals, isIn, isKnownAt } from '../conditions.ts'
import type { Database } from '../schema.ts'
import type { RosterEntryTable } from './tables.ts'

const columns = [
  'case_id',
  'scheme',
  'area',
  'area_kind',
  'holder',
  'members',
  'facts',
  'from_month',
  'to_month',
  'amount_fen',
  'suspended',
] as const

/** A stretch of a case as a re-rating looks at it. */
export type RollStretch = Pick<RosterEntryTable, (typeof columns)[number]>

/** Every stretch of a scheme's cases in an area that reaches a month or a later one, also paused, in order of months. */
export const stretchesFrom = (
  db: Kysely<Database>,
  { area, scheme, fromMonth, knownAt }: { area: AreaCode; scheme: string; fromMonth: Month; knownAt: bigint },
): Promise<RollStretch[]> =>
  db
    .selectFrom('roster_entry')
    .select(columns)
    .where((where) => where.or([where('to_month', 'is', null), where('to_month', '>=', fromMonth)]))
    .where(allOf(equals('scheme', scheme), isKnownAt(knownAt), isIn('area', area)))
    .orderBy('from_month')
    .execute()
