import { z } from 'zod'
import { allEvents } from '../../domain/events.ts'
import { codecOf } from '../../log/codec.ts'
import type { Recorded } from '../../log/port.ts'
import { paymentStream } from '../../log/streams.ts'
import { findPayment } from '../../projections/payment-ledger/queries.ts'
import { AsOf } from '../as-of.ts'
import { actorOf, visibleTo } from '../auth.ts'
import { etagOf } from '../preconditions.ts'
import { ReadHeaders, shownBy } from '../reads.ts'
import { camelRow, hideSealed } from '../rows.ts'
import { IdParams, refusalResponses } from '../schemas.ts'
import { LedgerRow } from './ledgers.ts'
import { type RoutePlace, typed } from './route-place.ts'

const codec = codecOf(allEvents)

/** An event as readers see it: what, who, when, and its data with personal fields hidden. */
export const Fact = z.strictObject({
  id: z.string(),
  stream: z.string(),
  version: z.int(),
  position: z.string(),
  type: z.string(),
  recordedAt: z.string(),
  on: z.string(),
  actor: z.string(),
  roles: z.array(z.string()),
  office: z.string(),
  area: z.string(),
  command: z.string(),
  correlation: z.string(),
  causation: z.string(),
  data: z.unknown().meta({ description: 'Personal fields read ***.' }),
})

/** A recorded event as `Fact`. */
export const factOf = (recorded: Recorded): z.infer<typeof Fact> => {
  const { actor, roles, office, area, command, correlation, causation, on } = codec.envelope(recorded)
  const { id, stream, version, position, type, recordedAt } = recorded
  const data = hideSealed(codec.parse(recorded).data)
  const who = { actor, roles, office, area }
  return {
    id,
    stream,
    version,
    position: String(position),
    type,
    recordedAt,
    on,
    ...who,
    command,
    correlation,
    causation,
    data,
  }
}

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
      const row = visibleTo(actorOf(request), found, ({ area }) => area)
      const { events } = await deps.log.readStream(paymentStream(id))
      const upTo = BigInt(shown.position)
      const seen = events.filter(({ position }) => position <= upTo)
      reply.header('etag', etagOf(seen.length))
      return { ...camelRow(row), events: seen.map(factOf), position: shown.position }
    },
  })
}
