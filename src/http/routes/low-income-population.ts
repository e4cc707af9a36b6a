import { z } from 'zod'
import { lowIncomeSchemes } from '../../domain/scheme/low-income/population.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day, Month } from '../../domain/shared/day.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { AsOf } from '../../log/as-of.ts'
import { listPopulation, populationTotals } from '../../projections/roster/population.ts'
import { actorOf, areaFor } from '../auth.ts'
import { isShownTo } from '../confidential.ts'
import { askedPage, listed, listOf, PageQuery, pageAnswer, ReadHeaders, shownBy } from '../reads.ts'
import { camelRow, given } from '../rows.ts'
import { Id, refusalResponses } from '../schemas.ts'
import { type RoutePlace, typed } from './route-place.ts'

const Person = z.strictObject({
  personId: Id,
  area: AreaCode,
  statuses: z.array(z.strictObject({ scheme: SchemeCode, caseId: Id, endsOn: Day.nullable() })),
})

const Total = z.strictObject({
  scheme: SchemeCode.nullable().meta({ description: 'Null: all together, each person once.' }),
  households: z.int(),
  persons: z.int(),
})

/** The register of the low-income population: everybody on one of its rolls, and with which status. */
export const addPopulationRoutes = ({ app, deps }: RoutePlace): void => {
  typed(app).route({
    method: 'GET',
    url: '/v1/low-income-population/:month',
    schema: {
      tags: ['rosters 花名册'],
      operationId: 'getLowIncomePopulation',
      summary: 'Everybody of the low-income population in a month, once, with every status they hold.',
      description: '低收入人口库：低保、特困、低保边缘、刚性支出困难，每人一行并分别标注',
      headers: ReadHeaders,
      params: z.strictObject({ month: Month }),
      querystring: z.strictObject({ ...PageQuery, area: AreaCode.optional(), asOf: AsOf.optional() }),
      response: { 200: listOf(Person).extend({ totals: z.array(Total) }), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { limit, after, area, asOf } = request.query
      const actor = actorOf(request)
      const within = areaFor(actor, area)
      const schemes = lowIncomeSchemes.value.filter((scheme) => isShownTo(actor)({ scheme }))
      const shown = await shownBy(deps, request, reply, 'roster', asOf)
      const { month } = request.params
      const filter = { ...given({ knownAt: shown.knownAt }), month, schemes, area: within }
      const page = askedPage({ limit, after })
      const found = await listed(page, () => listPopulation(deps.views, filter, page))
      const totals = await populationTotals(deps.views, filter)
      return { ...pageAnswer(request, reply, { ...found, rows: found.rows.map(camelRow) }, shown), totals }
    },
  })
}
