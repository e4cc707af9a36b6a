import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A server as its `postmaster.pid` describes it. */
export type Running = { pid: number; port: number }

const pidFileOf = (cluster: string): string => join(cluster, 'postmaster.pid')

/** The command line of a process; empty where there is no such process, or only its remains. */
const commandLineOf = async (pid: number): Promise<string[]> => {
  if (process.platform === 'linux')
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0').filter(Boolean)
  const { stdout } = spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
  const [, program, cluster] = /^(\S+) -D (.+?) -c /.exec(stdout ?? '') ?? []
  return program && cluster ? [program, '-D', cluster] : []
}

/** Whether a process is the server of a cluster, and not one that was later given the same number. */
const serves = async (pid: number, cluster: string): Promise<boolean> => {
  const [program, flag, directory] = await commandLineOf(pid)
  if (program === undefined || basename(program) !== 'postgres' || flag !== '-D' || directory === undefined)
    return false
  // A cluster that was moved while its server runs is still served by it, under the path it had before.
  return directory === cluster || !existsSync(directory)
}

/** The server that runs on a cluster now, also one orphaned by the death of the program that started it. */
export const findRunning = async (cluster: string): Promise<Running | undefined> => {
  const text = await readFile(pidFileOf(cluster), 'utf8').catch(() => '')
  const [pid = 0, , , port = 0] = text.split('\n').map(Number)
  return pid > 0 && (await serves(pid, cluster)) ? { pid, port } : undefined
}

const pauseMs = 50

/**
 * Waits until one server of a cluster has removed its `postmaster.pid`, the last thing it does. A newcomer may have launched
 * the next server on the cluster before we look again: that one is not waited for.
 */
export const untilStopped = async (cluster: string, pid: number): Promise<void> => {
  while ((await findRunning(cluster))?.pid === pid) await sleep(pauseMs)
}

/** Larger than any process number that Linux or macOS gives. */
const nobodysPid = 4_194_305

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Makes PostgreSQL see that the process named by a stale `postmaster.pid` is not its own, when the number has meanwhile gone
 * to another process: common in containers, where numbers are small. The rest of the file stays, so that PostgreSQL itself
 * still refuses while any process of the old server is attached to its memory.
 */
export const disownStalePid = async (cluster: string): Promise<void> => {
  const handle = await open(pidFileOf(cluster), 'r+').catch(() => undefined)
  if (!handle) return
  try {
    const text = await handle.readFile('utf8')
    const [first = '', ...rest] = text.split('\n')
    const pid = Number(first)
    if (!(pid > 0) || !isAlive(pid) || (await serves(pid, cluster))) return
    const altered = Buffer.from([String(nobodysPid), ...rest].join('\n'))
    await handle.write(altered, 0, altered.length, 0)
    await handle.truncate(altered.length)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
