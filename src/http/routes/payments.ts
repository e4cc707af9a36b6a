import { z } from 'zod'
import { paymentStream } from '../../log/streams.ts'
import { findPayment } from '../../projections/payment-ledger/queries.ts'
import { Fact, factOf } from '../facts.ts'
import { eventShownTo, groupShownTo } from '../price-groups.ts'
import { camelRow } from '../rows.ts'
import { LedgerRow } from './ledgers.ts'
import { addOne } from './one-route.ts'
import type { RoutePlace } from './route-place.ts'

/** Payments: one instruction to one payee, and what became of it. */
export const addPaymentRoutes = (place: RoutePlace): void => {
  const { deps } = place
  addOne(place, {
    url: '/v1/payments/:id',
    tags: ['payments 发放'],
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
