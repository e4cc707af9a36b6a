import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { clusterIn } from './cluster.ts'
import { EmbeddedFault } from './fault.ts'
import { launch } from './launch.ts'
import { enter } from './lease.ts'
import { findRunning } from './pid-file.ts'
import { choosePort, host } from './port.ts'

/** Where one embedded server lives, and as whom it runs. */
export type Site = {
  /** The directory of cluster, log and password. */
  home: string
  binaries: Binaries
  account: Account
  /** Of the superuser. */
  password: string
}

/** A server that this program uses now: its lease, and whether somebody else had started it. */
export type Joined = { client: pg.Client; pid: number; port: number; adopted: boolean }

/** A crash recovery after a large import can take minutes. */
const patienceMs = 10 * 60_000
const pauseMs = 100

/** Somebody who keeps the cluster from us without being seen is no program of ours on its way: nobody waits for that. */
const unseenMs = 10_000

/** Joins the server of a site, or launches it first; again and again while another one is just coming or going. */
export const joinServer = async (site: Site, port: number | undefined, signal: AbortSignal): Promise<Joined> => {
  const cluster = clusterIn(site.home)
  const deadline = performance.now() + patienceMs
  let ours: number | undefined
  let unseenSince: number | undefined
  while (performance.now() < deadline) {
    // A server that this program has launched is waited for all the same: somebody must stop it again.
    if (ours === undefined) signal.throwIfAborted()
    const running = await findRunning(cluster)
    if (running) {
      unseenSince = undefined
      const entry = await enter(running.port, site.password)
      if (entry.is === 'leased') return { client: entry.client, ...running, adopted: running.pid !== ours }
      if (entry.is === 'stranger')
        throw new EmbeddedFault(
          'foreign-data',
          `The server on ${host}:${running.port} does not know the password kept in ${site.home}.`,
        )
      await sleep(pauseMs)
    } else {
      const chosen = await choosePort(site.home, port)
      const holds = async (pid: number) => (await findRunning(cluster))?.pid === pid
      const launched = await launch(site.home, site.binaries, site.account, chosen, holds)
      if ('pid' in launched) ours = launched.pid
      else {
        unseenSince ??= performance.now()
        if (performance.now() - unseenSince > unseenMs)
          throw new EmbeddedFault(
            'did-not-start',
            `Something else uses ${cluster}, or its port: a PostgreSQL that was started by hand? It says: ${launched.again}`,
          )
        await sleep(pauseMs)
      }
    }
  }
  throw new EmbeddedFault(
    'did-not-start',
    `PostgreSQL in ${site.home} took no connection for ${patienceMs / 60_000} minutes.`,
  )
}
