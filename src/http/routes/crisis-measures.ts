import { z } from 'zod'
import { crisisCommands } from '../../domain/crisis/commands.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { crisisCommand } from '../../processes/crisis/crisis-measures.ts'
import { listCrisisMeasures } from '../../projections/crisis-measure/queries.ts'
import { addCommands } from '../commands.ts'
import { askedPage, listed, listOf, PageQuery, pageAnswer, ReadHeaders, shownBy } from '../reads.ts'
import { camelRow, given } from '../rows.ts'
import { Id, refusalResponses } from '../schemas.ts'
import { type RoutePlace, typed } from './route-place.ts'

const url = '/v1/crisis-measures/:area'
const tag = 'crisis-measures 应急措施'
const params = z.strictObject({ area: AreaCode })

const Measure = z.strictObject({
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

/** Crisis measures: declared and ended by areas, open to all who may sign in, for they are public notices. */
export const addCrisisRoutes = (place: RoutePlace): void => {
  const { app, deps } = place
  addCommands<(typeof crisisCommands)[number]>(place, crisisCommands, {
    url,
    noun: 'CrisisMeasure',
    tag,
    params,
    subjectOf: (values) => (values as { area: string }).area,
    run: (call, command) => crisisCommand(deps, call, command),
  })

  typed(app).route({
    method: 'GET',
    url,
    schema: {
      tags: [tag],
      operationId: 'listCrisisMeasures',
      summary: 'The crisis measures that touch an area, those of the areas above it included.',
      description: '本地区适用的应急措施',
      headers: ReadHeaders,
      params,
      querystring: z.strictObject({ ...PageQuery, inForceOn: Day.optional() }),
      response: { 200: listOf(Measure), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { limit, after, ...filter } = request.query
      const shown = await shownBy(deps, request, reply, 'crisis-measure')
      const page = askedPage({ limit, after })
      const asked = { ...given(filter), area: request.params.area }
      const found = await listed(page, () => listCrisisMeasures(deps.views, asked, page))
      return pageAnswer(request, reply, { ...found, rows: found.rows.map(camelRow) }, shown)
    },
  })
}
