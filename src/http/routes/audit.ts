import { z } from 'zod'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { actsOfActor } from '../../projections/case-file/queries.ts'
import { actorOf, areaFor, needRole } from '../auth.ts'
import { askedPage, listed, listOf, PageQuery, pageAnswer, ReadHeaders, shownBy } from '../reads.ts'
import { given } from '../rows.ts'
import { Id, refusalResponses } from '../schemas.ts'
import { Act, actOf } from './case-reads.ts'
import { type RoutePlace, typed } from './route-place.ts'

/** For inspectors, who follow persons: what one account of staff has done, on which cases. */
export const addAuditRoutes = ({ app, deps }: RoutePlace): void => {
  typed(app).route({
    method: 'GET',
    url: '/v1/audit/acts',
    schema: {
      tags: ['audit 监督'],
      operationId: 'listActs',
      summary: 'Everything one account of staff recorded on cases, newest first.',
      description: '某工作人员经办的全部事项（审计、纪检监察）',
      headers: ReadHeaders,
      querystring: z.strictObject({
        ...PageQuery,
        actor: z.string().min(1).max(64).meta({ description: 'The account of the person who acted.' }),
        area: AreaCode.optional().meta({ description: 'Only acts recorded from offices of this area.' }),
        from: Day.optional(),
        to: Day.optional(),
      }),
      response: { 200: listOf(Act.extend({ caseId: Id })), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { limit, after, actor, area, ...days } = request.query
      const reader = actorOf(request)
      needRole(reader, 'auditor', 'disciplineInspector')
      const actorArea = areaFor(reader, area)
      const shown = await shownBy(deps, request, reply, 'case-file')
      const page = askedPage({ limit, after })
      const found = await listed(page, () => actsOfActor(deps.views, { actor, actorArea, ...given(days) }, page))
      const rows = found.rows.map((row) => ({ caseId: row.case_id, ...actOf(row) }))
      return pageAnswer(request, reply, { ...found, rows }, shown)
    },
  })
}
