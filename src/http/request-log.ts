import type { FastifyInstance } from 'fastify'

/**
 * One line per request, without personal data: the route and not the path, no query string, no body, no header, no address.
 * What was read about whom is told elsewhere, under seal.
 */
export const logRequests = (app: FastifyInstance): void => {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        actor: request.knownActor?.sub,
      },
      'request',
    )
  })
}
