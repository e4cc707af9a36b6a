import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { positionAsOf } from '../log/as-of.ts'
import { codeOf } from '../log/errors.ts'
import { milestoneBefore } from '../projections/milestones.ts'
import { BadCursor, type ListPage } from '../projections/page.ts'
import { positionOfView } from '../projections/positions.ts'
import type { HttpDeps } from './deps.ts'
import { waitedPosition } from './preconditions.ts'
import { HttpRefused } from './refusals.ts'

const DEFAULT_LIMIT = 50
const MAX_WAIT_MS = 5_000

/** Paging of every list: how many, and after which place. */
export const PageQuery = {
  limit: z
    .string()
    .regex(/^([1-9]\d?|[1-4]\d\d|500)$/)
    .optional()
    .meta({ description: 'Rows of a page, 1 to 500; 50 where absent.' }),
  after: z.string().min(1).max(2_000).optional().meta({ description: 'The `next` of the page before.' }),
}

/** Headers of every read. */
export const ReadHeaders = z.looseObject({
  prefer: z
    .string()
    .optional()
    .meta({ description: 'wait=<position>: at most 5 s until that is to be seen.', examples: ['wait=1205'] }),
})

/** The page a list was asked for. */
export const askedPage = ({ limit, after }: { limit?: string | undefined; after?: string | undefined }) => ({
  limit: limit === undefined ? DEFAULT_LIMIT : Number(limit),
  ...(after === undefined ? {} : { cursor: after }),
})

/** What an answer shows: everything up to `position`; `knownAt` only where the reader asked for a moment of the past. */
export type Shown = { position: string; knownAt?: bigint }

/**
 * Settles what a read may show before anything is queried: waits as `Prefer` asks (and says so only when it came true), and
 * for a moment of the past until the view has passed it. A read that rests on a second view waits for that one too.
 */
export const shownBy = async (
  deps: HttpDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  view: string,
  asOf?: string,
  second: string = view,
): Promise<Shown> => {
  const waited = waitedPosition(request)
  if (waited !== undefined) {
    const came = await Promise.all([...new Set([view, second])].map((one) => deps.waitFor(one, waited, MAX_WAIT_MS)))
    if (came.every(Boolean)) reply.header('preference-applied', `wait=${waited}`)
  }
  if (asOf === undefined) return { position: String((await positionOfView(deps.views, view)) ?? 0n) }
  const knownAt = await positionAsOf({ ...deps, earlierThan: milestoneBefore(deps.views) }, asOf)
  if (!(await deps.waitFor(view, knownAt, MAX_WAIT_MS))) throw behind(view)
  return { position: String(knownAt), knownAt }
}

const behind = (view: string) => new HttpRefused('view-behind', { facts: { view }, headers: { 'retry-after': '1' } })

/**
 * Asks for a page. A cursor that this list has not given out is the reader's mistake, also where only the database finds
 * out that its values do not fit.
 * @throws HttpRefused `cursor-malformed`
 */
export const listed = async <Row>(
  page: { cursor?: string },
  ask: () => Promise<ListPage<Row>>,
): Promise<ListPage<Row>> => {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof BadCursor) throw new HttpRefused('cursor-malformed')
    if (page.cursor !== undefined && isBadValue(error)) throw new HttpRefused('cursor-malformed')
    throw error
  }
}

/** PostgreSQL class 22: the data of a query does not fit its type. */
const isBadValue = (error: unknown): boolean => codeOf(error).startsWith('22')

/** A page as it is answered, with a link to the next one. */
export const pageAnswer = <Row>(
  request: FastifyRequest,
  reply: FastifyReply,
  { rows, next }: ListPage<Row>,
  shown: Shown,
): { items: Row[]; next: string | null; position: string } => {
  if (next !== undefined) {
    const url = new URL(request.url, 'http://x')
    url.searchParams.set('after', next)
    reply.header('link', `<${url.pathname}${url.search}>; rel="next"`)
  }
  return { items: rows, next: next ?? null, position: shown.position }
}

/** Every page of a list, one after the other. */
export const everyPage = async function* <Row>(
  ask: (page: { limit: number; cursor?: string }) => Promise<ListPage<Row>>,
): AsyncGenerator<Row[]> {
  let cursor: string | undefined
  do {
    const page: ListPage<Row> = await ask({ limit: 1_000, ...(cursor === undefined ? {} : { cursor }) })
    yield page.rows
    cursor = page.next
  } while (cursor !== undefined)
}

/** The schema of a list's answer. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().nullable().meta({ description: 'Send it as `after`; null on the last page.' }),
    position: z.string().meta({ description: 'Everything up to this place in the log is shown.' }),
  })
