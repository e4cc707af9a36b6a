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
  /** Networks (CIDR) of proxies whose word about addresses is taken; nobody's where absent. */
  trustedProxies?: readonly string[]
  /** Holds every answer against its schema and fails when it does not fit: for tests. */
  checkAnswers?: boolean
}

/** What the whole API needs: the plumbing, and what the processes and read models need. Built once, in `main.ts`. */
export type HttpDeps = Deps & ShellDeps
