import { z } from 'zod'
import { priceCommands } from '../../domain/price/commands.ts'
import { PriceGroup } from '../../domain/price/groups.ts'
import { PriceIndexKind, YearOnYear } from '../../domain/price/index-kind.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day, Month } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { AsOf } from '../../log/as-of.ts'
import { priceCommand } from '../../processes/price/prices.ts'
import { listIndices, listOutcomes } from '../../projections/prices/queries.ts'
import { addCommands } from '../commands.ts'
import { askedPage, listed, listOf, PageQuery, pageAnswer, ReadHeaders, shownBy } from '../reads.ts'
import { camelRow, given } from '../rows.ts'
import { Id, refusalResponses } from '../schemas.ts'
import { type RoutePlace, typed } from './route-place.ts'

const url = '/v1/prices/:area'
const tag = 'prices 价格联动'
const VIEW = 'prices'
const params = z.strictObject({ area: AreaCode })
const query = z.strictObject({ ...PageQuery, month: Month.optional(), asOf: AsOf.optional() })

const IndexRow = z.strictObject({
  indexId: Id,
  area: AreaCode,
  month: Month,
  index: PriceIndexKind,
  yearOnYear: YearOnYear,
  releasedOn: Day,
  documentNumber: z.string(),
  documentTitle: z.string(),
  documentIssuer: z.string(),
  corrects: Id.nullable(),
  eventId: Id,
  publishedAt: z.int(),
  correctedBy: Id.nullable(),
  correctedAt: z.int().nullable(),
})

const OutcomeRow = z.strictObject({
  triggerId: Id,
  area: AreaCode,
  month: Month,
  version: z.string().meta({ description: 'The version of the mechanism that covers the index month.' }),
  met: z.boolean(),
  judged: z
    .array(z.unknown())
    .meta({ description: 'Each index with the threshold it was held against, and its clause.' }),
  triggeredBy: PriceIndexKind.nullable(),
  rise: YearOnYear.nullable(),
  factor: z.int().nullable(),
  groups: z.array(PriceGroup).nullable(),
  floorFen: Fen.nullable(),
  floorClause: z.string().nullable(),
  payBy: Day.nullable(),
  payByProvisional: z.boolean().nullable(),
  payByClause: z.string().nullable(),
  suspendsAfter: Month.nullable(),
  replaces: Id.nullable(),
  declaredOn: Day,
  eventId: Id,
  decidedAt: z.int(),
  replacedBy: Id.nullable(),
  replacedAt: z.int().nullable(),
})

/** Prices: indices, and whether a month triggers the subsidy. Open to all who may sign in: they are public notices. */
export const addPriceRoutes = (place: RoutePlace): void => {
  const { app, deps } = place
  addCommands<(typeof priceCommands)[number]>(place, priceCommands, {
    url,
    tag,
    params,
    subjectOf: (values) => (values as { area: string }).area,
    run: (call, command) => priceCommand(deps, call, command),
  })

  typed(app).route({
    method: 'GET',
    url: `${url}/indices`,
    schema: {
      tags: [tag],
      operationId: 'listPriceIndices',
      summary: 'Published price indices of an area, of areas in it, and of those above it; corrected ones among them.',
      description: '本地区及上下级地区登记的价格指数（含已更正的）',
      headers: ReadHeaders,
      params,
      querystring: query,
      response: { 200: listOf(IndexRow), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { limit, after, asOf, month } = request.query
      const shown = await shownBy(deps, request, reply, VIEW, asOf)
      const page = askedPage({ limit, after })
      const filter = { ...given({ month, knownAt: shown.knownAt }), area: request.params.area }
      const found = await listed(page, () => listIndices(deps.views, filter, page))
      return pageAnswer(request, reply, { ...found, rows: found.rows.map(camelRow) }, shown)
    },
  })

  typed(app).route({
    method: 'GET',
    url: `${url}/outcomes`,
    schema: {
      tags: [tag],
      operationId: 'listPriceOutcomes',
      summary: 'What was decided about each month: the subsidy is due, to whom and by when, or it is not.',
      description: '各月启动、未启动与中止判定',
      headers: ReadHeaders,
      params,
      querystring: query,
      response: { 200: listOf(OutcomeRow), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { limit, after, asOf, month } = request.query
      const shown = await shownBy(deps, request, reply, VIEW, asOf)
      const page = askedPage({ limit, after })
      const filter = { ...given({ month, knownAt: shown.knownAt }), area: request.params.area }
      const found = await listed(page, () => listOutcomes(deps.views, filter, page))
      return pageAnswer(request, reply, { ...found, rows: found.rows.map(camelRow) }, shown)
    },
  })
}
