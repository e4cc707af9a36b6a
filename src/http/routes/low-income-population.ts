import { z } from 'zod'
import { lowIncomeSchemes } from '../../domain/scheme/low-income/population.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day, Month } from '../../domain/shared/day.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { listPopulation, populationTotals } from '../../projections/roster/population.ts'
import { camelRow } from '../rows.ts'
import { Id } from '../schemas.ts'
import { addList } from './list-route.ts'
import type { RoutePlace } from './route-place.ts'

const Person = z
  .strictObject({
    personId: Id,
    area: AreaCode,
    statuses: z.array(z.strictObject({ scheme: SchemeCode, caseId: Id, endsOn: Day.nullable() })),
  })
  .meta({ id: 'LowIncomePerson' })

const Total = z
  .strictObject({
    scheme: SchemeCode.nullable().meta({ description: 'Null: all together, each person once.' }),
    households: z.int(),
    persons: z.int(),
  })
  .meta({ id: 'PopulationTotal' })

/** The statuses that the reader may know of. */
const withSchemes = <Asked extends { hidden: readonly SchemeCode[] }>(asked: Asked) => ({
  ...asked,
  schemes: lowIncomeSchemes.value.filter((scheme) => !asked.hidden.includes(scheme)),
})

/** The register of the low-income population: everybody on one of its rolls, and with which status. */
export const addPopulationRoutes = (place: RoutePlace): void => {
  const { deps } = place
  addList(place, {
    url: '/v1/low-income-population/:month',
    tags: ['rosters 花名册'],
    operationId: 'getLowIncomePopulation',
    summary: 'Everybody of the low-income population in a month, once, with every status they hold.',
    description: '低收入人口库：低保、特困、低保边缘、刚性支出困难，每人一行并分别标注',
    view: 'roster',
    params: z.strictObject({ month: Month }),
    asOf: true,
    item: Person,
    ask: (asked, page) => listPopulation(deps.views, withSchemes(asked), page),
    show: (rows) => rows.map(camelRow),
    beside: {
      fields: { totals: z.array(Total) },
      of: async (asked) => ({ totals: await populationTotals(deps.views, withSchemes(asked)) }),
    },
  })
}
