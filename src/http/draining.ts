import type { FastifyInstance } from 'fastify'

/**
 * Lets the last answers end their connections. Without it a client that keeps its connection open after such an answer
 * holds up the end of the program until the connection has been idle for a minute.
 */
export const drainOnClose = (app: FastifyInstance): void => {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
}
