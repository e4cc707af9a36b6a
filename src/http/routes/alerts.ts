import { z } from 'zod'
import { alertCommands } from '../../domain/alert/commands.ts'
import { AlertOutcome, AlertSource, AlertStatus, VisitFinding } from '../../domain/alert/words.ts'
import type { Actor } from '../../domain/shared/actor.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import type { CommandSchema } from '../../domain/shared/command.ts'
import { Day } from '../../domain/shared/day.ts'
import { alertStream } from '../../log/streams.ts'
import { alertCommand } from '../../processes/outreach/alerts.ts'
import { findAlert, listAlerts } from '../../projections/outreach/queries.ts'
import type { AlertTable } from '../../projections/outreach/tables.ts'
import { addCommand, addCommands } from '../commands.ts'
import { casesShownTo } from '../confidential.ts'
import { changedRow } from '../rows.ts'
import { Flag, Id, IdParams } from '../schemas.ts'
import { addList, lateOn, onDay } from './list-route.ts'
import { addOne } from './one-route.ts'
import { idOf, inStream, type RoutePlace } from './route-place.ts'

const url = '/v1/alerts'
const tag = 'alerts 预警'
const VIEW = 'outreach'

type OneOf = (typeof alertCommands)[number]
const opens = (schema: CommandSchema): boolean => schema.type === 'RaiseAlert'

const AlertRow = z
  .strictObject({
    alertId: Id,
    personId: Id,
    area: AreaCode,
    source: AlertSource,
    status: AlertStatus,
    raisedOn: Day,
    visitBy: Day,
    visitByProvisional: z.boolean(),
    visitClause: z.string(),
    visitedOn: Day.nullable(),
    finding: VisitFinding.nullable(),
    closedOn: Day.nullable(),
    outcome: AlertOutcome.nullable(),
    caseIds: z.array(Id),
    enquiryId: Id.nullable(),
    revision: z.int(),
    changedAt: z.int(),
    overdue: z.boolean().meta({ description: 'Nobody has met the household by its last day.' }),
  })
  .meta({ id: 'Alert' })

/** Warnings: raised, visited in time, and ended with applications, with a referral or with neither. */
export const addAlertRoutes = (place: RoutePlace): void => {
  const { deps } = place
  const run = alertCommand.bind(null, deps)
  for (const schema of alertCommands.filter(opens))
    addCommand<OneOf>(place, {
      schema,
      url,
      tag,
      subjectOf: (_params, newId) => newId,
      locationOf: (alertId) => `${url}/${alertId}`,
      run,
    })
  addCommands<OneOf>(
    place,
    alertCommands.filter((schema) => !opens(schema)),
    {
      url: `${url}/:id`,
      noun: 'Alert',
      tag,
      params: IdParams,
      subjectOf: idOf,
      existing: inStream(place, {
        streamOf: alertStream,
        foreign: 'alert-outside-area',
        areaOf: async (alertId) => (await findAlert(deps.views, alertId))?.area,
      }),
      run,
    },
  )

  const shownRow = async (actor: Actor, row: AlertTable, today: Day) => ({
    ...changedRow({ ...row, case_ids: await casesShownTo(deps, actor, row.case_ids) }),
    overdue: row.status === 'RAISED' && row.visit_by < today,
  })

  addList(place, {
    url,
    tags: [tag],
    operationId: 'listAlerts',
    summary: 'Warnings by the last day of their visit; `overdue=true` is the board of what is late.',
    description: '预警台账（按核查期限排序）',
    view: VIEW,
    query: {
      status: AlertStatus.optional(),
      source: AlertSource.optional(),
      personId: Id.optional(),
      overdue: Flag.optional(),
    },
    item: AlertRow,
    ask: (asked, page, { today }) => listAlerts(deps.views, { ...asked, ...lateOn(asked, today) }, page),
    show: (rows, { actor, today }) => Promise.all(rows.map((row) => shownRow(actor, row, today))),
    beside: onDay,
  })

  addOne(place, {
    url: `${url}/:id`,
    tags: [tag],
    operationId: 'getAlert',
    summary: 'One warning.',
    description: '预警详情',
    view: VIEW,
    item: AlertRow,
    find: ({ id }) => findAlert(deps.views, id),
    show: (row, _asked, { actor, today }) => shownRow(actor, row, today),
  })
}
