import { z } from 'zod'
import { KnownChange } from '../../domain/rerating/change.ts'
import { DoneCase, MovedRate, ReratingTotal } from '../../domain/rerating/events.ts'
import { Outcome, Reason } from '../../domain/rerating/outcome.ts'
import type { Actor } from '../../domain/shared/actor.ts'
import { AreaCode, AreaKind } from '../../domain/shared/area.ts'
import { Day, Month } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { AsOf } from '../../log/as-of.ts'
import { maskedNamesOf } from '../../projections/person/names.ts'
import {
  findRerating,
  listReratingLines,
  listReratings,
  type ReratingLineFilter,
} from '../../projections/rerating/queries.ts'
import type { ReratingTable } from '../../projections/rerating/tables.ts'
import { reratingReport } from '../../reports/rerating.ts'
import { actorOf, areaFor, visibleTo } from '../auth.ts'
import { hiddenFrom, shownTo } from '../confidential.ts'
import { Format, formatOf, sendReport } from '../formats.ts'
import { etagOf } from '../preconditions.ts'
import { askedPage, everyPage, listed, listOf, PageQuery, pageAnswer, ReadHeaders, shownBy } from '../reads.ts'
import { camelRow, changedRow, given } from '../rows.ts'
import { Id, IdParams, refusalResponses } from '../schemas.ts'
import { type RoutePlace, typed } from './route-place.ts'

const VIEW = 'rerating'
const url = '/v1/reratings'
const tags = ['reratings 批量调标']
const Status = z.enum(['OPEN', 'CALCULATED', 'APPROVED', 'APPLYING', 'APPLIED', 'CLOSED'])

const Row = z.strictObject({
  reratingId: Id,
  area: AreaCode,
  scheme: SchemeCode,
  change: KnownChange,
  fromMonth: Month,
  status: Status,
  openedOn: Day,
  openedBy: z.string(),
  attempt: z.int(),
  hash: z.string().nullable().meta({ description: 'SHA-256 over the cases: what an approval binds.' }),
  readAt: z.int().nullable(),
  totals: z.array(ReratingTotal),
  rates: z.array(MovedRate).meta({ description: 'The rates of the scheme that the change moves.' }),
  calculatedOn: Day.nullable(),
  calculatedBy: z.string().nullable(),
  approvedOn: Day.nullable(),
  approvedBy: z.string().nullable(),
  adjusted: z.int(),
  reviewsOpened: z.int(),
  leftToCase: z.int(),
  appliedOn: Day.nullable(),
  appliedBy: z.string().nullable(),
  closedOn: Day.nullable(),
  summary: z.string().nullable(),
  revision: z.int(),
  changedAt: z.int(),
})

const CaseRow = z.strictObject({
  reratingId: Id,
  attempt: z.int(),
  caseId: Id,
  personId: Id,
  area: AreaCode,
  areaKind: AreaKind,
  outcome: Outcome,
  reason: Reason,
  month: Month,
  beforeFen: Fen.nullable(),
  afterFen: Fen.nullable(),
  decidedFrom: Month,
  decidedFen: Fen,
  pastFen: z.int(),
  result: DoneCase.shape.result.nullable(),
  code: z.string().nullable(),
})

const shownRow = ({ known_from: _from, known_to: _to, ...row }: ReratingTable) => changedRow(row)

/** A re-rating of the reader's area, and of a scheme that they may know of; else it is not there. */
const visibleFor = (actor: Actor, found: ReratingTable | undefined): ReratingTable =>
  visibleTo(
    actor,
    shownTo(actor, found, ({ scheme }) => ({ scheme })),
    ({ area }) => area,
  )

/** What can be read of mass re-ratings: the list, one with its sums and progress, its cases; as known on any day. */
export const addReratingReads = (place: RoutePlace): void => {
  addList(place)
  addOne(place)
  addCases(place)
}

