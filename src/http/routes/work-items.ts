import { z } from 'zod'
import { Role } from '../../domain/shared/actor.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { given } from '../../domain/shared/given.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { listWork, workTotals } from '../../projections/work-list/queries.ts'
import { type Task, tasks } from '../../projections/work-list/tasks.ts'
import { camelRow } from '../rows.ts'
import { Flag } from '../schemas.ts'
import { addList } from './list-route.ts'
import type { RoutePlace } from './route-place.ts'

const TaskCode = z.enum(Object.keys(tasks) as [Task, ...Task[]]).meta({ id: 'Task' })

const Item = z
  .looseObject({
    subjectKind: z.enum([
      'case',
      'run',
      'price',
      'alert',
      'enquiry',
      'inspection',
      'finding',
      'overpayment',
      'rerating',
    ]),
    subjectId: z.string(),
    task: TaskCode,
    en: z.string(),
    zh: z.string(),
    scheme: SchemeCode,
    area: AreaCode,
    role: Role,
    opensOn: Day,
    due: Day.nullable(),
    provisional: z.boolean().meta({ description: 'A year of the deadline has no published calendar yet.' }),
    clause: z.string().nullable(),
    overdue: z.boolean(),
  })
  .meta({ id: 'WorkItem' })

const Total = z.strictObject({ task: TaskCode, role: Role, open: z.int(), overdue: z.int() })

/** Work lists: what is to be done next, by when, and by whom. */
export const addWorkRoutes = (place: RoutePlace): void => {
  const { deps } = place
  addList(place, {
    url: '/v1/work-items',
    tags: ['work-items 待办'],
    operationId: 'listWorkItems',
    summary: 'Open tasks of your roles and area, the most urgent first.',
    description: '待办事项（按期限排序）；默认为本人岗位与地区',
    view: 'work-list',
    query: {
      scheme: SchemeCode.optional(),
      role: z
        .enum([...Role.options, 'any'])
        .optional()
        .meta({ description: 'Your own roles where absent.' }),
      task: TaskCode.optional(),
      subjectId: z.string().min(1).max(100).optional().meta({ description: 'Id of a case or run.' }),
      dueBy: Day.optional(),
      overdue: Flag.optional(),
      totals: Flag.optional(),
    },
    item: Item,
    ask: ({ role, ...asked }, page, { actor, today }) => {
      const roles = role === undefined ? actor.roles : role === 'any' ? undefined : [role]
      return listWork(deps.views, { ...asked, today, ...given({ roles }) }, page)
    },
    show: (rows) => rows.map(camelRow),
    beside: {
      fields: { today: Day, totals: z.array(Total).optional() },
      of: async ({ area, hidden, scheme, totals }, { today }) => ({
        today,
        ...(totals && { totals: await workTotals(deps.views, { today, area, hidden, ...given({ scheme }) }) }),
      }),
    },
  })
}
