import { type Kysely, sql } from 'kysely'
import type { PaymentStatus } from '../../domain/payment/state.ts'
import { groupsOfSchemes, type PriceGroup } from '../../domain/price/groups.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import { given } from '../../domain/shared/given.ts'
import { allOf, equals, inOrderOf, isAfter, isIn, isNoneOf, isOneOf } from '../conditions.ts'
import { inParts } from '../in-parts.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { LedgerPaymentTable } from './tables.ts'

/** What to select from the ledger; every part left out selects all. */
export type LedgerFilter = {
  month?: Month
  /** County, township or village. */
  area?: AreaCode
  scheme?: string
  status?: PaymentStatus
  runId?: string
  caseId?: string
  personId?: string
  /** A protected group of the price subsidy. */
  group?: PriceGroup
  /** Schemes that the reader may not know of: their payments, and price subsidy paid for being on their rolls. */
  hidden?: readonly string[]
  /** Shows the ledger as known at this log position. */
  knownAt?: bigint
}

const pageOrder = ['month', 'scheme', 'area', 'payment_id'] as const

/** Payments of the ledger in order of month, scheme, area and id, a page at a time. */
export const listPayments = async (
  db: Kysely<Database>,
  filter: LedgerFilter,
  page: AskedPage,
): Promise<ListPage<LedgerPaymentTable>> => {
  const rows = await payments(db, filter, keyBefore(page, 4))
    .selectAll()
    .orderBy(inOrderOf(pageOrder))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => pageOrder.map((column) => row[column]))
}

/** One payment as known at a position (now where absent). */
export const findPayment = (
  db: Kysely<Database>,
  paymentId: string,
  knownAt?: bigint,
): Promise<LedgerPaymentTable | undefined> =>
  payments(db, given({ knownAt })).selectAll().where('payment_id', '=', paymentId).executeTakeFirst()

/** Number, sum in fen and persons counted of the payments of one township, scheme, month and status. */
export type LedgerTotal = {
  township: string
  scheme: string
  month: string
  status: PaymentStatus
  payments: number
  members: number
  fen: number
}

/** Totals of the ledger by township, scheme, month and status. */
export const ledgerTotals = (db: Kysely<Database>, filter: LedgerFilter): Promise<LedgerTotal[]> =>
  payments(db, filter)
    .select([
      sql<string>`left(area, 9)`.as('township'),
      'scheme',
      'month',
      'status',
      sql<number>`count(*)`.as('payments'),
      sql<number>`sum(members)`.as('members'),
      sql<number>`sum(amount_fen)::bigint`.as('fen'),
    ])
    .groupBy(['township', 'scheme', 'month', 'status'])
    .orderBy(inOrderOf(['township', 'scheme', 'month', 'status']))
    .execute()

/** The payments of a scheme and month as known at a log position. */
type MonthKnownAt = { scheme: string; month: Month; knownAt: bigint }

/** Every payment of an area in a month, in no order: for the calculation of a payment month. */
export const paymentsOfArea = (
  db: Kysely<Database>,
  area: AreaCode,
  known: MonthKnownAt,
): Promise<LedgerPaymentTable[]> =>
  payments(db, { ...known, area })
    .selectAll()
    .execute()

/** Every payment of a month to these persons or for these cases, wherever it was made; once each, in no order. */
export const paymentsTouching = async (
  db: Kysely<Database>,
  { personIds, caseIds }: { personIds: readonly string[]; caseIds: readonly string[] },
  known: MonthKnownAt,
): Promise<LedgerPaymentTable[]> => {
  const having = (column: 'person_id' | 'case_id', ids: readonly string[]) =>
    inParts(ids, (part) =>
      payments(db, known)
        .selectAll()
        .where(allOf(isOneOf(column, part)))
        .execute(),
    )
  const found = [...(await having('person_id', personIds)), ...(await having('case_id', caseIds))]
  return [...new Map(found.map((row) => [row.payment_id, row])).values()]
}

