import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Actor, holdsOneOf, type Role } from '../domain/shared/actor.ts'
import { type AreaCode, isWithin } from '../domain/shared/area.ts'
import { HttpRefused } from './refusals.ts'
import { TokenRefused } from './tokens.ts'

/** Says who a bearer token speaks for; throws `TokenRefused` when it proves nothing. */
export type Authenticate = (token: string) => Promise<Actor>

/** Addresses that need no token: probes, metrics and the documents of the API itself. */
const isOpen = (url: string): boolean => /^\/(healthz|readyz|metrics|openapi\.json|docs(\/.*)?)$/.test(url)

const strangerOnRefusal = (error: unknown): null => {
  if (error instanceof TokenRefused) return null
  throw error
}

const bearerOf = (request: FastifyRequest): string | undefined =>
  /^Bearer ([A-Za-z0-9\-._~+/]{1,4096}=*)$/i.exec(request.headers.authorization ?? '')?.[1]

/**
 * Knows the actor as early as possible, so that limits count by person, and refuses the stranger before the body is read.
 * Everything under `/v1` is closed; what is open is listed here and nowhere else.
 */
export const authenticateRequests = (app: FastifyInstance, authenticate: Authenticate): void => {
  app.decorateRequest('knownActor', null)
  app.addHook('onRequest', async (request) => {
    const token = bearerOf(request)
    request.knownActor = token === undefined ? null : await authenticate(token).catch(strangerOnRefusal)
  })
  app.addHook('preParsing', async (request) => {
    const url = request.routeOptions.url
    if (url !== undefined && !isOpen(url)) actorOf(request)
  })
}

/**
 * Who asks.
 * @throws HttpRefused `unauthenticated`
 */
export const actorOf = (request: FastifyRequest): Actor => {
  if (request.knownActor === null) {
    throw new HttpRefused('unauthenticated', { headers: { 'www-authenticate': 'Bearer realm="anjuan"' } })
  }
  return request.knownActor
}

/**
 * Refuses a reader who holds none of these roles.
 * @throws HttpRefused `not-permitted`
 */
export const needRole = (actor: Actor, ...roles: readonly Role[]): void => {
  if (!holdsOneOf(actor, roles)) throw new HttpRefused('not-permitted', { facts: { roles } })
}

/**
 * Passes on what lies in the actor's area; what is missing or lies elsewhere is the same "not found".
 * @throws HttpRefused `not-found`
 */
export const visibleTo = <Row>(
  actor: Actor,
  row: Row | undefined,
  areaOf: (row: Row) => AreaCode | readonly AreaCode[],
): Row => {
  const areas = row === undefined ? [] : [areaOf(row)].flat()
  if (row === undefined || !areas.some((area) => isWithin(area, actor.area))) throw new HttpRefused('not-found')
  return row
}

/**
 * The area a list is asked for, narrowed to what the actor may see: its own where none is named.
 * @throws HttpRefused `not-permitted` for an area outside
 */
export const areaFor = (actor: Actor, asked: AreaCode | undefined): AreaCode => {
  if (asked === undefined) return actor.area
  if (!isWithin(asked, actor.area)) throw new HttpRefused('not-permitted', { facts: { area: actor.area } })
  return asked
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null for a stranger. Read it through `actorOf`. */
    knownActor: Actor | null
  }
}
