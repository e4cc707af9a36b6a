import { type Kysely, type SqlBool, sql } from 'kysely'
import type { Role } from '../../domain/shared/actor.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import type { Day } from '../../domain/shared/day.ts'
import {
  allOf,
  type Condition,
  equals,
  inOrderOf,
  isAfter,
  isIn,
  isNoneOf,
  isOfNoCaseUnder,
  isOneOf,
} from '../conditions.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { WorkItemTable } from './tables.ts'
import { type Task, tasks } from './tasks.ts'

/** Which tasks to list. */
export type WorkFilter = {
  /** Today: tasks that open later are left out, and what is due before is overdue. */
  today: Day
  area?: AreaCode
  scheme?: string
  /** Schemes that the reader may not know of. */
  hidden?: readonly string[]
  roles?: readonly Role[]
  task?: Task
  subjectId?: string
  overdue?: boolean
  /** Only what is due on or before this day. */
  dueBy?: Day
}

/** A task as it is shown: with its wording, and whether its day has passed. */
export type WorkItem = WorkItemTable & { overdue: boolean; en: string; zh: string }

/** A day that none reaches: tasks without a limit come last. */
const NO_LIMIT = '9999-12-31'

/** Open tasks in order of their last day, a page at a time. */
export const listWork = async (
  db: Kysely<Database>,
  filter: WorkFilter,
  page: AskedPage,
): Promise<ListPage<WorkItem>> => {
  const { dueBy, overdue, today } = filter
  const key = keyBefore(page, 3)
  const rows = await db
    .selectFrom(
      sql<WorkItemTable & { last_day: string }>`(
        select *, coalesce(due, '9999-12-31') as last_day from work_item)`.as('work_item'),
    )
    .selectAll()
    .where('opens_on', '<=', today)
    .where(
      allOf(
        isIn('area', filter.area),
        equals('scheme', filter.scheme),
        ...isShown(filter),
        isOneOf('role', filter.roles),
        equals('task', filter.task),
        equals('subject_id', filter.subjectId),
        dueBy === undefined ? undefined : sql<SqlBool>`due <= ${dueBy}`,
        overdue === undefined ? undefined : sql<SqlBool>`(last_day < ${today}) = ${overdue}`,
        isAfter(['last_day', 'subject_id', 'task'], key),
      ),
    )
    .orderBy(inOrderOf(['last_day', 'subject_id', 'task']))
    .limit(page.limit + 1)
    .execute()
  const shown = rows.map(({ last_day: lastDay, ...row }) => ({
    ...row,
    overdue: lastDay < today,
    en: tasks[row.task].en,
    zh: tasks[row.task].zh,
  }))
  return pageOf(shown, page.limit, (row) => [row.due ?? NO_LIMIT, row.subject_id, row.task])
}

/** A task is of a scheme, but for one about a finding: that is about a case, or about none. */
const isShown = ({ hidden = [] }: Pick<WorkFilter, 'hidden'>): Condition[] =>
  hidden.length === 0
    ? []
    : [
        isNoneOf('scheme', hidden),
        sql<SqlBool>`(subject_kind <> 'finding' or exists (
          select from inspection_finding
          where finding_id::text = subject_id and ${allOf(isOfNoCaseUnder('inspection_finding.case_id', hidden))}))`,
      ]

/** Open and overdue tasks of one kind. */
export type WorkTotal = { task: Task; role: Role; open: number; overdue: number }

/** How much of each task is open and overdue in an area. */
export const workTotals = (
  db: Kysely<Database>,
  filter: Pick<WorkFilter, 'today' | 'area' | 'scheme' | 'hidden'>,
): Promise<WorkTotal[]> =>
  db
    .selectFrom('work_item')
    .select([
      'task',
      'role',
      sql<number>`count(*)`.as('open'),
      sql<number>`count(*) filter (where due < ${filter.today})`.as('overdue'),
    ])
    .where('opens_on', '<=', filter.today)
    .where(allOf(isIn('area', filter.area), equals('scheme', filter.scheme), ...isShown(filter)))
    .groupBy(['task', 'role'])
    .orderBy('task')
    .execute()
