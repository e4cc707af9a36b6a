import { type Kysely, type SqlBool, sql } from 'kysely'
import { EXTREME_POVERTY_SUPPORT } from '../../domain/scheme/extreme-poverty-support/code.ts'
import type { SupportForm } from '../../domain/scheme/extreme-poverty-support/particulars.ts'
import type { SelfCareLevel } from '../../domain/scheme/extreme-poverty-support/self-care.ts'
import type { AreaCode, AreaKind } from '../../domain/shared/area.ts'
import { type Day, monthOf } from '../../domain/shared/day.ts'
import { allOf, equals, inOrderOf, isAfter } from '../conditions.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import { onRoll } from '../roster/queries.ts'
import type { Database } from '../schema.ts'

/** Whom to list: on the roll of support on a day, as known at a log position (now where absent). */
export type SupportFilter = {
  on: Day
  knownAt?: bigint
  area?: AreaCode
  areaKind?: AreaKind
  form?: SupportForm
  level?: SelfCareLevel
}

/** Somebody on the roll, and how they are supported. */
export type SupportRow = {
  case_id: string
  holder: string
  area: string
  area_kind: AreaKind
  amount_fen: number
  form: SupportForm | null
  level: SelfCareLevel | null
  institution_id: string | null
  agreement_until: string | null
  wish: SupportForm | null
  wish_on: string | null
}

const pageOrder = ['area', 'case_id'] as const

const supported = (db: Kysely<Database>, { on, form, level, ...filter }: SupportFilter) => {
  const known = filter.knownAt === undefined ? sql<SqlBool>`true` : sql<SqlBool>`known_at <= ${filter.knownAt}`
  return onRoll(db, { ...filter, month: monthOf(on), scheme: EXTREME_POVERTY_SUPPORT })
    .leftJoinLateral(
      ({ selectFrom }) =>
        selectFrom('support_arrangement as row')
          .whereRef('row.case_id', '=', 'roster_entry.case_id')
          .where('row.from_day', '<=', on)
          .where(known)
          .orderBy('row.from_day', 'desc')
          .orderBy('row.known_at', 'desc')
          .limit(1)
          .select(['row.form', 'row.level', 'row.institution_id', 'row.agreement_until'])
          .as('arrangement'),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      ({ selectFrom }) =>
        selectFrom('support_wish as row')
          .whereRef('row.case_id', '=', 'roster_entry.case_id')
          .where('row.stated_on', '<=', on)
          .where(known)
          .orderBy('row.stated_on', 'desc')
          .orderBy('row.known_at', 'desc')
          .limit(1)
          .select(['row.wish', 'row.stated_on as wish_on'])
          .as('wished'),
      (join) => join.onTrue(),
    )
    .where(allOf(equals('form', form), equals('level', level)))
}

/** Who is supported on a day, in order of area and case, a page at a time. */
export const listSupported = async (
  db: Kysely<Database>,
  filter: SupportFilter,
  page: AskedPage,
): Promise<ListPage<SupportRow>> => {
  const key = keyBefore(page, pageOrder.length)
  const rows = await supported(db, filter)
    .select(['case_id', 'holder', 'area', 'area_kind', 'amount_fen'])
    .select(['form', 'level', 'institution_id', 'agreement_until', 'wish', 'wish_on'])
    .where(allOf(isAfter(pageOrder, key)))
    .orderBy(inOrderOf(pageOrder))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => pageOrder.map((column) => row[column]))
}

/** How many are supported in one form, at one level, in one kind of area; and how many of them would like the other form. */
export type SupportCount = Pick<SupportRow, 'area_kind' | 'form' | 'level'> & {
  persons: number
  wish_otherwise: number
  fen: number
}

/** The counts of a day by kind of area, form and level. */
export const countSupported = (db: Kysely<Database>, filter: SupportFilter): Promise<SupportCount[]> =>
  supported(db, filter)
    .select(['area_kind', 'form', 'level'])
    .select([
      sql<number>`count(*)::int`.as('persons'),
      sql<number>`(count(*) filter (where wish <> form))::int`.as('wish_otherwise'),
      sql<number>`sum(amount_fen)::bigint`.as('fen'),
    ])
    .groupBy(['area_kind', 'form', 'level'])
    .orderBy(inOrderOf(['area_kind', 'form', 'level']))
    .execute()
