import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { findRunning, untilStopped } from '../src/embedded/pid-file.ts'

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Processes have numbers of their own in every container, which may share a directory with others. */
const ownPrefix = (prefix: string): string => `${prefix}${hostname()}-`

/** An embedded server outlives the program that started it. */
const stopServersIn = async (directory: string): Promise<void> => {
  const files = await readdir(directory, { recursive: true })
  for (const file of files.filter((path) => basename(path) === 'postmaster.pid')) {
    const cluster = join(directory, dirname(file))
    const running = await findRunning(cluster)
    if (!running) continue
    process.kill(running.pid, 'SIGINT')
    await untilStopped(cluster, running.pid)
  }
}

/** Takes away what runs have left that were killed: their directories, and the servers that still run in them. */
export const takeAwayLeftovers = async (parent: string, prefix: string): Promise<void> => {
  const own = ownPrefix(prefix)
  for (const name of await readdir(parent).catch(() => [])) {
    const run = Number(name.startsWith(own) ? name.slice(own.length).split('-')[0] : undefined)
    if (!(run > 0) || isAlive(run)) continue
    const directory = join(parent, name)
    // Another run that begins now may be at it too, or it is another user's.
    await stopServersIn(directory).catch(() => undefined)
    await rm(directory, { recursive: true, force: true, maxRetries: 20 }).catch(() => undefined)
  }
}

/** Makes a directory for this run of the tests, named by its process, so that the next run knows it if this one is killed. */
export const directoryOfRun = (parent: string, prefix: string): Promise<string> =>
  mkdtemp(join(parent, `${ownPrefix(prefix)}${process.pid}-`))
