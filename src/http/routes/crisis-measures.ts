import { z } from 'zod'
import { crisisCommands } from '../../domain/crisis/commands.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { crisisCommand } from '../../processes/crisis/crisis-measures.ts'
import { listCrisisMeasures } from '../../projections/crisis-measure/queries.ts'
import { addCommands } from '../commands.ts'
import { camelRow } from '../rows.ts'
import { Id } from '../schemas.ts'
import { addList, publicNotices } from './list-route.ts'
import type { RoutePlace } from './route-place.ts'

const url = '/v1/crisis-measures/:area'
const tag = 'crisis-measures 应急措施'
const params = z.strictObject({ area: AreaCode })

const Measure = z
  .strictObject({
    measureId: Id,
    area: AreaCode,
    documentNumber: z.string(),
    documentTitle: z.string(),
    documentIssuer: z.string(),
    fromDay: Day,
    untilDay: Day.nullable(),
    schemes: z.array(SchemeCode).nullable().meta({ description: 'null: every scheme.' }),
    pausesExits: z.boolean(),
    reviewMonthsLonger: z.int().nullable(),
    endedDocument: z.string().nullable(),
  })
  .meta({ id: 'CrisisMeasure' })

/** Crisis measures: declared and ended by areas, open to all who may sign in, for they are public notices. */
export const addCrisisRoutes = (place: RoutePlace): void => {
  const { deps } = place
  addCommands<(typeof crisisCommands)[number]>(place, crisisCommands, {
    url,
    noun: 'CrisisMeasure',
    tag,
    params,
    subjectOf: (values) => (values as { area: string }).area,
    run: (call, command) => crisisCommand(deps, call, command),
  })

  addList(place, {
    url,
    tags: [tag],
    operationId: 'listCrisisMeasures',
    summary: 'The crisis measures that touch an area, those of the areas above it included.',
    description: '本地区适用的应急措施',
    view: 'crisis-measure',
    params,
    query: { inForceOn: Day.optional() },
    item: Measure,
    of: publicNotices,
    ask: (asked, page) => listCrisisMeasures(deps.views, asked, page),
    show: (rows) => rows.map(camelRow),
  })
}
