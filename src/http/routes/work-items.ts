import { z } from 'zod'
import { Role } from '../../domain/shared/actor.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { listWork, workTotals } from '../../projections/work-list/queries.ts'
import { type Task, tasks } from '../../projections/work-list/tasks.ts'
import { actorOf, areaFor } from '../auth.ts'
import { hiddenFrom } from '../confidential.ts'
import { askedPage, listed, listOf, PageQuery, pageAnswer, ReadHeaders, shownBy } from '../reads.ts'
import { camelRow, given } from '../rows.ts'
import { refusalResponses } from '../schemas.ts'
import { type RoutePlace, typed } from './route-place.ts'

const TaskCode = z.enum(Object.keys(tasks) as [Task, ...Task[]])

const Item = z.looseObject({
  subjectKind: z.enum(['case', 'run', 'price', 'alert', 'enquiry', 'inspection', 'finding', 'overpayment', 'rerating']),
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

const Total = z.strictObject({ task: TaskCode, role: Role, open: z.int(), overdue: z.int() })

/** Work lists: what is to be done next, by when, and by whom. */
export const addWorkRoutes = ({ app, deps }: RoutePlace): void => {
  typed(app).route({
    method: 'GET',
    url: '/v1/work-items',
    schema: {
      tags: ['work-items 待办'],
      operationId: 'listWorkItems',
      summary: 'Open tasks of your roles and area, the most urgent first.',
      description: '待办事项（按期限排序）；默认为本人岗位与地区',
      headers: ReadHeaders,
      querystring: z.strictObject({
        ...PageQuery,
        area: AreaCode.optional(),
        scheme: SchemeCode.optional(),
        role: z
          .enum([...Role.options, 'any'])
          .optional()
          .meta({ description: 'Your own roles where absent.' }),
        task: TaskCode.optional(),
        subjectId: z.string().min(1).max(100).optional().meta({ description: 'Id of a case or run.' }),
        dueBy: Day.optional(),
        overdue: z.enum(['true', 'false']).optional(),
        totals: z.enum(['true', 'false']).optional(),
      }),
      response: { 200: listOf(Item).extend({ today: Day, totals: z.array(Total).optional() }), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { limit, after, area, role, overdue, totals, ...asked } = request.query
      const actor = actorOf(request)
      const today = deps.clock.today()
      const scope = { today, area: areaFor(actor, area), hidden: hiddenFrom(actor), ...given({ scheme: asked.scheme }) }
      const roles = role === undefined ? actor.roles : role === 'any' ? undefined : [role]
      const filter = { ...scope, ...given({ ...asked, roles, overdue: overdue && overdue === 'true' }) }
      const shown = await shownBy(deps, request, reply, 'work-list')
      const page = askedPage({ limit, after })
      const found = await listed(page, () => listWork(deps.views, { ...filter, ...scope }, page))
      return {
        ...pageAnswer(request, reply, { ...found, rows: found.rows.map(camelRow) }, shown),
        today,
        ...(totals === 'true' ? { totals: await workTotals(deps.views, scope) } : {}),
      }
    },
  })
}
