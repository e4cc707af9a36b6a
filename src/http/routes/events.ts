import { z } from 'zod'
import { isWithin } from '../../domain/shared/area.ts'
import { MomentNotReached } from '../../log/as-of.ts'
import { LogHalted } from '../../log/errors.ts'
import type { Cursor, EventLog, Page } from '../../log/port.ts'
import { actorOf, needRole } from '../auth.ts'
import { Fact, factOf } from '../facts.ts'
import { HttpRefused } from '../refusals.ts'
import { refusalResponses } from '../schemas.ts'
import { type RoutePlace, typed } from './route-place.ts'

/** The cursor that a reader sends, if it is one of this log. */
const cursorOf = (log: EventLog, text: string): Cursor => {
  try {
    const cursor = text as Cursor
    log.positionOf(cursor)
    return cursor
  } catch {
    throw new HttpRefused('cursor-malformed')
  }
}

/** A page, where the log has come as far as the cursor: it may be a reader's invention, or older than a restore. */
const pageAfter = async (log: EventLog, options: Parameters<EventLog['readAll']>[0]): Promise<Page> => {
  try {
    return await log.readAll(options)
  } catch (error) {
    if (!(error instanceof LogHalted) || options.after === undefined) throw error
    const head = await log.head()
    if (log.compare(options.after, head) > 0) throw new MomentNotReached({ head })
    throw error
  }
}

/**
 * The feed: every event in the order of the log. For those who audit and inspect, and of what staff of their area have
 * recorded.
 */
export const addEventRoutes = ({ app, deps }: RoutePlace): void => {
  typed(app).route({
    method: 'GET',
    url: '/v1/events',
    schema: {
      tags: ['events 事件'],
      operationId: 'listEvents',
      summary: 'Events in the order of the log, after a cursor.',
      description: '按日志顺序读取事件（审计、纪检）',
      querystring: z.strictObject({
        after: z.string().min(1).max(100).optional().meta({ description: 'The `scannedTo` of the page before.' }),
        limit: z
          .string()
          .regex(/^([1-9]\d{0,2}|1000)$/)
          .optional()
          .meta({ description: 'Events looked at, 1 to 1000; 200 where absent.' }),
        types: z
          .string()
          .regex(/^[A-Z][A-Za-z]{2,60}(,[A-Z][A-Za-z]{2,60}){0,50}$/)
          .optional()
          .meta({ description: 'Types of events, by commas.', examples: ['GrantDecided,RefusalDecided'] }),
      }),
      response: {
        200: z.strictObject({
          items: z.array(Fact),
          scannedTo: z
            .string()
            .meta({ description: 'How far was looked: send it as `after`, also when nothing matched.' }),
        }),
        ...refusalResponses,
      },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      needRole(actor, 'auditor', 'disciplineInspector')
      const { after, limit, types } = request.query
      const { events, scannedTo } = await pageAfter(deps.log, {
        after: after === undefined ? undefined : cursorOf(deps.log, after),
        limit: limit === undefined ? 200 : Number(limit),
        ...(types === undefined ? {} : { types: types.split(',') }),
      })
      const items = events.map(factOf).filter(({ area }) => isWithin(area, actor.area))
      return { items, scannedTo }
    },
  })
}
