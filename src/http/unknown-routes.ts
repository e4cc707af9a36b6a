import type { FastifyInstance } from 'fastify'
import { problemOf, sendProblem } from './problems.ts'
import { HttpRefused } from './refusals.ts'

type Known = { pattern: RegExp; methods: Set<string> }

/** `/v1/cases/:id` as an expression over whole paths. */
const patternOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .split('/')
      .map((part) =>
        part.startsWith(':') ? '[^/]+' : part === '*' ? '.*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
      )
      .join('/')}$`,
  )

/** Answers 404 at addresses that do not exist and 405 with `Allow` where only the method is wrong. Call before any route. */
export const answerUnknownRoutes = (app: FastifyInstance): void => {
  const routes = new Map<string, Known>()
  app.addHook('onRoute', ({ url, method }) => {
    const known = routes.get(url) ?? { pattern: patternOf(url), methods: new Set() }
    for (const one of [method].flat()) known.methods.add(one)
    routes.set(url, known)
  })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const allowed = [...routes.values()]
      .filter(({ pattern }) => pattern.test(path))
      .flatMap(({ methods }) => [...methods])
    const refused =
      allowed.length === 0
        ? new HttpRefused('no-such-route')
        : new HttpRefused('method-not-allowed', { headers: { allow: [...new Set(allowed)].sort().join(', ') } })
    return sendProblem(request, reply, problemOf(refused))
  })
}
