import type { Kysely } from 'kysely'
import type { pino } from 'pino'
import type { Config, Mode } from './config.ts'
import { type Databases, openPool } from './db.ts'
import { allEvents } from './domain/events.ts'
import { given } from './domain/shared/given.ts'
import { openIdempotencyStore } from './http/idempotency-store.ts'
import { verifyToken } from './http/tokens.ts'
import { codecOf } from './log/codec.ts'
import type { EventLog } from './log/port.ts'
import { trueTime } from './log/true-time.ts'
import { isDemonstration, ModeFault, requireKeysApart } from './mode.ts'
import { requireAllSeenIsThere, requireOneHistory, requireVaultOfLog } from './one-history.ts'
import {
  type DemonstrationClock,
  isDemonstrationClock,
  openDemonstrationClock,
  trueClock,
} from './processes/demonstration-day.ts'
import type { Deps } from './processes/deps.ts'
import { publishNationalCalendars } from './processes/national-calendars.ts'
import { emptyPolicyCache } from './processes/policies.ts'
import { upkeep } from './processes/upkeep.ts'
import { openViewPool, openViews } from './projections/open.ts'
import { openPositions } from './projections/positions.ts'
import { type Projections, startProjections } from './projections/runner.ts'
import type { Database } from './projections/schema.ts'
import { views } from './projections/views.ts'
import { type Closing, openStores } from './stores.ts'
import type { KeyFiles } from './vault/keys.ts'
import type { Vault } from './vault/port.ts'

/** The program without its doors: log, vault, read models and everything the processes need. */
export type Anjuan = {
  config: Config
  deps: Deps
  keys: KeyFiles
  log: EventLog
  databases: Databases
  projections: Projections
  /** The read models under the role of the projector, for rebuilds. */
  projector: Kysely<Database>
  logger: pino.Logger
  close(): Promise<void>
}

/** How to open it. */
export type OpenOptions = {
  mode: Mode
  logger: pino.Logger
  /** Told, beside the logger, of trouble that the log overcomes by itself but somebody should know. */
  troubled?: (message: string) => void
  /** Works the read models too; false for short commands that need none. */
  project?: boolean
  /** Told how far a read model that is rebuilt at the start has come. */
  onProgress?: Parameters<typeof startProjections>[0]['onProgress']
}

/**
 * Opens database, keys, vault, log and read models, in this order, and closes them in reverse. The only place where parts
 * are put together. Throws what each part says when it cannot serve.
 */
export const openAnjuan = async (given: Config, options: OpenOptions): Promise<Anjuan> => {
  const closing: Closing = []
  const closeAll = async (): Promise<void> => {
    for (let part = closing.pop(); part; part = closing.pop()) await part()
  }
  // Asked twice, e.g. by a signal while a failed start is tidied up, both wait until everything is closed.
  let closed: Promise<void> | undefined
  const close = (): Promise<void> => {
    closed ??= closeAll()
    return closed
  }
  try {
    const { databases, keys, vault, log } = await openStores(given, options, closing)
    const config = { ...given, demonstration: await isDemonstration(log, options.mode) }
    requireKeysApart(config, options.logger)
    const write = { log, vault, mac: keys.mac, now: trueTime }
    const readModels = await openReadModels({ databases, log, vault }, options, closing)
    const deps: Deps = {
      ...write,
      clock: config.demonstration ? await openDemonstrationClock(write) : trueClock,
      views: readModels.views,
      waitFor: readModels.waitFor,
      policyCache: emptyPolicyCache(),
    }
    await publishNationalCalendars(deps)
    const { projections, projector } = readModels
    return { config, deps, keys, log, databases, projections, projector, logger: options.logger, close }
  } catch (error) {
    await close()
    throw error
  }
}

const openReadModels = async (
  { databases, log, vault }: { databases: Databases; log: EventLog; vault: Vault },
  options: OpenOptions,
  closing: Closing,
) => {
  const projectorPool = openViewPool({ connectionString: databases.connectionFor('app_projector') })
  closing.push(() => projectorPool.end())
  const projector = openViews(projectorPool)
  const project = options.project ?? true
  await requireOneHistory(projector, log)
  await requireVaultOfLog(vault, log)
  if (project) await requireAllSeenIsThere(projector, log)
  const readerPool = openViewPool({ connectionString: databases.connectionFor('app_api') })
  closing.push(() => readerPool.end())
  const readModels = openViews(readerPool)
  const positions = openPositions(readModels)
  const projections = await startProjections({
    pool: projectorPool,
    log,
    codec: codecOf(allEvents),
    views: project ? views : [],
    positions,
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
  })
  closing.push(() => projections.stop())
  return { views: readModels, waitFor: positions.waitFor, projections, projector }
}

/** A program that listens. */
export type Served = { url: string; close(): Promise<void> }

const UPKEEP_MS = 5 * 60 * 1000

/** Opens the doors of an opened program. */
export const serve = async (anjuan: Anjuan): Promise<Served> => {
  const { config, deps, keys, databases, projections, logger } = anjuan
  if (config.identity)
    throw new ModeFault(
      'OIDC_ISSUER: tokens of an identity provider are not verified yet. Unset it to serve this machine only.',
    )
  logger.warn('DEVELOPMENT TOKENS: whoever can read the key files can act as anybody. This machine only.')
  // Read only here: every command of the terminal would wait for the web server that it does not start.
  const { buildApp } = await import('./http/app.ts')
  const pool = openPool(databases.connectionFor('app_api'))
  const idempotency = openIdempotencyStore(pool)
  const app = await buildApp({
    ...deps,
    authenticate: (token) => verifyToken(keys.token.key, token),
    idempotency,
    logger,
    probes: probesOf(anjuan, projections),
    requestsPerMinute: config.demonstration ? 1_000_000 : 6_000,
  })
  const url = await app.listen({ host: config.host, port: config.port })
  const keep = async (): Promise<void> => {
    await demonstrationClockOf(anjuan)?.catchUp()
    await upkeep(deps, (error, duty) => logger.error(error, `upkeep failed: ${duty}`))
    await idempotency.prune()
  }
  const keeping = setInterval(() => {
    keep().catch((error: unknown) => logger.error(error, 'upkeep failed'))
  }, UPKEEP_MS)
  keeping.unref()
  const leave = async (): Promise<void> => {
    clearInterval(keeping)
    await app.close()
    idempotency.close()
    await pool.end()
  }
  let leaving: Promise<void> | undefined
  return {
    url,
    close: () => {
      leaving ??= leave()
      return leaving
    },
  }
}

const probesOf = ({ log }: Anjuan, projections: Projections) => ({
  checks: async () => {
    const reachable = await log.head().then(
      () => true,
      () => false,
    )
    const status = projections.status()
    return [
      { name: 'log', ok: reachable },
      ...status.map(({ view, state, lastError }) => ({
        name: view,
        ok: state === 'running' || state === 'standby',
        ...given({ detail: lastError }),
      })),
    ]
  },
  lag: async () => projections.status().map(({ view, lag }) => ({ view, behind: Number(lag) })),
})

/** The demonstration's clock, where this is one. */
export const demonstrationClockOf = ({ deps: { clock } }: Anjuan): DemonstrationClock | undefined =>
  isDemonstrationClock(clock) ? clock : undefined
