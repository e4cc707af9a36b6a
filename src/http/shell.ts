import { randomUUID } from 'node:crypto'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import { authenticateRequests } from './auth.ts'
import { answerClientError } from './client-errors.ts'
import type { ShellDeps } from './deps.ts'
import { publishDocuments } from './documents.ts'
import { drainOnClose } from './draining.ts'
import { refuseUnknownQueries, validatorCompiler } from './input.ts'
import { JSON_BODY_LIMIT, readJsonBodies } from './json-body.ts'
import { type CountCommand, measure } from './metrics.ts'
import { answerProbes } from './probes.ts'
import { errorHandler } from './problems.ts'
import { HttpRefused } from './refusals.ts'
import { logRequests } from './request-log.ts'
import { answerUnknownRoutes } from './unknown-routes.ts'

/** The API without its routes. */
export type Shell = { app: FastifyInstance; count: CountCommand }

/**
 * Everything that holds for every route: strict bodies, problems, tokens, limits, probes, metrics, documents. Routes are
 * added to `app` afterwards.
 */
export const buildShell = async (deps: ShellDeps): Promise<Shell> => {
  const app: FastifyInstance = Fastify({
    loggerInstance: deps.logger,
    logController: new LogController({ disableRequestLogging: true }),
    // Never taken from a header: a read is written down under it, and who could choose it would read twice under one.
    genReqId: () => randomUUID(),
    requestTimeout: 10_000,
    connectionTimeout: 15_000,
    bodyLimit: JSON_BODY_LIMIT,
    trustProxy: deps.trustedProxies ? [...deps.trustedProxies] : false,
    return503OnClosing: true,
    clientErrorHandler: answerClientError(deps.logger),
    frameworkErrors: (error, request, reply) => void errorHandler(error, request, reply),
  })
  app.setValidatorCompiler(validatorCompiler)
  // Response schemas are for the documents and for tests: checking answers to people would only turn a slip into a 500.
  app.setSerializerCompiler(deps.checkAnswers ? serializerCompiler : () => JSON.stringify)
  app.setErrorHandler(errorHandler)
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
    // Answers are about people: no proxy and no browser keeps them.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  drainOnClose(app)
  readJsonBodies(app)
  answerUnknownRoutes(app)
  refuseUnknownQueries(app)
  logRequests(app)
  authenticateRequests(app, deps.authenticate)
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  })
  await app.register(underPressure, { maxEventLoopDelay: 2_000, retryAfter: 5 })
  await app.register(rateLimit, {
    max: deps.requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: ({ knownActor, ip }) => knownActor?.sub ?? ip,
    errorResponseBuilder: () => new HttpRefused('too-many-requests'),
  })
  await publishDocuments(app)
  answerProbes(app, deps.probes)
  return { app, count: measure(app, deps.probes) }
}
