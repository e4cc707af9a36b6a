import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Probes } from './probes.ts'

/** What became of a command, for counting. */
export type CommandOutcome = 'recorded' | 'repeated' | 'unchanged' | 'refused' | 'conflict' | 'failed'

/** Counts a command of one route. */
export type CountCommand = (command: string, outcome: CommandOutcome) => void

/** Serves `/metrics` (Prometheus text) and measures every request by its route, never by its path. */
export const measure = (app: FastifyInstance, probes: Probes): CountCommand => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'anjuan_http_request_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  const commands = new Counter({
    name: 'anjuan_commands_total',
    help: 'Commands by type and by what became of them',
    labelNames: ['command', 'outcome'],
    registers: [registry],
  })
  new Gauge({
    name: 'anjuan_view_behind_positions',
    help: 'Positions that a read model is behind the log',
    labelNames: ['view'],
    registers: [registry],
    async collect() {
      for (const { view, behind } of await probes.lag()) this.set({ view }, behind)
    },
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  app.route({
    method: 'GET',
    url: '/metrics',
    schema: { hide: true },
    config: { rateLimit: false },
    handler: async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()),
  })
  return (command, outcome) => commands.inc({ command, outcome })
}