/** The first and the last month for which anybody of an area has a payment under a scheme, as known at a log position. */
export const monthsPaid = async (
  db: Kysely<Database>,
  filter: { area: AreaCode; scheme: string; knownAt: bigint },
): Promise<{ first: Month; last: Month } | null> => {
  const { first, last } = await payments(db, filter)
    .select(({ fn }) => [fn.min<Month | null>('month').as('first'), fn.max<Month | null>('month').as('last')])
    .executeTakeFirstOrThrow()
  return first === null || last === null ? null : { first, last }
}

/** The last month for which a case has a payment, whatever became of it; null where it has none. */
export const lastInstructedMonth = async (db: Kysely<Database>, caseId: string): Promise<Month | null> => {
  const { month } = await db
    .selectFrom('ledger_payment')
    .where('case_id', '=', caseId)
    .select(({ fn }) => fn.max('month').as('month'))
    .executeTakeFirstOrThrow()
  return month
}

const step = (column: string, knownAt: bigint) => sql`${sql.id(column)} <= ${knownAt}`

/** The status that a payment had at a position, from the positions of its steps. */
const statusAt = (knownAt: bigint) => sql<PaymentStatus>`
  case when ${step('returned_at', knownAt)} then 'RETURNED'
       when ${step('paid_at', knownAt)} then 'PAID'
       when ${step('failed_at', knownAt)} then 'FAILED'
       when ${step('cancelled_at', knownAt)} then 'CANCELLED'
       when ${step('filed_at', knownAt)} then 'FILED'
       else 'PLANNED' end`

const steps = ['filed', 'paid', 'returned', 'failed', 'cancelled', 'no_longer_due'] as const
type Step = (typeof steps)[number]

/** A step's columns as they were at a position. */
const stepAt = (name: Step, knownAt: bigint) =>
  ['on', 'at', 'event'].map((part) => {
    const column = `${name}_${part}`
    return sql`case when ${step(`${name}_at`, knownAt)} then ${sql.id(column)} end as ${sql.id(column)}`
  })

const asKnownAt = (knownAt: bigint) => sql<LedgerPaymentTable>`(
  select payment_id, scheme, month, kind, sequence, person_id, case_id, run_id, area, area_kind, members,
    amount_fen, gross_fen, offset_fen, offsets, payee, price_group, ${statusAt(knownAt)} as status, reissue_of, planned_on, planned_at, planned_event,
    ${sql.join(steps.flatMap((name) => stepAt(name, knownAt)))},
    case when ${step('filed_at', knownAt)} then file_id end as file_id,
    case when ${step('paid_at', knownAt)} then bank_reference end as bank_reference,
    case when ${step('returned_at', knownAt)} or ${step('failed_at', knownAt)} or ${step('cancelled_at', knownAt)}
      then reason end as reason,
    case when ${step('no_longer_due_at', knownAt)} then no_longer_due_reason end as no_longer_due_reason
  from ledger_payment where planned_at <= ${knownAt})`

/** The payments that a filter selects, as known at its position: what lists, totals and tallies are made of. */
export const payments = (db: Kysely<Database>, filter: LedgerFilter, key?: (string | number)[]) => {
  const { knownAt } = filter
  const table = knownAt === undefined ? sql<LedgerPaymentTable>`ledger_payment` : asKnownAt(knownAt)
  return db
    .selectFrom(table.as('payment'))
    .where(
      allOf(
        equals('month', filter.month),
        isIn('area', filter.area),
        equals('scheme', filter.scheme),
        equals('status', filter.status),
        equals('run_id', filter.runId),
        equals('case_id', filter.caseId),
        equals('person_id', filter.personId),
        equals('price_group', filter.group),
        isNoneOf('scheme', filter.hidden),
        isNoneOf('price_group', groupsOfSchemes(filter.hidden)),
        isAfter(pageOrder, key),
      ),
    )
}
