import { z } from 'zod'
import { PaymentKind } from '../../domain/payment/events.ts'
import { LineOffset } from '../../domain/payment/offset.ts'
import { PaymentStatus } from '../../domain/payment/state.ts'
import { PriceGroup } from '../../domain/price/groups.ts'
import { Payee } from '../../domain/scheme/payee.ts'
import type { Actor } from '../../domain/shared/actor.ts'
import { AreaCode, AreaKind } from '../../domain/shared/area.ts'
import { Day, Month } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { AsOf } from '../../log/as-of.ts'
import { type LedgerFilter, ledgerTotals, listPayments } from '../../projections/payment-ledger/queries.ts'
import { ledgerReport } from '../../reports/ledger.ts'
import { actorOf, areaFor } from '../auth.ts'
import { hiddenFrom } from '../confidential.ts'
import { Format, formatOf, sendReport } from '../formats.ts'
import { groupShownTo, needGroupOpen, ShownGroup } from '../price-groups.ts'
import { askedPage, everyPage, listed, listOf, PageQuery, pageAnswer, ReadHeaders, shownBy } from '../reads.ts'
import { camelRow, given } from '../rows.ts'
import { Id, refusalResponses } from '../schemas.ts'
import { withOwners } from './account-owners.ts'
import { RunId } from './payment-run-schemas.ts'
import { type RoutePlace, typed } from './route-place.ts'

const VIEW = 'payment-ledger'

/** A payment as the ledger has it. */
export const LedgerRow = z.looseObject({
  paymentId: Id,
  scheme: SchemeCode,
  month: Month,
  kind: PaymentKind,
  sequence: z.int(),
  personId: Id,
  caseId: Id,
  runId: RunId,
  area: AreaCode,
  areaKind: AreaKind,
  members: z.int(),
  amountFen: Fen.meta({ description: 'What is paid: grossFen less offsetFen.' }),
  grossFen: Fen,
  offsetFen: Fen,
  offsets: z.array(LineOffset),
  payee: Payee,
  priceGroup: ShownGroup,
  status: PaymentStatus,
  reissueOf: Id.nullable(),
  paidOn: Day.nullable(),
  returnedOn: Day.nullable(),
  reason: z.string().nullable(),
})

const Total = z.strictObject({
  township: z.string(),
  scheme: SchemeCode,
  month: Month,
  status: PaymentStatus,
  payments: z.int(),
  members: z.int(),
  fen: Fen,
})

/** Ledgers: every payment of a month, as JSON by pages or as a file, now or as known then. */
export const addLedgerRoutes = ({ app, deps }: RoutePlace): void => {
  const everyLine = async function* (actor: Actor, filter: LedgerFilter) {
    for await (const rows of everyPage((page) => listPayments(deps.views, filter, page)))
      yield await withOwners(deps, rows.map(groupShownTo(actor)))
  }

  typed(app).route({
    method: 'GET',
    url: '/v1/ledgers/:month',
    schema: {
      tags: ['ledgers 台账'],
      operationId: 'getLedger',
      summary: 'Every payment of a month; also as CSV or XLSX.',
      description: '发放台账；可导出CSV或XLSX，可按历史时点查询',
      headers: ReadHeaders,
      params: z.strictObject({ month: Month }),
      querystring: z.strictObject({
        ...PageQuery,
        area: AreaCode.optional(),
        scheme: SchemeCode.optional(),
        status: PaymentStatus.optional(),
        runId: RunId.optional(),
        caseId: Id.optional(),
        personId: Id.optional(),
        group: PriceGroup.optional().meta({ description: 'A protected group of the price subsidy.' }),
        asOf: AsOf.optional(),
        totals: z.enum(['true', 'false']).optional().meta({ description: 'With sums by township, scheme and status.' }),
        format: Format.optional(),
      }),
      response: {
        200: listOf(LedgerRow).extend({ currency: z.literal('CNY'), totals: z.array(Total).optional() }),
        ...refusalResponses,
      },
    },
    handler: async (request, reply) => {
      const { limit, after, area, asOf, totals, format, ...asked } = request.query
      const { month } = request.params
      const wanted = formatOf(request, format)
      const actor = actorOf(request)
      const within = areaFor(actor, area)
      needGroupOpen(actor, asked.group)
      const shown = await shownBy(deps, request, reply, VIEW, asOf)
      const filter: LedgerFilter = {
        ...given({ ...asked, knownAt: shown.knownAt }),
        month,
        area: within,
        hidden: hiddenFrom(actor),
      }
      if (wanted !== 'json') {
        // All pages of a file are as known at one place of the log, whatever is written meanwhile.
        const lines = everyLine(actor, { ...filter, knownAt: BigInt(shown.position) })
        return sendReport(reply, wanted, ledgerReport, month, lines) as never
      }
      const page = askedPage({ limit, after })
      const found = await listed(page, () => listPayments(deps.views, filter, page))
      return {
        ...pageAnswer(request, reply, { ...found, rows: found.rows.map(groupShownTo(actor)).map(camelRow) }, shown),
        currency: 'CNY' as const,
        ...(totals === 'true' ? { totals: await ledgerTotals(deps.views, filter) } : {}),
      }
    },
  })
}
