import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { LogHalted } from './log/errors.ts'
import { settingsOf } from './log/kurrentdb/settings.ts'

/** Settings that contradict each other or cannot be. One line per mistake; values that may hold a password are not repeated. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault'
}

/** `real` and `demonstration` refuse the data of the other; `as-found` takes whichever they are. */
export type Mode = 'real' | 'demonstration' | 'as-found'

/** How this installation runs, read once at the start. */
export type Config = {
  /** A made-up county with a day of its own; never people's real data. */
  demonstration: boolean
  /** Everything the program keeps by itself: the embedded server, and keys where none are named. Absolute. */
  dataDir: string
  /** A PostgreSQL of the installation; undefined for the embedded one. The login may only switch to the `app_` roles. */
  databaseUrl: string | undefined
  /** For migrations: a login that owns the database. */
  databaseAdminUrl: string | undefined
  /** A KurrentDB or EventStoreDB cluster for the log, its login in the address; undefined keeps the log in PostgreSQL. */
  eventStoreUrl: string | undefined
  /** The directory of keys, and whether it was named or lies beside the data that it protects. */
  keys: { directory: string; named: boolean }
  host: string
  /** 0 takes any free port. */
  port: number
  /** Who signs tokens; undefined takes development tokens, and then the program listens to this machine only. */
  identity: { issuer: string; jwksUrl: string } | undefined
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
}

/** True for an address that only this machine can reach. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

const url = (protocols: readonly string[], like: string) =>
  z.string().refine((text) => protocols.includes(URL.parse(text)?.protocol ?? ''), `must be a URL like ${like}`)

const postgresUrl = url(['postgres:', 'postgresql:'], 'postgres://anjuan:…@host:5432/anjuan')

/** What the engine says of an address; it never repeats the password in it. */
const eventStoreUrl = z.string().superRefine((text, context) => {
  try {
    settingsOf(text)
  } catch (error) {
    if (!(error instanceof LogHalted)) throw error
    context.addIssue({ code: 'custom', message: error.message })
  }
})

const secureUrl = url(['https:', 'http:'], 'https://id.example.gov.cn').refine((text) => {
  const { protocol, hostname } = URL.parse(text) ?? {}
  return protocol === 'https:' || isLoopback(hostname ?? '')
}, 'must be https: whoever can alter it on the way can sign in as anybody')

const Environment = z.object({
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_ADMIN_URL: postgresUrl.optional(),
  EVENTSTORE_URL: eventStoreUrl.optional(),
  ANJUAN_DATA_DIR: z.string().default('data'),
  ANJUAN_KEYS: z
    .string()
    .refine((text) => !text.includes('://'), 'must be a directory: key management services are not supported')
    .optional(),
  HOST: z
    .string()
    .refine((text) => isIP(text) > 0 || /^[A-Za-z0-9.-]+$/.test(text), 'must be an address or a host name')
    .default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a number from 0 to 65535')
    .default(3000),
  OIDC_ISSUER: secureUrl.optional(),
  JWKS_URL: secureUrl.optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be trace, debug, info, warn, error, fatal or silent',
    })
    .default('info'),
})
type Environment = z.infer<typeof Environment>

/** Settings that are well-formed each, and dangerous together. */
const contradictions = (env: Environment, mode: Mode): readonly string[] => [
  ...(env.DATABASE_URL && !env.ANJUAN_KEYS && mode === 'real'
    ? [
        'ANJUAN_KEYS: must name the directory of keys when DATABASE_URL is set: keys must not depend on where the program starts',
      ]
    : []),
  ...(!env.OIDC_ISSUER && !isLoopback(env.HOST)
    ? ['HOST: must be 127.0.0.1 or ::1 without OIDC_ISSUER: development tokens are not for a network']
    : []),
  ...(env.JWKS_URL && !env.OIDC_ISSUER ? ['OIDC_ISSUER: must be set when JWKS_URL is'] : []),
  ...(env.OIDC_ISSUER && mode === 'demonstration' ? ['OIDC_ISSUER: must not be set for a demonstration'] : []),
]

/** The keys of an issuer lie at a well-known place unless the installation says otherwise. */
const identityOf = ({ OIDC_ISSUER: issuer, JWKS_URL: jwksUrl }: Environment): Config['identity'] =>
  issuer === undefined
    ? undefined
    : { issuer, jwksUrl: jwksUrl ?? `${issuer.replace(/\/$/, '')}/.well-known/jwks.json` }

/**
 * Reads the environment; the only place that does. An empty variable counts as absent. Throws `ConfigFault` that lists
 * every mistake.
 */
export const readConfig = (
  mode: Mode,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Config => {
  // As long as it is not known whose data they are, they are judged as a demonstration's: opening them finds it out.
  const demonstration = mode !== 'real'
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  const mistakes = parsed.success
    ? contradictions(parsed.data, mode)
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  if (!parsed.success || mistakes.length > 0) throw new ConfigFault(mistakes.join('\n'))
  const env = parsed.data
  const dataDir = resolve(env.ANJUAN_DATA_DIR)
  return {
    demonstration,
    dataDir,
    databaseUrl: env.DATABASE_URL,
    databaseAdminUrl: env.DATABASE_ADMIN_URL,
    eventStoreUrl: env.EVENTSTORE_URL,
    keys: { directory: resolve(env.ANJUAN_KEYS ?? join(dataDir, 'keys')), named: env.ANJUAN_KEYS !== undefined },
    host: env.HOST,
    port: env.PORT,
    identity: identityOf(env),
    logLevel: env.LOG_LEVEL,
  }
}
