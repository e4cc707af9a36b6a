import { z } from 'zod'
import { priceCommands } from '../../domain/price/commands.ts'
import { PriceGroup } from '../../domain/price/groups.ts'
import { PriceIndexKind, YearOnYear } from '../../domain/price/index-kind.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day, Month } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { priceCommand } from '../../processes/price/prices.ts'
import { listIndices, listOutcomes } from '../../projections/prices/queries.ts'
import { addCommands } from '../commands.ts'
import { camelRow } from '../rows.ts'
import { Id } from '../schemas.ts'
import { addList, publicNotices } from './list-route.ts'
import type { RoutePlace } from './route-place.ts'

const url = '/v1/prices/:area'
const tag = 'prices 价格联动'
const VIEW = 'prices'
const params = z.strictObject({ area: AreaCode })

const IndexRow = z
  .strictObject({
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
  .meta({ id: 'PriceIndex' })

const OutcomeRow = z
  .strictObject({
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
  .meta({ id: 'PriceOutcome' })

/** Prices: indices, and whether a month triggers the subsidy. Open to all who may sign in: they are public notices. */
export const addPriceRoutes = (place: RoutePlace): void => {
  const { deps } = place
  addCommands<(typeof priceCommands)[number]>(place, priceCommands, {
    url,
    tag,
    params,
    subjectOf: (values) => (values as { area: string }).area,
    run: (call, command) => priceCommand(deps, call, command),
  })

  addList(place, {
    url: `${url}/indices`,
    tags: [tag],
    operationId: 'listPriceIndices',
    summary: 'Published price indices of an area, of areas in it, and of those above it; corrected ones among them.',
    description: '本地区及上下级地区登记的价格指数（含已更正的）',
    view: VIEW,
    params,
    query: { month: Month.optional() },
    asOf: true,
    item: IndexRow,
    of: publicNotices,
    ask: (asked, page) => listIndices(deps.views, asked, page),
    show: (rows) => rows.map(camelRow),
  })

  addList(place, {
    url: `${url}/outcomes`,
    tags: [tag],
    operationId: 'listPriceOutcomes',
    summary: 'What was decided about each month: the subsidy is due, to whom and by when, or it is not.',
    description: '各月启动、未启动与中止判定',
    view: VIEW,
    params,
    query: { month: Month.optional() },
    asOf: true,
    item: OutcomeRow,
    of: publicNotices,
    ask: (asked, page) => listOutcomes(deps.views, asked, page),
    show: (rows) => rows.map(camelRow),
  })
}
