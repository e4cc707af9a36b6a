import { z } from 'zod'
import { PriceGroup } from '../../domain/price/groups.ts'
import { Month } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { listTallies } from '../../projections/payment-ledger/tallies.ts'
import { tallyReport } from '../../reports/tally.ts'
import { needGroupOpen, ShownGroup, withheldFrom } from '../price-groups.ts'
import { camelRow } from '../rows.ts'
import { addList, inYuan } from './list-route.ts'
import type { RoutePlace } from './route-place.ts'

const TallyRow = z
  .strictObject({
    month: Month,
    township: z.string(),
    scheme: SchemeCode,
    priceGroup: ShownGroup,
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
  .meta({ id: 'Tally' })

/** Tallies: person-times and money, as JSON by pages or as a file, now or as known then. `/v1/ledgers` has each payment. */
export const addTallyRoutes = (place: RoutePlace): void => {
  const { deps } = place
  addList(place, {
    url: '/v1/tallies',
    tags: ['ledgers 台账'],
    operationId: 'listTallies',
    summary: 'Person-times and money by month, township, scheme and protected group; also as CSV or XLSX.',
    description: '发放统计：按月份、乡镇、项目与保障对象类别汇总人次与金额；可按历史时点查询',
    view: 'payment-ledger',
    query: {
      fromMonth: Month.optional(),
      toMonth: Month.optional(),
      scheme: SchemeCode.optional(),
      group: PriceGroup.optional(),
    },
    asOf: true,
    item: TallyRow,
    allow: (actor, { group }) => needGroupOpen(actor, group),
    ask: (asked, page, { actor }) => listTallies(deps.views, { ...asked, withheld: withheldFrom(actor) }, page),
    show: (rows) => rows.map(camelRow),
    beside: inYuan,
    file: { report: tallyReport, name: ({ area }) => area, lines: (rows) => rows },
  })
}
