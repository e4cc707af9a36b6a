import { createSecretKey, randomBytes } from 'node:crypto'
import { Writable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import pg from 'pg'
import { pino } from 'pino'
import { z } from 'zod'
import type { Actor } from '../../src/domain/shared/actor.ts'
import { commandSchema } from '../../src/domain/shared/command.ts'
import { Day } from '../../src/domain/shared/day.ts'
import { Fen } from '../../src/domain/shared/fen.ts'
import { addCommand, addCommands, type CommandRoute } from '../../src/http/commands.ts'
import { openIdempotencyStore } from '../../src/http/idempotency-store.ts'
import type { Check } from '../../src/http/probes.ts'
import { buildShell } from '../../src/http/shell.ts'
import { signToken, verifyToken } from '../../src/http/tokens.ts'
import type { Handled } from '../../src/log/handle.ts'
import type { Cursor } from '../../src/log/port.ts'

/** A county worker of the synthetic county. */
export const worker: Actor = { sub: 'worker-1', roles: ['caseWorker'], office: 'C1', area: '990101' }

/** A command that only tests have. */
export const PayThing = commandSchema(
  'PayThing',
  z.strictObject({
    fen: Fen,
    on: Day.optional(),
    kind: z.enum(['A', 'B']).optional(),
    items: z.array(z.string()).optional(),
  }),
  { en: 'Pay a thing.', zh: '支付' },
  { fen: 100 },
)

/** What `handle` answers when a fact was recorded. */
export const handled = (version = 1): Handled => ({
  stream: 'thing',
  version,
  position: BigInt(version * 10),
  cursor: '' as Cursor,
  events: [{ type: 'ThingPaid', data: {} }],
  repeated: false,
})

/** The shell with one resource of its own, on a real database; `run` is what carries its commands out. */
export const littleShell = async (
  url: string,
  run: CommandRoute<typeof PayThing>['run'],
  options: { requestsPerMinute?: number; checks?: readonly Check[] } = {},
) => {
  const key = createSecretKey(randomBytes(32))
  const pool = new pg.Pool({ connectionString: url })
  pool.on('error', () => undefined)
  const lines: string[] = []
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const idempotency = openIdempotencyStore(pool)
  const { app, count } = await buildShell({
    authenticate: (token) => verifyToken(key, token),
    idempotency,
    logger: pino({ level: 'info' }, sink),
    probes: { checks: async () => options.checks ?? [], lag: async () => [{ view: 'thing', behind: 3 }] },
    requestsPerMinute: options.requestsPerMinute ?? 10_000,
  })
  const params = z.strictObject({ id: z.uuid() })
  const route = { tag: 'things', run, subjectOf: (values: unknown) => (values as { id: string }).id }
  const place = { app, idempotency, count }
  addCommands(place, [PayThing], { ...route, url: '/v1/things/:id', params })
  addCommand(place, {
    ...route,
    schema: { ...PayThing, type: 'OpenThing' as 'PayThing' },
    url: '/v1/things',
    subjectOf: (_values, newId) => newId,
    locationOf: (id) => `/v1/things/${id}`,
  })
  const tokenOf = (actor: Actor) => signToken(key, actor, 86_400)
  const token = await tokenOf(worker)
  return {
    app,
    pool,
    lines,
    idempotency,
    tokenOf,
    token,
    close: async () => {
      await app.close()
      idempotency.close()
      await pool.end()
    },
    /** Asks anything that is no POST of JSON. */
    ask: (request: InjectOptions | string) => patiently(() => app.inject(request)),
    post: poster(app, token),
  }
}

let keys = 0
/** A key nobody has used. */
export const freshKey = (): string => {
  keys += 1
  return `test-key-${keys}`
}

type Post = Omit<InjectOptions, 'headers'> & { headers?: Record<string, string | undefined> }

/** Asks, and asks again where a busy machine answers for the service that it is busy: nothing has been done then. */
export const patiently = async (ask: () => Promise<LightMyRequestResponse>): Promise<LightMyRequestResponse> => {
  const answer = await ask()
  if (answer.statusCode !== 503 || answer.json().code !== 'under-pressure') return answer
  await setTimeout(200)
  return patiently(ask)
}

/** Posts JSON as one actor; a header given as undefined is left out. */
export const poster =
  (app: FastifyInstance, token: string) =>
  (url: string, body: unknown, options: Post = {}): Promise<LightMyRequestResponse> => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': freshKey(),
      ...options.headers,
    }
    const kept = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
    const payload = typeof body === 'string' || body instanceof Buffer ? body : JSON.stringify(body)
    return patiently(() =>
      app.inject({ method: 'POST', url, ...options, headers: kept as Record<string, string>, payload }),
    )
  }
