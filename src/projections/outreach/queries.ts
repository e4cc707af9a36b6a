import { type Kysely, type SqlBool, sql } from 'kysely'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Day } from '../../domain/shared/day.ts'
import { allOf, equals, inOrderOf, isAfter, isIn } from '../conditions.ts'
import { keyOfCursor, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { AlertTable, EnquiryTable, ReferralTable } from './tables.ts'

type Page = { limit: number; cursor?: string }

const keyOf = ({ cursor }: Page, length: number) => (cursor === undefined ? undefined : keyOfCursor(cursor, length))

/** Which warnings; overdue are those that nobody has visited by their last day. */
export type AlertFilter = {
  area?: AreaCode
  status?: AlertTable['status']
  source?: AlertTable['source']
  personId?: string
  overdueOn?: Day
}

/** Warnings, those to be visited first first. */
export const listAlerts = async (
  db: Kysely<Database>,
  { area, status, source, personId, overdueOn }: AlertFilter,
  page: Page,
): Promise<ListPage<AlertTable>> => {
  const order = ['visit_by', 'alert_id'] as const
  const rows = await db
    .selectFrom('alert')
    .selectAll()
    .where(
      allOf(
        isIn('area', area),
        equals('status', status),
        equals('source', source),
        equals('person_id', personId),
        overdueOn === undefined ? undefined : sql<SqlBool>`(status = 'RAISED' and visit_by < ${overdueOn})`,
        isAfter(order, keyOf(page, order.length)),
      ),
    )
    .orderBy(inOrderOf(order))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => order.map((column) => row[column]))
}

/** One warning, if there is one. */
export const findAlert = (db: Kysely<Database>, alertId: string): Promise<AlertTable | undefined> =>
  db.selectFrom('alert').selectAll().where('alert_id', '=', alertId).executeTakeFirst()

/** Which enquiries; overdue are those without an answer by their last day. */
export type EnquiryFilter = {
  area?: AreaCode
  status?: EnquiryTable['status']
  channel?: EnquiryTable['channel']
  personId?: string
  overdueOn?: Day
}

/** Enquiries, those to be answered first first. */
export const listEnquiries = async (
  db: Kysely<Database>,
  { area, status, channel, personId, overdueOn }: EnquiryFilter,
  page: Page,
): Promise<ListPage<EnquiryTable>> => {
  const order = ['answer_by', 'enquiry_id'] as const
  const rows = await db
    .selectFrom('enquiry')
    .selectAll()
    .where(
      allOf(
        isIn('area', area),
        equals('status', status),
        equals('channel', channel),
        equals('person_id', personId),
        overdueOn === undefined ? undefined : sql<SqlBool>`(status = 'OPEN' and answer_by < ${overdueOn})`,
        isAfter(order, keyOf(page, order.length)),
      ),
    )
    .orderBy(inOrderOf(order))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => order.map((column) => row[column]))
}

/** One enquiry with its referrals, if there is one. */
export const findEnquiry = async (
  db: Kysely<Database>,
  enquiryId: string,
): Promise<{ row: EnquiryTable; referrals: ReferralTable[] } | undefined> => {
  const row = await db.selectFrom('enquiry').selectAll().where('enquiry_id', '=', enquiryId).executeTakeFirst()
  if (!row) return undefined
  const referrals = await db
    .selectFrom('referral')
    .selectAll()
    .where('enquiry_id', '=', enquiryId)
    .orderBy('sent_on')
    .orderBy('referral_id')
    .execute()
  return { row, referrals }
}

/** Which referrals; overdue are those without an answer by the day that the sender has set. */
export type ReferralFilter = { area?: AreaCode; answered?: boolean; overdueOn?: Day }

/** Referrals, the oldest first. */
export const listReferrals = async (
  db: Kysely<Database>,
  { area, answered, overdueOn }: ReferralFilter,
  page: Page,
): Promise<ListPage<ReferralTable>> => {
  const order = ['sent_on', 'referral_id'] as const
  const rows = await db
    .selectFrom('referral')
    .selectAll()
    .where(
      allOf(
        isIn('area', area),
        answered === undefined ? undefined : sql<SqlBool>`(answered_on is not null) = ${answered}`,
        overdueOn === undefined ? undefined : sql<SqlBool>`(answered_on is null and answer_by < ${overdueOn})`,
        isAfter(order, keyOf(page, order.length)),
      ),
    )
    .orderBy(inOrderOf(order))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => order.map((column) => row[column]))
}
