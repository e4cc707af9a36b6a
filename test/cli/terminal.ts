import { spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { freshDatabase } from '../postgres.ts'

/** What a command left behind. */
export type Ran = { code: number | null; out: string; err: string }

/** A terminal with a database of its own: commands run as processes of their own, as an office would start them. */
export type Terminal = {
  /** For whoever owns the database and may do anything to it. */
  adminUrl: string
  run(...args: string[]): Promise<Ran>
  close(): Promise<void>
}

const { PATH, NODE_COMPILE_CACHE } = process.env

/** Runs a file of the project with arguments under some settings, and none of the test's own. */
export const runFile = async (file: string, args: readonly string[], environment: object): Promise<Ran> => {
  const child = spawn(process.execPath, [file, ...args], {
    env: { PATH, NODE_COMPILE_CACHE, LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, out, err }
}

export const openTerminal = async (): Promise<Terminal> => {
  const database = await freshDatabase()
  const directory = await mkdtemp(join(tmpdir(), 'anjuan-terminal-'))
  const environment = {
    DATABASE_URL: database.urlAs('app_api'),
    ANJUAN_DATA_DIR: directory,
    ANJUAN_KEYS: join(directory, 'keys'),
  }
  return {
    adminUrl: database.adminUrl,
    run: (...args) => runFile('src/cli/anjuan.ts', args, environment),
    close: () => database.drop(),
  }
}
