import { z } from 'zod'
import { Deadline } from '../../domain/case/deadline.ts'
import type { CaseStatus } from '../../domain/case/state.ts'
import { Filing } from '../../domain/scheme/household.ts'
import { AreaCode, AreaKind } from '../../domain/shared/area.ts'
import { Code } from '../../domain/shared/codes.ts'
import { Day, Month } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { AsOf } from '../../log/as-of.ts'
import { findCase, listCases, timelineOfCase } from '../../projections/case-file/queries.ts'
import type { CaseFileTable, CaseTimelineTable } from '../../projections/case-file/tables.ts'
import { maskedNamesOf } from '../../projections/person/names.ts'
import { actorOf, visibleTo } from '../auth.ts'
import { shownTo } from '../confidential.ts'
import { etagOf } from '../preconditions.ts'
import { ReadHeaders, shownBy } from '../reads.ts'
import { camelRow, changedRow, given, hideSealed } from '../rows.ts'
import { Id, IdParams, MaskedPerson, refusalResponses } from '../schemas.ts'
import { areasOfCase, ofCase } from './case-areas.ts'
import { addList } from './list-route.ts'
import { type RoutePlace, typed } from './route-place.ts'

const tags = ['cases 案件']
const VIEW = 'case-file'

const CaseRow = z
  .strictObject({
    caseId: Id,
    scheme: SchemeCode,
    status: z.string(),
    area: AreaCode,
    areaKind: AreaKind.nullable(),
    applicant: Id.nullable(),
    holder: Id.nullable(),
    filing: Filing.nullable(),
    members: z.array(Id),
    openedOn: Day,
    acceptedOn: Day.nullable(),
    ruleset: z
      .string()
      .nullable()
      .meta({
        description:
          'The whole procedure in force on the day of acceptance, without the texts that lay over it that day and that ' +
          'the case follows as well. A decision follows the rules of its own day: its clauses are in the time line.',
      }),
    deadlines: z.array(Deadline),
    decisionNumber: z.string().nullable(),
    decidedOn: Day.nullable(),
    fromMonth: Month.nullable(),
    toMonth: Month.nullable(),
    amountFen: Fen.nullable(),
    reviewDue: Day.nullable(),
    reviewCauses: z.array(Code).meta({ description: 'Why the review that is open was opened; empty where none is.' }),
    dueOn: Day.nullable().meta({ description: 'From this day on something is true by time alone.' }),
    takenOver: z.boolean(),
    closeRelative: z.boolean(),
    povertyRegister: z.boolean(),
    revision: z.int(),
    changedAt: z.int().meta({ description: 'Place of its newest event in the log.' }),
    recordedAt: z.string(),
  })
  .meta({ id: 'Case' })

/** One event of a case as a reader sees it. */
export const Act = z
  .strictObject({
    version: z.int(),
    position: z.int(),
    eventId: Id,
    type: z.string(),
    actor: z.string(),
    roles: z.array(z.string()),
    office: z.string(),
    actorArea: AreaCode,
    onDay: Day,
    recordedAt: z.string(),
    reason: z.string().nullable(),
    basis: z.string().nullable(),
    delegation: z.string().nullable(),
    onBehalfOf: z.string().nullable(),
    corrects: z.string().nullable(),
    annuls: z.string().nullable(),
    data: z.unknown().meta({ description: 'Personal fields read ***.' }),
  })
  .meta({ id: 'Act' })

const caseAnswer = (row: CaseFileTable) =>
  changedRow({ ...row, members: [...row.members], deadlines: [...row.deadlines] })

/** A row of the time line without what only the log needs, personal fields hidden. */
export const actOf = (row: CaseTimelineTable): z.infer<typeof Act> => {
  const {
    caseId: _case,
    command: _command,
    correlation: _matter,
    causation: _cause,
    readAt: _read,
    ...act
  } = camelRow(row)
  return { ...act, data: hideSealed(row.data) }
}

/** What can be read of cases: the list, one case now or as known then, and its whole time line. */
export const addCaseReads = (place: RoutePlace): void => {
  const { app, deps } = place
  addList(place, {
    url: '/v1/cases',
    tags,
    operationId: 'listCases',
    summary: 'Cases of an area, in order of area.',
    description: '案件列表',
    view: VIEW,
    query: {
      status: z
        .string()
        .regex(/^[A-Z_]{2,30}(,[A-Z_]{2,30}){0,20}$/)
        .optional()
        .meta({ description: 'One or more states, by commas.', examples: ['SUBMITTED,COUNTY_VISIT'] }),
      scheme: SchemeCode.optional(),
      personId: Id.optional().meta({ description: 'Applicant, holder or member.' }),
      reviewDueBy: Day.optional(),
    },
    item: CaseRow,
    ask: ({ status, ...asked }, page) => {
      const statuses = status?.split(',') as CaseStatus[] | undefined
      return listCases(deps.views, { ...asked, ...given({ status: statuses }) }, page)
    },
    show: (rows) => rows.map(caseAnswer),
  })

  typed(app).route({
    method: 'GET',
    url: '/v1/cases/:id',
    schema: {
      tags,
      operationId: 'getCase',
      summary: 'One case, now or as known then.',
      description: '案件详情；可按历史时点查询',
      headers: ReadHeaders,
      params: IdParams,
      querystring: z.strictObject({ asOf: AsOf.optional() }),
      response: {
        200: CaseRow.extend({
          persons: z.array(MaskedPerson),
          details: z.unknown().meta({ description: 'The case as its steps have left it; personal fields read ***.' }),
          position: z.string().meta({ description: 'Everything up to this place in the log is shown.' }),
        }),
        ...refusalResponses,
      },
    },
    handler: async (request, reply) => {
      const shown = await shownBy(deps, request, reply, VIEW, request.query.asOf)
      const actor = actorOf(request)
      const found = await findCase(deps.views, request.params.id, shown.knownAt)
      const { row, state } = visibleTo(actor, shownTo(actor, found, ofCase), areasOfCase)
      const payee = 'entitlement' in state && state.entitlement.payee.kind === 'PERSON' ? state.entitlement.payee : null
      const known = [row.applicant, row.holder, payee?.personId ?? null, ...row.members].filter((id) => id !== null)
      const names = await maskedNamesOf(deps.views, deps.vault, known)
      reply.header('etag', etagOf(row.revision))
      const persons = [...names.values()]
      return { ...caseAnswer(row), persons, details: hideSealed(state), position: shown.position }
    },
  })

  typed(app).route({
    method: 'GET',
    url: '/v1/cases/:id/timeline',
    schema: {
      tags,
      operationId: 'getCaseTimeline',
      summary: 'Every event of a case: who did what, when, on which basis.',
      description: '案件全过程记录：何人何时依据何规定办理何事',
      headers: ReadHeaders,
      params: IdParams,
      querystring: z.strictObject({ asOf: AsOf.optional() }),
      response: { 200: z.strictObject({ items: z.array(Act), position: z.string() }), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const shown = await shownBy(deps, request, reply, VIEW, request.query.asOf)
      const actor = actorOf(request)
      visibleTo(actor, shownTo(actor, await findCase(deps.views, id, shown.knownAt), ofCase), areasOfCase)
      const rows = await timelineOfCase(deps.views, id, shown.knownAt)
      return { items: rows.map(actOf), position: shown.position }
    },
  })
}
