import { z } from 'zod'
import { SamplePlan, Stratum } from '../../domain/inspection/events.ts'
import { CheckMode, CheckResult, SampleOf } from '../../domain/inspection/words.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { redrawSample } from '../../processes/inspection/inspections.ts'
import { findInspection, listChecks, listInspections } from '../../projections/inspection/queries.ts'
import { actorOf, areaFor, visibleTo } from '../auth.ts'
import { casesShownTo, hiddenFrom } from '../confidential.ts'
import { etagOf } from '../preconditions.ts'
import { askedPage, listed, listOf, PageQuery, pageAnswer, ReadHeaders, shownBy } from '../reads.ts'
import { camelRow, changedRow, given } from '../rows.ts'
import { Id, IdParams, refusalResponses } from '../schemas.ts'
import { type RoutePlace, typed } from './route-place.ts'

const tags = ['inspections 督导检查']
const VIEW = 'inspection'
const Status = z.enum(['OPEN', 'DRAWN', 'CLOSED'])

const InspectionRow = z.strictObject({
  inspectionId: Id,
  area: AreaCode,
  title: z.string(),
  documentNumber: z.string().nullable(),
  status: Status,
  openedOn: Day,
  closedOn: Day.nullable(),
  sample: SamplePlan.nullable(),
  drawKey: z.string().nullable().meta({ description: 'Cases stand in the order of SHA-256 of drawKey|caseId.' }),
  populationSha256: z.string().nullable(),
  drawnFrom: z.string().nullable().meta({ description: 'The population is what was known at this place in the log.' }),
  strata: z.array(Stratum),
  population: z.int(),
  drawn: z.int(),
  checked: z.int(),
  discrepant: z.int(),
  findings: z.int(),
  openFindings: z.int(),
  revision: z.int(),
  changedAt: z.int(),
})

const CheckRow = z.strictObject({
  inspectionId: Id,
  caseId: Id,
  of: SampleOf,
  scheme: SchemeCode,
  township: AreaCode,
  inspectors: z.array(z.string()),
  checkedOn: Day.nullable(),
  mode: CheckMode.nullable(),
  result: CheckResult.nullable(),
  note: z.string().nullable(),
})

const RedrawBody = z.strictObject({
  same: z.boolean(),
  drawKey: z.string(),
  position: z.string(),
  populationSha256: z.string(),
  drawn: z.array(Id),
  recorded: z.array(Id),
})

/** What can be read of inspections: the list, one with its strata, its drawn cases, and its sample drawn again. */
export const addInspectionReads = ({ app, deps }: RoutePlace): void => {
  typed(app).route({
    method: 'GET',
    url: '/v1/inspections',
    schema: {
      tags,
      operationId: 'listInspections',
      summary: 'Inspections, in the order in which they were opened.',
      description: '督导检查列表',
      headers: ReadHeaders,
      querystring: z.strictObject({ ...PageQuery, area: AreaCode.optional(), status: Status.optional() }),
      response: { 200: listOf(InspectionRow), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { limit, after, area, ...filter } = request.query
      const within = areaFor(actorOf(request), area)
      const shown = await shownBy(deps, request, reply, VIEW)
      const page = askedPage({ limit, after })
      const found = await listed(page, () => listInspections(deps.views, { ...given(filter), area: within }, page))
      return pageAnswer(request, reply, { ...found, rows: found.rows.map(changedRow) }, shown)
    },
  })

  typed(app).route({
    method: 'GET',
    url: '/v1/inspections/:id',
    schema: {
      tags,
      operationId: 'getInspection',
      summary: 'One inspection with what was drawn in each township.',
      description: '督导检查详情',
      headers: ReadHeaders,
      params: IdParams,
      response: { 200: InspectionRow.extend({ position: z.string() }), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const shown = await shownBy(deps, request, reply, VIEW)
      const row = visibleTo(actorOf(request), await findInspection(deps.views, request.params.id), ({ area }) => area)
      reply.header('etag', etagOf(row.revision))
      return { ...changedRow(row), position: shown.position }
    },
  })

  typed(app).route({
    method: 'GET',
    url: '/v1/inspections/:id/sample',
    schema: {
      tags,
      operationId: 'listSample',
      summary: 'The drawn cases, who checks them, and what came of it.',
      description: '抽查样本及检查结果',
      headers: ReadHeaders,
      params: IdParams,
      querystring: z.strictObject({ ...PageQuery, checked: z.enum(['true', 'false']).optional() }),
      response: { 200: listOf(CheckRow), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { limit, after, checked } = request.query
      const { id } = request.params
      const shown = await shownBy(deps, request, reply, VIEW)
      const actor = actorOf(request)
      visibleTo(actor, await findInspection(deps.views, id), ({ area }) => area)
      const page = askedPage({ limit, after })
      const filter = {
        inspectionId: id,
        hidden: hiddenFrom(actor),
        ...given({ checked: checked && checked === 'true' }),
      }
      const found = await listed(page, () => listChecks(deps.views, filter, page))
      return pageAnswer(request, reply, { ...found, rows: found.rows.map(camelRow) }, shown)
    },
  })

  typed(app).route({
    method: 'GET',
    url: '/v1/inspections/:id/redraw',
    schema: {
      tags,
      operationId: 'redrawSample',
      summary: 'The sample drawn again from its key, and whether it is the recorded one.',
      description: '按抽取密钥重新抽取并比对',
      headers: ReadHeaders,
      params: IdParams,
      response: { 200: RedrawBody, ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      await shownBy(deps, request, reply, VIEW)
      const actor = actorOf(request)
      visibleTo(actor, await findInspection(deps.views, id), ({ area }) => area)
      const { drawn, recorded, ...rest } = await redrawSample(deps, id)
      return {
        ...rest,
        drawn: await casesShownTo(deps, actor, drawn),
        recorded: await casesShownTo(deps, actor, recorded),
      }
    },
  })
}
