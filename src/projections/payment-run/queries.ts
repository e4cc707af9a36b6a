import { type Kysely, type SqlBool, sql } from 'kysely'
import type { RunStatus } from '../../domain/payment/run-state.ts'
import { groupsOfSchemes } from '../../domain/price/groups.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import { allOf, equals, inOrderOf, isAfter, isIn, isNoneOf, isOfNoCaseUnder } from '../conditions.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type {
  PaymentRunExceptionTable,
  PaymentRunFileTable,
  PaymentRunHeldTable,
  PaymentRunLineTable,
  PaymentRunTable,
} from './tables.ts'

/** Which runs to list; every part left out lists all. */
export type RunFilter = {
  month?: Month
  scheme?: string
  /** Schemes that the reader may not know of. */
  hidden?: readonly string[]
  area?: AreaCode
  status?: RunStatus
}

const runOrder = ['run_id'] as const
const lineOrder = ['area', 'payment_id'] as const

/** Payment runs in order of id, a page at a time. */
export const listRuns = async (
  db: Kysely<Database>,
  filter: RunFilter,
  page: AskedPage,
): Promise<ListPage<PaymentRunTable>> => {
  const key = keyBefore(page, runOrder.length)
  const rows = await db
    .selectFrom('payment_run')
    .selectAll()
    .where(
      allOf(
        equals('month', filter.month),
        equals('scheme', filter.scheme),
        isNoneOf('scheme', filter.hidden),
        isIn('area', filter.area),
        equals('status', filter.status),
        isAfter(runOrder, key),
      ),
    )
    .orderBy(inOrderOf(runOrder))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => [row.run_id])
}

/** One run with its bank files, or undefined. */
export const findRun = async (
  db: Kysely<Database>,
  runId: string,
): Promise<(PaymentRunTable & { files: PaymentRunFileTable[] }) | undefined> => {
  const run = await db.selectFrom('payment_run').selectAll().where('run_id', '=', runId).executeTakeFirst()
  if (!run) return undefined
  const files = await db
    .selectFrom('payment_run_file')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy(inOrderOf(['part', 'file_id']))
    .execute()
  return { ...run, files }
}

/** The lines of one calculation of a run in order of area and payment, a page at a time; without those of hidden schemes. */
export const linesOfRun = async (
  db: Kysely<Database>,
  run: { runId: string; attempt: number; hidden?: readonly string[] },
  page: AskedPage,
): Promise<ListPage<PaymentRunLineTable>> => {
  const key = keyBefore(page, lineOrder.length)
  const rows = await db
    .selectFrom('payment_run_line')
    .selectAll()
    .where('run_id', '=', run.runId)
    .where('attempt', '=', run.attempt)
    .where(allOf(isNoneOf('price_group', groupsOfSchemes(run.hidden)), isAfter(lineOrder, key)))
    .orderBy(inOrderOf(lineOrder))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => lineOrder.map((column) => row[column]))
}

/** Who was held back from one calculation of a run, and why; without cases of hidden schemes. */
export const heldOfRun = async (
  db: Kysely<Database>,
  run: { runId: string; attempt: number; hidden?: readonly string[] },
  page: AskedPage,
): Promise<ListPage<PaymentRunHeldTable>> => {
  const order = ['reason', 'case_id', 'person_id', 'month'] as const
  const key = keyBefore(page, order.length)
  const rows = await db
    .selectFrom('payment_run_held')
    .selectAll()
    .where('run_id', '=', run.runId)
    .where('attempt', '=', run.attempt)
    .where(allOf(isOfNoCaseUnder('payment_run_held.case_id', run.hidden), isAfter(order, key)))
    .orderBy(inOrderOf(order))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => order.map((column) => row[column]))
}

/** The lines of return files that did not fit; `open` leaves out those with an answer, or those without one. */
export const exceptionsOfRun = async (
  db: Kysely<Database>,
  { runId, open }: { runId: string; open?: boolean },
  page: AskedPage,
): Promise<ListPage<PaymentRunExceptionTable>> => {
  const order = ['sha256', 'line'] as const
  const key = keyBefore(page, order.length)
  const rows = await db
    .selectFrom('payment_run_exception')
    .selectAll()
    .where('run_id', '=', runId)
    .where(allOf(open === undefined ? undefined : sql<SqlBool>`(settled_on is null) = ${open}`, isAfter(order, key)))
    .orderBy(inOrderOf(order))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => order.map((column) => row[column]))
}
