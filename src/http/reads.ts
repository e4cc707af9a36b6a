import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { positionAsOf } from '../log/as-of.ts'
import { milestoneBefore } from '../projections/milestones.ts'
import { positionOfView } from '../projections/positions.ts'
import type { HttpDeps } from './deps.ts'
import { waitedPosition } from './preconditions.ts'
import { HttpRefused } from './refusals.ts'

const MAX_WAIT_MS = 5_000

/** Headers of every read. */
export const ReadHeaders = z.looseObject({
  prefer: z
    .string()
    .optional()
    .meta({ description: 'wait=<position>: at most 5 s until that is to be seen.', examples: ['wait=1205'] }),
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