const addList = ({ app, deps }: RoutePlace): void => {
  typed(app).route({
    method: 'GET',
    url,
    schema: {
      tags,
      operationId: 'listReratings',
      summary: 'Mass re-ratings with number and sums of every outcome, as known on any day.',
      description: '批量调标列表，可按历史时点查询',
      headers: ReadHeaders,
      querystring: z.strictObject({
        ...PageQuery,
        area: AreaCode.optional(),
        scheme: SchemeCode.optional(),
        status: Status.optional(),
        asOf: AsOf.optional(),
      }),
      response: { 200: listOf(Row), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { limit, after, area, asOf, ...asked } = request.query
      const actor = actorOf(request)
      const within = areaFor(actor, area)
      const shown = await shownBy(deps, request, reply, VIEW, asOf)
      const filter = { ...given({ ...asked, knownAt: shown.knownAt }), area: within, hidden: hiddenFrom(actor) }
      const page = askedPage({ limit, after })
      const found = await listed(page, () => listReratings(deps.views, filter, page))
      return pageAnswer(request, reply, { ...found, rows: found.rows.map(shownRow) }, shown)
    },
  })
}

const addOne = ({ app, deps }: RoutePlace): void => {
  typed(app).route({
    method: 'GET',
    url: `${url}/:id`,
    schema: {
      tags,
      operationId: 'getRerating',
      summary: 'One re-rating: what moved, what becomes of how many cases, how far it has come.',
      description: '单次批量调标的测算汇总与执行进度',
      headers: ReadHeaders,
      params: IdParams,
      querystring: z.strictObject({ asOf: AsOf.optional() }),
      response: { 200: Row.extend({ position: z.string() }), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const shown = await shownBy(deps, request, reply, VIEW, request.query.asOf)
      const found = await findRerating(deps.views, request.params.id, shown.knownAt)
      const row = visibleFor(actorOf(request), found)
      reply.header('etag', etagOf(row.revision))
      return { ...shownRow(row), position: shown.position }
    },
  })
}

const addCases = ({ app, deps }: RoutePlace): void => {
  const everyRow = async function* (filter: ReratingLineFilter) {
    for await (const rows of everyPage((page) => listReratingLines(deps.views, filter, page))) {
      const holders = rows.map((row) => row.person_id)
      const names = await maskedNamesOf(deps.views, deps.vault, holders)
      yield rows.map((row) => ({ row, person: names.get(row.person_id) }))
    }
  }
  typed(app).route({
    method: 'GET',
    url: `${url}/:id/cases`,
    schema: {
      tags,
      operationId: 'listReratingCases',
      summary: 'Every case of the newest calculation, before and after, and what was done to it; also as CSV or XLSX.',
      description: '批量调标逐户明细，可导出CSV或XLSX',
      headers: ReadHeaders,
      params: IdParams,
      querystring: z.strictObject({
        ...PageQuery,
        outcome: Outcome.optional(),
        reason: Reason.optional(),
        result: DoneCase.shape.result.optional(),
        asOf: AsOf.optional(),
        format: Format.optional(),
      }),
      response: { 200: listOf(CaseRow).extend({ currency: z.literal('CNY') }), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { limit, after, asOf, format, ...asked } = request.query
      const { id } = request.params
      const wanted = formatOf(request, format)
      const shown = await shownBy(deps, request, reply, VIEW, asOf)
      const found = await findRerating(deps.views, id, shown.knownAt)
      const { attempt } = visibleFor(actorOf(request), found)
      const filter = { ...given({ ...asked, knownAt: shown.knownAt }), reratingId: id, attempt }
      if (wanted !== 'json') return sendReport(reply, wanted, reratingReport, id, everyRow(filter)) as never
      const page = askedPage({ limit, after })
      const lines = await listed(page, () => listReratingLines(deps.views, filter, page))
      const answer = pageAnswer(request, reply, { ...lines, rows: lines.rows.map(camelRow) }, shown)
      return { ...answer, currency: 'CNY' as const }
    },
  })
}
