import { z } from 'zod'
import { PaymentKind } from '../../domain/payment/events.ts'
import { LineOffset } from '../../domain/payment/offset.ts'
import { PaymentStatus } from '../../domain/payment/state.ts'
import { PriceGroup } from '../../domain/price/groups.ts'
import { Payee } from '../../domain/scheme/payee.ts'
import { AreaCode, AreaKind } from '../../domain/shared/area.ts'
import { Day, Month } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { ledgerTotals, listPayments } from '../../projections/payment-ledger/queries.ts'
import { ledgerReport } from '../../reports/ledger.ts'
import { groupShownTo, needGroupOpen, ShownGroup } from '../price-groups.ts'
import { camelRow } from '../rows.ts'
import { Flag, Id } from '../schemas.ts'
import { withOwners } from './account-owners.ts'
import { addList, inYuan } from './list-route.ts'
import { RunId } from './payment-run-schemas.ts'
import type { RoutePlace } from './route-place.ts'

/** A payment as the ledger has it. */
export const LedgerRow = z
  .looseObject({
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
    noLongerDueOn: Day.nullable().meta({ description: 'Since when what came back is not to be paid again.' }),
    noLongerDueReason: z.string().nullable(),
  })
  .meta({ id: 'Payment' })

const Total = z
  .strictObject({
    township: z.string(),
    scheme: SchemeCode,
    month: Month,
    status: PaymentStatus,
    payments: z.int(),
    members: z.int(),
    fen: Fen,
  })
  .meta({ id: 'LedgerTotal' })

/** Ledgers: every payment of a month, as JSON by pages or as a file, now or as known then. */
export const addLedgerRoutes = (place: RoutePlace): void => {
  const { deps } = place
  addList(place, {
    url: '/v1/ledgers/:month',
    tags: ['ledgers 台账'],
    operationId: 'getLedger',
    summary: 'Every payment of a month; also as CSV or XLSX.',
    description: '发放台账；可导出CSV或XLSX，可按历史时点查询',
    view: 'payment-ledger',
    params: z.strictObject({ month: Month }),
    query: {
      scheme: SchemeCode.optional(),
      status: PaymentStatus.optional(),
      runId: RunId.optional(),
      caseId: Id.optional(),
      personId: Id.optional(),
      group: PriceGroup.optional().meta({ description: 'A protected group of the price subsidy.' }),
      totals: Flag.optional().meta({ description: 'With sums by township, scheme and status.' }),
    },
    asOf: true,
    item: LedgerRow,
    allow: (actor, { group }) => needGroupOpen(actor, group),
    ask: (asked, page) => listPayments(deps.views, asked, page),
    show: (rows, { actor }) => rows.map(groupShownTo(actor)).map(camelRow),
    beside: {
      fields: { ...inYuan.fields, totals: z.array(Total).optional() },
      of: async (asked) => ({ ...inYuan.of(), ...(asked.totals && { totals: await ledgerTotals(deps.views, asked) }) }),
    },
    file: {
      report: ledgerReport,
      name: ({ month }) => month,
      lines: (rows, { actor }) => withOwners(deps, rows.map(groupShownTo(actor))),
    },
  })
}
