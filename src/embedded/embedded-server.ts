import { setTimeout as sleep } from 'node:timers/promises'
import { findAccount } from './account.ts'
import { type Binaries, installedBinaries, reachableBinaries } from './binaries.ts'
import { clusterIn, ensureCluster, versionOfCluster } from './cluster.ts'
import { type Joined, joinServer, type Site } from './join-server.ts'
import { isLastToLeave } from './lease.ts'
import { untilStopped } from './pid-file.ts'
import { homeOf } from './place.ts'
import { host, recordPort } from './port.ts'
import { type PasswordOf, passwordsOf, superuser } from './secret.ts'

/** A running embedded PostgreSQL that this program uses. */
export type EmbeddedServer = {
  /** `postgres://…` of a database as a login; the superuser is `postgres`. */
  url(database: string, user: string): string
  /** The password that `url` gives a login: set it when creating the login. */
  passwordOf: PasswordOf
  port: number
  /** The directory of cluster, log and password. */
  home: string
  /** True when the server was already running: started by another command, or orphaned by the death of one. */
  adopted: boolean
  /** Leaves. The last program to leave stops the server and waits until it has. */
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  /** Where data are kept (`./data`). */
  dataDir: string
  /** A fixed port; by default the one of last time, or a free one. */
  port?: number | undefined
  /** Hears, in one sentence each, what happens to the server later on: lost, running again, still away. */
  note?: (text: string) => void
  /** The programs of PostgreSQL; by default those that npm installed. */
  binaries?: Binaries
}

const retryMs = 2_000

const prepare = async (options: EmbeddedOptions): Promise<{ site: Site; passwordOf: PasswordOf }> => {
  const account = await findAccount()
  const home = await homeOf(options.dataDir, account)
  const binaries = await reachableBinaries(options.binaries ?? (await installedBinaries()), account, home)
  const passwordOf = await passwordsOf(home, (await versionOfCluster(home)) !== undefined)
  const password = passwordOf(superuser)
  await ensureCluster(home, binaries, account, password)
  return { site: { home, binaries, account, password }, passwordOf }
}

/** Gives the lease back, and stops the server when it was the last one. */
const leave = async ({ client, pid }: Joined, cluster: string): Promise<void> => {
  try {
    if (await isLastToLeave(client)) {
      process.kill(pid, 'SIGINT')
      await untilStopped(cluster, pid)
    }
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * Starts PostgreSQL on a data directory, makes its cluster the first time, and joins it where it already runs. What it
 * acknowledges is on disk. It outlives a killed program, and the next start adopts it; if the server itself is killed while
 * this program runs, it is launched again on the same port, and connections that broke are the caller's to renew.
 *
 * Throws `EmbeddedFault` where it cannot serve.
 */
export const startEmbedded = async (options: EmbeddedOptions): Promise<EmbeddedServer> => {
  const { site, passwordOf } = await prepare(options)
  const cluster = clusterIn(site.home)
  const note = options.note ?? (() => undefined)
  const leaving = new AbortController()
  let joined = await joinServer(site, options.port, leaving.signal)
  let rejoining: Promise<void> = Promise.resolve()
  const { port, adopted } = joined
  await recordPort(site.home, port)

  const rejoin = async (): Promise<void> => {
    note(`The embedded PostgreSQL on ${host}:${port} is gone; launching it again.`)
    while (!leaving.signal.aborted) {
      try {
        joined = await joinServer(site, port, leaving.signal)
        watch()
        return note(`The embedded PostgreSQL on ${host}:${port} is running again.`)
      } catch (error) {
        if (leaving.signal.aborted) return
        note(error instanceof Error ? error.message : String(error))
        await sleep(retryMs, undefined, { signal: leaving.signal }).catch(() => undefined)
      }
    }
  }
  const watch = (): void => {
    joined.client.once('end', () => {
      if (!leaving.signal.aborted) rejoining = rejoin()
    })
  }
  watch()

  let left: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    leaving.abort()
    await rejoining
    // A server that has meanwhile died needs no stopping.
    await leave(joined, cluster).catch(() => undefined)
  }
  return {
    url: (database, user) => `postgres://${user}:${passwordOf(user)}@${host}:${port}/${database}`,
    passwordOf,
    port,
    home: site.home,
    adopted,
    stop: () => {
      left ??= stop()
      return left
    },
  }
}
