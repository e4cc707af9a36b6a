import { z } from 'zod'
import { PriceGroup } from '../../domain/price/groups.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Month } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { AsOf } from '../../log/as-of.ts'
import { listTallies, type TallyFilter } from '../../projections/payment-ledger/tallies.ts'
import { tallyReport } from '../../reports/tally.ts'
import { actorOf, areaFor } from '../auth.ts'
import { hiddenFrom } from '../confidential.ts'
import { Format, formatOf, sendReport } from '../formats.ts'
import { askedPage, everyPage, listed, listOf, PageQuery, pageAnswer, ReadHeaders, shownBy } from '../reads.ts'
import { camelRow, given } from '../rows.ts'
import { refusalResponses } from '../schemas.ts'
import { type RoutePlace, typed } from './route-place.ts'

const VIEW = 'payment-ledger'

const TallyRow = z.strictObject({
  month: Month,
  township: z.string(),
  scheme: SchemeCode,
  priceGroup: PriceGroup.nullable().meta({ description: 'Protected group of a price subsidy; null elsewhere.' }),
  payments: z.int(),
  paidPersonTimes: z.int(),
  paidFen: Fen,
  returnedPersonTimes: z.int().meta({ description: 'Came back, or failed; a reissue counts again for itself.' }),
  returnedFen: Fen,
  openPersonTimes: z.int(),
  openFen: Fen,
  cancelledPersonTimes: z.int(),
  cancelledFen: Fen,
})

/** Tallies: person-times and money, as JSON by pages or as a file, now or as known then. `/v1/ledgers` has each payment. */
export const addTallyRoutes = ({ app, deps }: RoutePlace): void => {
  typed(app).route({
    method: 'GET',
    url: '/v1/tallies',
    schema: {
      tags: ['ledgers 台账'],
      operationId: 'listTallies',
      summary: 'Person-times and money by month, township, scheme and protected group; also as CSV or XLSX.',
      description: '发放统计：按月份、乡镇、项目与保障对象类别汇总人次与金额；可按历史时点查询',
      headers: ReadHeaders,
      querystring: z.strictObject({
        ...PageQuery,
        fromMonth: Month.optional(),
        toMonth: Month.optional(),
        area: AreaCode.optional(),
        scheme: SchemeCode.optional(),
        group: PriceGroup.optional(),
        asOf: AsOf.optional(),
        format: Format.optional(),
      }),
      response: { 200: listOf(TallyRow).extend({ currency: z.literal('CNY') }), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { limit, after, area, asOf, format, ...asked } = request.query
      const wanted = formatOf(request, format)
      const actor = actorOf(request)
      const within = areaFor(actor, area)
      const shown = await shownBy(deps, request, reply, VIEW, asOf)
      const filter: TallyFilter = {
        ...given({ ...asked, knownAt: shown.knownAt }),
        area: within,
        hidden: hiddenFrom(actor),
      }
      if (wanted !== 'json') {
        // All pages of a file are as known at one place of the log, whatever is written meanwhile.
        const counted = { ...filter, knownAt: BigInt(shown.position) }
        const pages = everyPage((page) => listTallies(deps.views, counted, page))
        return sendReport(reply, wanted, tallyReport, within, pages) as never
      }
      const page = askedPage({ limit, after })
      const found = await listed(page, () => listTallies(deps.views, filter, page))
      return {
        ...pageAnswer(request, reply, { ...found, rows: found.rows.map(camelRow) }, shown),
        currency: 'CNY' as const,
      }
    },
  })
}
