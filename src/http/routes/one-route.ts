import { z } from 'zod'
import type { PriceGroup } from '../../domain/price/groups.ts'
import type { Actor } from '../../domain/shared/actor.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import { given } from '../../domain/shared/given.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import type { AsOf } from '../../log/as-of.ts'
import { actorOf, visibleTo } from '../auth.ts'
import { hiddenFrom, shownTo } from '../confidential.ts'
import { etagOf } from '../preconditions.ts'
import { type Shown, shownBy } from '../reads.ts'
import { IdParams, refusalResponses } from '../schemas.ts'
import { headOf, type NoFields, queryOf, type Reader, type ReadRoute, type Shape, type Wish } from './asked.ts'
import type { RoutePlace } from './route-place.ts'

/** What is found at an address: where it lies, what it tells of somebody, and its revision, where it has one of its own. */
type Found = {
  area: AreaCode | readonly AreaCode[]
  scheme?: SchemeCode | null
  price_group?: PriceGroup | null
  revision?: number
}

/**
 * One thing as a route. What is missing, lies elsewhere or is of a scheme hidden from the reader is the same "not found";
 * what is shown has its revision as `ETag`, and says up to which place in the log it is known.
 */
type OneRoute<Query extends Shape, Params extends z.ZodObject, Row extends Found, Item extends z.ZodObject> = ReadRoute<
  Query,
  Params
> & {
  item: Item
  find: (wish: Wish<Query, Params>, reader: Asker) => Promise<Row | undefined>
  show: (row: Row, wish: Wish<Query, Params>, reader: Asker) => z.input<Item> | Promise<z.input<Item>>
}

/** Who asks, up to which place of the log it is shown, and the id of the request. */
type Asker = Reader & Shown & { requestId: string }

/**
 * What was found, where the reader may know of it and it lies in their area; anything else is not found.
 * @throws HttpRefused `not-found`
 */
export const visibleOne = <Row extends Found>(actor: Actor, found: Row | undefined): Row =>
  visibleTo(
    actor,
    shownTo(actor, found, (row) => row),
    ({ area }) => area,
  )

/** Adds the route of one thing. */
export const addOne = <
  Row extends Found,
  Item extends z.ZodObject,
  Query extends Shape = NoFields,
  Params extends z.ZodObject = typeof IdParams,
>(
  { app, deps }: RoutePlace,
  route: OneRoute<Query, Params, Row, Item>,
): void => {
  app.route({
    method: 'GET',
    url: route.url,
    schema: {
      ...headOf(route),
      // The id in the address, where nothing else is said.
      params: route.params ?? IdParams,
      querystring: queryOf(route),
      response: {
        200: route.item.extend({
          position: z.string().meta({ description: 'Everything up to this place in the log is shown.' }),
        }),
        ...refusalResponses,
      },
    },
    handler: async (request, reply) => {
      const { asOf, ...query } = request.query as { asOf?: z.output<typeof AsOf> }
      const actor = actorOf(request)
      const shown = await shownBy(deps, request, reply, route.view, asOf, route.second)
      const asked = { ...given(query), ...(request.params as object), hidden: hiddenFrom(actor) }
      // The schemas of the route have checked the query and the address.
      const wish = { ...asked, ...given({ knownAt: shown.knownAt }) } as Wish<Query, Params>
      const reader = { actor, today: deps.clock.today(), requestId: request.id, ...shown }
      const row = visibleOne(actor, await route.find(wish, reader))
      if (row.revision !== undefined) reply.header('etag', etagOf(row.revision))
      return { ...(await route.show(row, wish, reader)), position: shown.position }
    },
  })
}
