import { z } from 'zod'
import { AdvanceDay } from '../../domain/demonstration/day.ts'
import { Day } from '../../domain/shared/day.ts'
import { LogUnavailable } from '../../log/errors.ts'
import { advanceDay, isDemonstrationClock } from '../../processes/demonstration-day.ts'
import { addCommand } from '../commands.ts'
import { refusalResponses } from '../schemas.ts'
import { type RoutePlace, typed } from './route-place.ts'

const url = '/v1/demonstration'
const tag = 'demonstration 演示'

/** While the log is away the day stands: what is known can be read, and the log itself refuses a command. */
const unlessAway = (error: unknown): void => {
  if (!(error instanceof LogUnavailable)) throw error
}

/**
 * The demonstration's own day: read by anybody, moved forward, and refused where the clock is the true one. Another process
 * may have moved it, so that every request is answered on the day of the log.
 */
export const addDemonstrationRoutes = (place: RoutePlace): void => {
  const { app, deps } = place
  const { clock } = deps
  if (isDemonstrationClock(clock))
    app.addHook('preHandler', async (request) => {
      if (request.url.startsWith('/v1/')) await clock.catchUp().catch(unlessAway)
    })
  addCommand(place, {
    schema: AdvanceDay,
    url: `${url}/advance`,
    tag,
    subjectOf: () => 'demonstration',
    run: (call, command) => advanceDay(deps, clock, call, command.data.to),
  })
  typed(app).route({
    method: 'GET',
    url,
    schema: {
      tags: [tag],
      operationId: 'getDemonstration',
      summary: 'What day it is for the law, and whether it is a demonstration’s own.',
      description: '当前业务日期及是否为演示模式',
      response: { 200: z.strictObject({ today: Day, demonstration: z.boolean() }), ...refusalResponses },
    },
    handler: async () => ({ today: clock.today(), demonstration: isDemonstrationClock(clock) }),
  })
}
