import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { allEvents } from '../../domain/events.ts'
import { PriceGroup } from '../../domain/price/groups.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { codecOf } from '../../log/codec.ts'
import type { Recorded } from '../../log/port.ts'
import type { CommandPlace, Existing } from '../commands.ts'
import { isShownTo } from '../confidential.ts'
import type { HttpDeps } from '../deps.ts'

/** Where a resource adds its routes. */
export type RoutePlace = CommandPlace & { deps: HttpDeps }

/** The app with request and answer types taken from the schemas. */
export const typed = (app: FastifyInstance) => app.withTypeProvider<ZodTypeProvider>()

const codec = codecOf(allEvents)

/** What a stream tells with its beginning: a case, a run and an overpayment are of a scheme; a person is of none. */
const tellingOf = (first: Recorded): { scheme: SchemeCode | null; price_group: PriceGroup | null } => {
  const { scheme, group } = codec.parse(first).data as { scheme?: unknown; group?: unknown }
  return { scheme: SchemeCode.safeParse(scheme).data ?? null, price_group: PriceGroup.safeParse(group).data ?? null }
}

/**
 * What commands on a kind of stream need to know that their subject is there and may be seen. What is of a scheme that the
 * actor may not read is not there: known from the log itself, for the views may not have seen it yet.
 */
export const inStream = (
  { deps }: RoutePlace,
  kind: { streamOf: (subject: string) => string; foreign: string; areaOf: Existing['areaOf'] },
): Existing => ({
  exists: async (subject, actor) => {
    const [first] = (await deps.log.readStream(kind.streamOf(subject), { maxCount: 1 })).events
    return first !== undefined && isShownTo(actor)(tellingOf(first))
  },
  foreign: [kind.foreign],
  areaOf: kind.areaOf,
})

/** The subject of a command whose address ends in `/:id`. */
export const idOf = (params: unknown): string => (params as { id: string }).id
