import { spawn } from 'node:child_process'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { clusterIn, environment } from './cluster.ts'
import { EmbeddedFault } from './fault.ts'
import { disownStalePid } from './pid-file.ts'
import { host } from './port.ts'

/** Given on the command line, so that they hold whatever an old configuration file says. What was acknowledged is on disk. */
const settings = {
  listen_addresses: host,
  unix_socket_directories: '',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '200',
  shared_buffers: '256MB',
  max_wal_size: '4GB',
  // Queries here are many and short: compiling them costs more than it saves.
  jit: 'off',
  // Neither statements nor the values of rows belong in the server's log: they may be personal.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}

const largestLog = 16 * 1024 * 1024

const openLog = async (path: string) => {
  const size = await stat(path).then(
    (entry) => entry.size,
    () => 0,
  )
  if (size > largestLog) await rename(path, `${path}.1`)
  return { handle: await open(path, 'a', 0o600), from: size > largestLog ? 0 : size }
}

/** What a launch came to: the server lives on, or it must be tried again because of another that is coming or going. */
export type Launch = { pid: number } | { again: string }

/** The server says so and ends when another one is, or was until just now, on the same cluster or port. */
const passing = /lock file "postmaster.pid" already exists|pre-existing shared memory block|could not bind/

/**
 * Launches PostgreSQL on a cluster, in a session of its own: neither Ctrl-C in the terminal nor the death of this program
 * takes it down. Returns as soon as it holds the cluster, which may be before it takes connections. Throws `EmbeddedFault`
 * `did-not-start` with the server's own words.
 */
export const launch = async (
  home: string,
  binaries: Binaries,
  account: Account,
  port: number,
  holds: (pid: number) => Promise<boolean>,
): Promise<Launch> => {
  const cluster = clusterIn(home)
  await disownStalePid(cluster)
  const log = await openLog(join(home, 'server.log'))
  const flags = Object.entries({ ...settings, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(binaries.directory, 'bin', 'postgres'), ['-D', cluster, ...flags], {
    ...account,
    cwd: cluster,
    env: environment,
    detached: true,
    stdio: ['ignore', log.handle.fd, log.handle.fd],
  })
  let end: string | undefined
  child.once('error', (error) => {
    end = error.message
  })
  child.once('exit', (code, signal) => {
    end ??= `it ended with ${signal ?? code}`
  })
  child.unref()
  await log.handle.close()
  while (end === undefined && !(child.pid && (await holds(child.pid)))) await sleep(20)
  if (end === undefined && child.pid) return { pid: child.pid }
  const words = (await readFile(join(home, 'server.log'))).subarray(log.from).toString().trim()
  if (passing.test(words)) return { again: words.slice(-500) }
  throw new EmbeddedFault('did-not-start', `PostgreSQL did not start (${end}). It says: ${words.slice(-2000)}`)
}
