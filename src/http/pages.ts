import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { given } from '../domain/shared/given.ts'
import { codeOf } from '../log/errors.ts'
import { type AskedPage, BadCursor, type ListPage } from '../projections/page.ts'
import { HttpRefused } from './refusals.ts'

const DEFAULT_LIMIT = 50

/** Paging of every list: how many, and after which place. */
export const PageQuery = {
  limit: z
    .string()
    .regex(/^([1-9]\d?|[1-4]\d\d|500)$/)
    .optional()
    .meta({ description: 'Rows of a page, 1 to 500; 50 where absent.' }),
  after: z.string().min(1).max(2_000).optional().meta({ description: 'The `next` of the page before.' }),
}

/** The page a list was asked for. */
export const askedPage = ({ limit, after }: { limit?: string | undefined; after?: string | undefined }): AskedPage => ({
  limit: limit === undefined ? DEFAULT_LIMIT : Number(limit),
  ...given({ cursor: after }),
})

/**
 * Asks for a page. A cursor that this list has not given out is the reader's mistake, also where only the database finds
 * out that its values do not fit.
 * @throws HttpRefused `cursor-malformed`
 */
export const listed = async <Row>(
  page: Pick<AskedPage, 'cursor'>,
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

/** Links an answer to the page after it. */
export const linkNext = (request: FastifyRequest, reply: FastifyReply, next: string | undefined): void => {
  if (next === undefined) return
  const url = new URL(request.url, 'http://x')
  url.searchParams.set('after', next)
  reply.header('link', `<${url.pathname}${url.search}>; rel="next"`)
}

/** Every page of a list, one after the other. */
export const everyPage = async function* <Row>(
  ask: (page: AskedPage) => Promise<ListPage<Row>>,
): AsyncGenerator<Row[]> {
  let cursor: string | undefined
  do {
    const page: ListPage<Row> = await ask({ limit: 1_000, ...given({ cursor }) })
    yield page.rows
    cursor = page.next
  } while (cursor !== undefined)
}

/** The schema of a list's answer, with what stands beside its rows. */
export const listOf = <Item extends z.ZodType, Beside extends z.ZodRawShape>(item: Item, beside: Beside) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().nullable().meta({ description: 'Send it as `after`; null on the last page.' }),
    position: z.string().meta({ description: 'Everything up to this place in the log is shown.' }),
    ...beside,
  })
