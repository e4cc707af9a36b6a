import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { CommandPlace, Existing } from '../commands.ts'
import type { HttpDeps } from '../deps.ts'

/** Where a resource adds its routes. */
export type RoutePlace = CommandPlace & { deps: HttpDeps }

/** The app with request and answer types taken from the schemas. */
export const typed = (app: FastifyInstance) => app.withTypeProvider<ZodTypeProvider>()

/** What commands on a kind of stream need to know that their subject is there and may be seen. */
export const inStream = (
  { deps }: RoutePlace,
  kind: { streamOf: (subject: string) => string; foreign: string; areaOf: Existing['areaOf'] },
): Existing => ({
  exists: async (subject) => (await deps.log.readStream(kind.streamOf(subject), { maxCount: 1 })).tip.version > 0,
  foreign: [kind.foreign],
  areaOf: kind.areaOf,
})

/** The subject of a command whose address ends in `/:id`. */
export const idOf = (params: unknown): string => (params as { id: string }).id
