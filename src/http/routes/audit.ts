import { z } from 'zod'
import { Day } from '../../domain/shared/day.ts'
import { actsOfActor } from '../../projections/case-file/queries.ts'
import { needRole } from '../auth.ts'
import { Id } from '../schemas.ts'
import { Act, actOf } from './case-reads.ts'
import { addList } from './list-route.ts'
import type { RoutePlace } from './route-place.ts'

/** For inspectors, who follow persons: what one account of staff has done, on which cases. */
export const addAuditRoutes = (place: RoutePlace): void => {
  addList(place, {
    url: '/v1/audit/acts',
    tags: ['audit 监督'],
    operationId: 'listActs',
    summary: 'Everything one account of staff recorded on cases from offices of an area, newest first.',
    description: '某工作人员经办的全部事项（审计、纪检监察）',
    view: 'case-file',
    query: {
      actor: z.string().min(1).max(64).meta({ description: 'The account of the person who acted.' }),
      from: Day.optional(),
      to: Day.optional(),
    },
    item: Act.extend({ caseId: Id }),
    allow: (reader) => needRole(reader, 'auditor', 'disciplineInspector'),
    ask: ({ area, ...asked }, page) => actsOfActor(place.deps.views, { ...asked, actorArea: area }, page),
    show: (rows) => rows.map((row) => ({ caseId: row.case_id, ...actOf(row) })),
  })
}
