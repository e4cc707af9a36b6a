import { chmod, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { directoryOfRun, takeAwayLeftovers } from './directory-of-run.ts'

/**
 * Whatever the tests of a run put into the temporary directory lies in one of its own, which goes with the run. As open as the
 * system's: servers and programs of other users work in it too.
 */
export const setup = async (): Promise<() => Promise<void>> => {
  await takeAwayLeftovers(tmpdir(), 'anjuan-run-')
  const directory = await directoryOfRun(tmpdir(), 'anjuan-run-')
  await chmod(directory, 0o1777)
  process.env['TMPDIR'] = directory
  // Programs of ours that tests start by the dozen are stripped of types and compiled once.
  process.env['NODE_COMPILE_CACHE'] = join(directory, 'compiled')
  return () => rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}
