import { type Kysely, type SqlBool, sql } from 'kysely'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Day } from '../../domain/shared/day.ts'
import { allOf, equals, inOrderOf, isAfter, isIn, isNoneOf } from '../conditions.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { AlertTable, EnquiryTable, ReferralTable } from './tables.ts'

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
  page: AskedPage,
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
        isAfter(order, keyBefore(page, order.length)),
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
  /** Schemes that the reader may not know of: referrals to them are not counted. */
  hidden?: readonly string[]
}

/** Enquiries, those to be answered first first. */
export const listEnquiries = async (
  db: Kysely<Database>,
  { area, status, channel, personId, overdueOn, hidden }: EnquiryFilter,
  page: AskedPage,
): Promise<ListPage<EnquiryTable>> => {
  const order = ['answer_by', 'enquiry_id'] as const
  const rows = await db
    .selectFrom(enquiriesWithout(hidden))
    .selectAll()
    .where(
      allOf(
        isIn('area', area),
        equals('status', status),
        equals('channel', channel),
        equals('person_id', personId),
        overdueOn === undefined ? undefined : sql<SqlBool>`(status = 'OPEN' and answer_by < ${overdueOn})`,
        isAfter(order, keyBefore(page, order.length)),
      ),
    )
    .orderBy(inOrderOf(order))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => order.map((column) => row[column]))
}

/** Enquiries, with only those referrals counted that are to none of these schemes. */
const enquiriesWithout = (hidden: readonly string[] = []) =>
  hidden.length === 0
    ? sql<EnquiryTable>`enquiry`.as('enquiry')
    : sql<EnquiryTable>`(
        select enquiry_id, person_id, area, channel, kind, hotline, ticket, status, received_on, answer_by, answer_clause,
          closed_on, open_referrals, revision, position, (
            select count(*)::int from referral
            where referral.enquiry_id = enquiry.enquiry_id and ${allOf(isNoneOf('scheme', hidden))}) as referrals
        from enquiry)`.as('enquiry')

/** One enquiry with its referrals, if there is one; without those to hidden schemes. */
export const findEnquiry = async (
  db: Kysely<Database>,
  enquiryId: string,
  hidden: readonly string[] = [],
): Promise<{ row: EnquiryTable; referrals: ReferralTable[] } | undefined> => {
  const row = await db
    .selectFrom(enquiriesWithout(hidden))
    .selectAll()
    .where('enquiry_id', '=', enquiryId)
    .executeTakeFirst()
  if (!row) return undefined
  const referrals = await db
    .selectFrom('referral')
    .selectAll()
    .where('enquiry_id', '=', enquiryId)
    .where(allOf(isNoneOf('scheme', hidden)))
    .orderBy('sent_on')
    .orderBy('referral_id')
    .execute()
  return { row, referrals }
}

/** Which referrals; overdue are those without an answer by the day that the sender has set. */
export type ReferralFilter = {
  area?: AreaCode
  answered?: boolean
  overdueOn?: Day
  /** Schemes that the reader may not know of. */
  hidden?: readonly string[]
}

/** Referrals, the oldest first. */
export const listReferrals = async (
  db: Kysely<Database>,
  { area, answered, overdueOn, hidden }: ReferralFilter,
  page: AskedPage,
): Promise<ListPage<ReferralTable>> => {
  const order = ['sent_on', 'referral_id'] as const
  const rows = await db
    .selectFrom('referral')
    .selectAll()
    .where(
      allOf(
        isIn('area', area),
        isNoneOf('scheme', hidden),
        answered === undefined ? undefined : sql<SqlBool>`(answered_on is not null) = ${answered}`,
        overdueOn === undefined ? undefined : sql<SqlBool>`(answered_on is null and answer_by < ${overdueOn})`,
        isAfter(order, keyBefore(page, order.length)),
      ),
    )
    .orderBy(inOrderOf(order))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => order.map((column) => row[column]))
}
