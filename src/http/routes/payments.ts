import { z } from 'zod'
import { paymentCommands } from '../../domain/payment/commands.ts'
import { paymentStream } from '../../log/streams.ts'
import { cancelPayment } from '../../processes/payment-run/cancel-payment.ts'
import { findPayment } from '../../projections/payment-ledger/queries.ts'
import { addCommands } from '../commands.ts'
import { Fact, factOf } from '../facts.ts'
import { eventShownTo, groupShownTo } from '../price-groups.ts'
import { camelRow } from '../rows.ts'
import { IdParams } from '../schemas.ts'
import { LedgerRow } from './ledgers.ts'
import { addOne } from './one-route.ts'
import { idOf, inStream, type RoutePlace } from './route-place.ts'

const url = '/v1/payments/:id'
const tag = 'payments 发放'

/** Payments: one instruction to one payee, and what became of it. */
export const addPaymentRoutes = (place: RoutePlace): void => {
  const { deps } = place
  addCommands<(typeof paymentCommands)[number]>(place, paymentCommands, {
    url,
    noun: 'Payment',
    tag,
    params: IdParams,
    subjectOf: idOf,
    existing: inStream(place, {
      streamOf: paymentStream,
      foreign: 'run-outside-area',
      areaOf: async (id) => (await findPayment(deps.views, id))?.area,
    }),
    run: (call, command) => cancelPayment(deps, call, command),
  })
  addOne(place, {
    url,
    tags: [tag],
    operationId: 'getPayment',
    summary: 'One payment with its events, now or as known then.',
    description: '单笔发放及其全过程',
    view: 'payment-ledger',
    asOf: true,
    item: LedgerRow.extend({ events: z.array(Fact) }),
    find: async ({ id, knownAt }, { position }) => {
      const row = await findPayment(deps.views, id, knownAt)
      if (!row) return undefined
      const upTo = BigInt(position)
      const { events } = await deps.log.readStream(paymentStream(id))
      const seen = events.filter((event) => event.position <= upTo)
      const { area, scheme, price_group } = row
      return { row, seen, area, scheme, price_group, revision: seen.length }
    },
    show: ({ row, seen }, _asked, { actor }) => ({
      ...camelRow(groupShownTo(actor)(row)),
      events: seen.map((event) => eventShownTo(actor, factOf(event))),
    }),
  })
}
