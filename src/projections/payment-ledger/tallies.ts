import { type Kysely, type SqlBool, sql } from 'kysely'
import { type PriceGroup, WITHHELD } from '../../domain/price/groups.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import { allOf, inOrderOf, isAfter } from '../conditions.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import { payments } from './queries.ts'

/** What to count; every part left out counts all. */
export type TallyFilter = {
  fromMonth?: Month
  toMonth?: Month
  area?: AreaCode
  scheme?: string
  group?: PriceGroup
  /** Schemes that the reader may not know of. */
  hidden?: readonly string[]
  /** Groups that the reader is not told from each other: counted together. */
  withheld?: readonly PriceGroup[]
  /** Counts the payments as they were known at this log position. */
  knownAt?: bigint
}

/**
 * Person-times (人次) and money of one month, township, scheme and, of the price subsidy, protected group. Every payment
 * stands in exactly one of paid, returned (or failed), under way and cancelled; a reissue is a payment of its own, so what
 * came back and was paid again stands in both.
 */
export type Tally = {
  month: string
  township: string
  scheme: string
  price_group: PriceGroup | typeof WITHHELD | null
  payments: number
  paid_person_times: number
  paid_fen: number
  returned_person_times: number
  returned_fen: number
  open_person_times: number
  open_fen: number
  cancelled_person_times: number
  cancelled_fen: number
}

const ends = {
  paid: ['PAID'],
  returned: ['RETURNED', 'FAILED'],
  open: ['PLANNED', 'FILED'],
  cancelled: ['CANCELLED'],
} as const

const personTimes = (end: keyof typeof ends) =>
  sql<number>`coalesce(sum(members) filter (where status = any(${ends[end]})), 0)::bigint`
const fen = (end: keyof typeof ends) =>
  sql<number>`coalesce(sum(amount_fen) filter (where status = any(${ends[end]})), 0)::bigint`

/** The group as it is counted; constants of the program, so that the same words can be grouped by. */
const groupCounted = (withheld: readonly PriceGroup[]) =>
  withheld.length === 0
    ? sql<Tally['price_group']>`price_group`
    : sql<Tally['price_group']>`case when price_group in (${sql.join(withheld.map((group) => sql.lit(group)))})
        then ${sql.lit(WITHHELD)} else price_group end`

const pageOrder = ['month', 'township', 'scheme', 'group_key'] as const

/** Tallies in order of month, township, scheme and group, a page at a time. */
export const listTallies = async (
  db: Kysely<Database>,
  { fromMonth, toMonth, withheld = [], ...filter }: TallyFilter,
  page: AskedPage,
): Promise<ListPage<Tally>> => {
  const key = keyBefore(page, pageOrder.length)
  const group = groupCounted(withheld)
  const counted = payments(db, filter)
    .where(
      allOf(
        fromMonth === undefined ? undefined : sql<SqlBool>`month >= ${fromMonth}`,
        toMonth === undefined ? undefined : sql<SqlBool>`month <= ${toMonth}`,
      ),
    )
    .select([
      'month',
      sql<string>`left(area, 9)`.as('township'),
      'scheme',
      group.as('price_group'),
      // The cursor compares texts, and nothing comes before every group.
      sql<string>`coalesce(${group}, '')`.as('group_key'),
      sql<number>`count(*)`.as('payments'),
      personTimes('paid').as('paid_person_times'),
      fen('paid').as('paid_fen'),
      personTimes('returned').as('returned_person_times'),
      fen('returned').as('returned_fen'),
      personTimes('open').as('open_person_times'),
      fen('open').as('open_fen'),
      personTimes('cancelled').as('cancelled_person_times'),
      fen('cancelled').as('cancelled_fen'),
    ])
    .groupBy(['month', 'township', 'scheme', group])
  const rows = await db
    .selectFrom(counted.as('tally'))
    .selectAll()
    .where(allOf(isAfter(pageOrder, key)))
    .orderBy(inOrderOf(pageOrder))
    .limit(page.limit + 1)
    .execute()
  const { rows: shown, next } = pageOf(rows, page.limit, (row) => pageOrder.map((column) => row[column]))
  return { next, rows: shown.map(({ group_key: _key, ...row }) => row) }
}
