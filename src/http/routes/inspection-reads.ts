import { z } from 'zod'
import { SamplePlan, Stratum } from '../../domain/inspection/events.ts'
import { CheckMode, CheckResult, InspectionStatus, SampleOf } from '../../domain/inspection/words.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { redrawSample } from '../../processes/inspection/inspections.ts'
import { findInspection, listChecks, listInspections } from '../../projections/inspection/queries.ts'
import { actorOf } from '../auth.ts'
import { casesShownTo } from '../confidential.ts'
import { ReadHeaders, shownBy } from '../reads.ts'
import { camelRow, changedRow } from '../rows.ts'
import { Flag, Id, IdParams, refusalResponses } from '../schemas.ts'
import { addList } from './list-route.ts'
import { addOne, visibleOne } from './one-route.ts'
import { type RoutePlace, typed } from './route-place.ts'

const tags = ['inspections 督导检查']
const VIEW = 'inspection'

const InspectionRow = z
  .strictObject({
    inspectionId: Id,
    area: AreaCode,
    title: z.string(),
    documentNumber: z.string().nullable(),
    status: InspectionStatus,
    openedOn: Day,
    closedOn: Day.nullable(),
    sample: SamplePlan.nullable(),
    drawKey: z.string().nullable().meta({ description: 'Cases stand in the order of SHA-256 of drawKey|caseId.' }),
    populationSha256: z.string().nullable(),
    drawnFrom: z
      .string()
      .nullable()
      .meta({ description: 'The population is what was known at this place in the log.' }),
    strata: z.array(Stratum),
    addedInspectors: z
      .array(z.string())
      .meta({ description: 'Added to the list of the plan, for cases for which too few of it are free.' }),
    population: z.int(),
    drawn: z.int(),
    checked: z.int(),
    discrepant: z.int(),
    findings: z.int(),
    openFindings: z.int(),
    revision: z.int(),
    changedAt: z.int(),
  })
  .meta({ id: 'Inspection' })

const CheckRow = z
  .strictObject({
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
  .meta({ id: 'SpotCheck' })

const RedrawBody = z.strictObject({
  same: z.boolean(),
  drawKey: z.string(),
  position: z.string(),
  populationSha256: z.string(),
  drawn: z.array(Id),
  recorded: z.array(Id),
})

/** What can be read of inspections: the list, one with its strata, its drawn cases, and its sample drawn again. */
export const addInspectionReads = (place: RoutePlace): void => {
  const { app, deps } = place
  addList(place, {
    url: '/v1/inspections',
    tags,
    operationId: 'listInspections',
    summary: 'Inspections, in the order in which they were opened.',
    description: '督导检查列表',
    view: VIEW,
    query: { status: InspectionStatus.optional() },
    item: InspectionRow,
    ask: (asked, page) => listInspections(deps.views, asked, page),
    show: (rows) => rows.map(changedRow),
  })

  addOne(place, {
    url: '/v1/inspections/:id',
    tags,
    operationId: 'getInspection',
    summary: 'One inspection with what was drawn in each township.',
    description: '督导检查详情',
    view: VIEW,
    item: InspectionRow,
    find: ({ id }) => findInspection(deps.views, id),
    show: changedRow,
  })

  addList(place, {
    url: '/v1/inspections/:id/sample',
    tags,
    operationId: 'listSample',
    summary: 'The drawn cases, who checks them, and what came of it.',
    description: '抽查样本及检查结果',
    view: VIEW,
    params: IdParams,
    query: { checked: Flag.optional() },
    item: CheckRow,
    of: async ({ id }, { actor }) => {
      visibleOne(actor, await findInspection(deps.views, id))
      return { inspectionId: id }
    },
    ask: (asked, page) => listChecks(deps.views, asked, page),
    show: (rows) => rows.map(camelRow),
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
      visibleOne(actor, await findInspection(deps.views, id))
      const { drawn, recorded, ...rest } = await redrawSample(deps, id)
      return {
        ...rest,
        drawn: await casesShownTo(deps, actor, drawn),
        recorded: await casesShownTo(deps, actor, recorded),
      }
    },
  })
}
