import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Actor } from '../../domain/shared/actor.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { given } from '../../domain/shared/given.ts'
import type { AsOf } from '../../log/as-of.ts'
import type { AskedPage, ListPage } from '../../projections/page.ts'
import type { Report } from '../../reports/report.ts'
import { actorOf, areaFor } from '../auth.ts'
import { hiddenFrom } from '../confidential.ts'
import { Format, formatOf, sendReport } from '../formats.ts'
import { askedPage, everyPage, linkNext, listed, listOf, PageQuery } from '../pages.ts'
import { type Shown, shownBy } from '../reads.ts'
import { refusalResponses } from '../schemas.ts'
import {
  type Fields,
  headOf,
  type NoFields,
  queryOf,
  type Reader,
  type ReadRoute,
  type Shape,
  type Wish,
} from './asked.ts'
import type { RoutePlace } from './route-place.ts'

/**
 * A list as a route. Whatever it is of, it is paged, bounded, of one place in the log, and of what its reader may see: the
 * rows of an area, unless `of` says otherwise. The question that its view is asked holds the query, the address, the area,
 * the schemes hidden from the reader and the moment that the rows are to be known at.
 */
type ListRoute<
  Query extends Shape,
  Params extends z.ZodObject,
  Of extends object,
  Row,
  Item extends z.ZodType,
  Beside extends Shape,
  Line,
> = ReadRoute<Query, Params> & {
  item: Item
  /** For a list that is not of an area: what it is of, once it is sure that the reader may see it. */
  of?: (wish: Wish<Query, Params>, reader: Reader) => Of | Promise<Of>
  /** Refuses those who may not have it, wherever they are. */
  allow?: (actor: Actor, wish: Wish<Query, Params>) => void
  ask: (question: Wish<Query, Params> & Of, page: AskedPage, reader: Reader) => Promise<ListPage<Row>>
  show: (rows: readonly Row[], reader: Reader) => readonly z.output<Item>[] | Promise<readonly z.output<Item>[]>
  /** What stands beside the rows. */
  beside?: {
    fields: Beside
    of: (question: Wish<Query, Params> & Of, reader: Reader) => Fields<Beside> | Promise<Fields<Beside>>
  }
  /** The same rows as a file. */
  file?: {
    report: Report<Line>
    name: (question: Wish<Query, Params> & Of) => string
    lines: (rows: readonly Row[], reader: Reader) => readonly Line[] | Promise<readonly Line[]>
  }
}

type Paging = { limit?: string; after?: string; area?: AreaCode; asOf?: z.output<typeof AsOf>; format?: Format }

/** For lists of public notices: everybody who may sign in reads them. */
export const publicNotices = (): NoFields => ({})

/** Beside sums of money: of which money they are. */
export const inYuan = { fields: { currency: z.literal('CNY') }, of: () => ({ currency: 'CNY' as const }) }

/** Beside rows that may be late: the day by which they are. */
export const onDay = { fields: { today: Day }, of: (_asked: unknown, { today }: Reader) => ({ today }) }

/** `overdue=true` as views understand it: late on the day of the reader. */
export const lateOn = ({ overdue }: { overdue?: boolean }, today: Day): { overdueOn?: Day } =>
  overdue ? { overdueOn: today } : {}

/** Adds a list. */
export const addList = <
  Row,
  Item extends z.ZodType,
  Query extends Shape = NoFields,
  Params extends z.ZodObject = z.ZodObject<NoFields>,
  Of extends object = { area: AreaCode },
  Beside extends Shape = NoFields,
  Line = never,
>(
  { app, deps }: RoutePlace,
  route: ListRoute<Query, Params, Of, Row, Item, Beside, Line>,
): void => {
  const { params, ask, show, beside, file } = route
  const isOfArea = route.of === undefined

  const pageShown = async (
    request: FastifyRequest,
    reply: FastifyReply,
    question: Wish<Query, Params> & Of,
    reader: Reader,
    { position }: Shown,
  ) => {
    const page = askedPage(request.query as Paging)
    const { rows, next } = await listed(page, () => ask(question, page, reader))
    linkNext(request, reply, next)
    return {
      items: await show(rows, reader),
      next: next ?? null,
      position,
      ...(await beside?.of(question, reader)),
    }
  }
  const everyLine = async function* (
    question: Wish<Query, Params> & Of,
    reader: Reader,
    { lines }: NonNullable<typeof file>,
  ) {
    for await (const rows of everyPage((page) => ask(question, page, reader))) yield await lines(rows, reader)
  }

  app.route({
    method: 'GET',
    url: route.url,
    schema: {
      ...headOf(route),
      ...given({ params }),
      querystring: queryOf(route, { ...PageQuery, ...(isOfArea ? { area: AreaCode.optional() } : {}) }).extend(
        file === undefined ? {} : { format: Format.optional() },
      ),
      response: { 200: listOf(route.item, beside?.fields ?? {}), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { limit: _limit, after: _after, area, asOf, format, ...query } = request.query as Paging
      const wanted = file === undefined ? 'json' : formatOf(request, format)
      const reader = { actor: actorOf(request), today: deps.clock.today() }
      const asked = { ...given(query), ...(request.params as object), hidden: hiddenFrom(reader.actor) }
      const within = isOfArea ? { area: areaFor(reader.actor, area) } : {}
      // The schemas of the route have checked the query and the address.
      const wish = { ...asked, ...within } as Wish<Query, Params>
      route.allow?.(reader.actor, wish)
      const shown = await shownBy(deps, request, reply, route.view, asOf, route.second)
      const known = shown.knownAt === undefined ? wish : { ...wish, knownAt: shown.knownAt }
      // Without `of` a list is of an area, which is what `Of` then stands for.
      const question = { ...known, ...(await route.of?.(known, reader)) } as Wish<Query, Params> & Of
      if (file === undefined || wanted === 'json') return pageShown(request, reply, question, reader, shown)
      // All pages of a file are as known at one place of the log, whatever is written meanwhile.
      const lines = everyLine({ ...question, knownAt: BigInt(shown.position) }, reader, file)
      return sendReport(reply, wanted, file.report, file.name(question), lines)
    },
  })
}
