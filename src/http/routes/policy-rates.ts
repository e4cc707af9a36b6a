import { z } from 'zod'
import { Document, ParameterKey } from '../../domain/policy/events.ts'
import { roundExact } from '../../domain/policy/exact-fen.ts'
import { parameterOf } from '../../domain/policy/policy.ts'
import { RateName } from '../../domain/policy/rate.ts'
import { type ListedRate, ratesIn } from '../../domain/policy/rate-list.ts'
import type { RateSource } from '../../domain/policy/rates.ts'
import { AreaCode, AreaKind } from '../../domain/shared/area.ts'
import { Day, Month } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { given } from '../../domain/shared/given.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { AsOf } from '../../log/as-of.ts'
import { catalogueOf } from '../../processes/policies.ts'
import { policyBook } from '../../projections/policy/book.ts'
import { ReadHeaders, shownBy } from '../reads.ts'
import { Id, refusalResponses } from '../schemas.ts'
import { type RoutePlace, typed } from './route-place.ts'

const tags = ['policies 政策']
const params = z.strictObject({ area: AreaCode })
const KnownOn = Day.optional().meta({ description: 'Only what had been announced, and not withdrawn, by this day.' })

const Source = z
  .strictObject({
    how: z.enum(['FIGURE', 'LINK', 'AVERAGE', 'FLOOR']),
    entryId: Id,
    area: AreaCode,
    effectiveFrom: Day,
    inForceOn: Day,
    document: Document,
  })
  .meta({ id: 'RateSource' })

const RateRow = z
  .strictObject({
    scheme: SchemeCode,
    rate: RateName,
    areaKind: AreaKind,
    monthlyFen: Fen.nullable().meta({
      description: 'Per person and month, rounded half up; null for a sum paid once.',
    }),
    exact: z.strictObject({ numerator: z.int(), denominator: z.int() }).nullable().meta({ description: 'In fen.' }),
    onceFen: Fen.nullable(),
    below: z
      .strictObject({ leastFen: Fen, source: Source })
      .nullable()
      .meta({ description: 'A floor that the rate lies below: it rose after the rate was published.' }),
    sources: z.array(Source).meta({ description: 'The rate’s own row first, then what it is linked to.' }),
  })
  .meta({ id: 'Rate' })

const ParameterRow = z
  .strictObject({
    scheme: SchemeCode,
    key: ParameterKey,
    value: z.string(),
    unit: z.string(),
    source: z.string().meta({ description: 'The document, or the clause of the default.' }),
    meaning: z.strictObject({ en: z.string(), zh: z.string() }),
  })
  .meta({ id: 'Parameter' })

/** What counts in an area: its rates in a month, its parameters on a day, with the documents they rest on. */
export const addPolicyRateRoutes = ({ app, deps }: RoutePlace): void => {
  typed(app).route({
    method: 'GET',
    url: '/v1/policies/:area/rates',
    schema: {
      tags,
      operationId: 'listRates',
      summary: 'The rates that count in an area in a month, links worked out, with their documents.',
      description: '某地区某月适用的各项标准（含按比例计算的标准）及其文件依据',
      headers: ReadHeaders,
      params,
      querystring: z.strictObject({
        month: Month,
        scheme: SchemeCode.optional(),
        knownOn: KnownOn,
        asOf: AsOf.optional(),
      }),
      response: { 200: z.strictObject({ items: z.array(RateRow), position: z.string() }), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { month, scheme, knownOn, asOf } = request.query
      const { area } = request.params
      const shown = await shownBy(deps, request, reply, 'policy', asOf)
      const book = await policyBook(deps.views, area, shown.knownAt)
      const rates = ratesIn(book, { area, month, ...given({ knownOn }) })
      const items = rates.filter((rate) => scheme === undefined || rate.scheme === scheme).map(rateRow)
      return { items, position: shown.position }
    },
  })

  typed(app).route({
    method: 'GET',
    url: '/v1/policies/:area/parameters',
    schema: {
      tags,
      operationId: 'listParameters',
      summary:
        'The parameters of a scheme in an area on a day: what has been published, or the default, and its source.',
      description: '某地区某日某项目适用的参数及其依据',
      headers: ReadHeaders,
      params,
      querystring: z.strictObject({ scheme: SchemeCode, day: Day, knownOn: KnownOn, asOf: AsOf.optional() }),
      response: { 200: z.strictObject({ items: z.array(ParameterRow), position: z.string() }), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { scheme, day, knownOn, asOf } = request.query
      const shown = await shownBy(deps, request, reply, 'policy', asOf)
      const book = await policyBook(deps.views, request.params.area, shown.knownAt)
      const question = { scheme, area: request.params.area, day, ...given({ knownOn }) }
      const catalogue = catalogueOf(scheme)
      const items = Object.entries(catalogue).map(([key, { en, zh, unit }]) => ({
        scheme,
        key,
        unit,
        meaning: { en, zh },
        ...parameterOf(book, catalogue, key, question),
      }))
      return { items, position: shown.position }
    },
  })
}

const rateRow = (listed: ListedRate): z.infer<typeof RateRow> => {
  const { scheme, rate, areaKind } = listed
  if ('once' in listed) {
    const { fen, source } = listed.once
    const monthly = { monthlyFen: null, exact: null, below: null }
    return { scheme, rate, areaKind, ...monthly, onceFen: fen, sources: [sourceRow(source)] }
  }
  const { monthly, below } = listed
  return {
    scheme,
    rate,
    areaKind,
    monthlyFen: monthly.monthlyFen,
    exact: monthly.monthly,
    onceFen: null,
    below: below && { leastFen: roundExact(below.least), source: sourceRow(below.source) },
    sources: monthly.sources.map(sourceRow),
  }
}

const sourceRow = ({ standardId, ...source }: RateSource): z.infer<typeof Source> => ({
  ...source,
  entryId: standardId,
})
