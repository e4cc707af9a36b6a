import type { FastifyBaseLogger } from 'fastify'
import type { Deps } from '../processes/deps.ts'
import type { Authenticate } from './auth.ts'
import type { IdempotencyStore } from './idempotency-store.ts'
import type { Probes } from './probes.ts'

/** What the plumbing of the API needs, whatever its routes are. */
export type ShellDeps = {
  authenticate: Authenticate
  idempotency: IdempotencyStore
  logger: FastifyBaseLogger
  probes: Probes
  /** Requests one person, or one address without a token, may make in a minute. */
  requestsPerMinute: number
}

/** What the whole API needs: the plumbing, and what the processes and read models need. Built once, in `main.ts`. */
export type HttpDeps = Deps & ShellDeps
