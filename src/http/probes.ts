import type { FastifyInstance } from 'fastify'

/** One thing that must be so before the service takes work. */
export type Check = { name: string; ok: boolean; detail?: string }

/** How the rest of the program tells how it is. */
export type Probes = {
  /** Database, log and every read model; asked by `/readyz`. Never throws. */
  checks(): Promise<readonly Check[]>
  /** Per view: how many positions the log is ahead of it. */
  lag(): Promise<readonly { view: string; behind: number }[]>
}

/** `/healthz`: the process answers. `/readyz`: it can also do its work; 503 with the list of what is wrong otherwise. */
export const answerProbes = (app: FastifyInstance, probes: Probes): void => {
  app.route({
    method: 'GET',
    url: '/healthz',
    schema: { hide: true },
    config: { rateLimit: false },
    handler: () => ({ status: 'ok' }),
  })
  app.route({
    method: 'GET',
    url: '/readyz',
    schema: { hide: true },
    config: { rateLimit: false },
    handler: async (_request, reply) => {
      const checks = await probes.checks()
      const ready = checks.every(({ ok }) => ok)
      return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', checks })
    },
  })
}
