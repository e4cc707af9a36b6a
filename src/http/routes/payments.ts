import { z } from 'zod'
import { AsOf } from '../../log/as-of.ts'
import { paymentStream } from '../../log/streams.ts'
import { findPayment } from '../../projections/payment-ledger/queries.ts'
import { actorOf, visibleTo } from '../auth.ts'
import { shownTo } from '../confidential.ts'
import { Fact, factOf } from '../facts.ts'
import { etagOf } from '../preconditions.ts'
import { eventShownTo, groupShownTo } from '../price-groups.ts'
import { ReadHeaders, shownBy } from '../reads.ts'
import { camelRow } from '../rows.ts'
import { IdParams, refusalResponses } from '../schemas.ts'
import { LedgerRow } from './ledgers.ts'
import { type RoutePlace, typed } from './route-place.ts'

/** Payments: one instruction to one payee, and what became of it. */
export const addPaymentRoutes = ({ app, deps }: RoutePlace): void => {
  typed(app).route({
    method: 'GET',
    url: '/v1/payments/:id',
    schema: {
      tags: ['payments 发放'],
      operationId: 'getPayment',
      summary: 'One payment with its events, now or as known then.',
      description: '单笔发放及其全过程',
      headers: ReadHeaders,
      params: IdParams,
      querystring: z.strictObject({ asOf: AsOf.optional() }),
      response: { 200: LedgerRow.extend({ events: z.array(Fact), position: z.string() }), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const shown = await shownBy(deps, request, reply, 'payment-ledger', request.query.asOf)
      const found = await findPayment(deps.views, id, shown.knownAt)
      const actor = actorOf(request)
      const row = groupShownTo(actor)(
        visibleTo(
          actor,
          shownTo(actor, found, (payment) => payment),
          ({ area }) => area,
        ),
      )
      const { events } = await deps.log.readStream(paymentStream(id))
      const upTo = BigInt(shown.position)
      const seen = events.filter(({ position }) => position <= upTo)
      reply.header('etag', etagOf(seen.length))
      return {
        ...camelRow(row),
        events: seen.map((event) => eventShownTo(actor, factOf(event))),
        position: shown.position,
      }
    },
  })
}
