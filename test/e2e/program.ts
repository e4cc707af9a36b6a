import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, sep } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const cli = join(import.meta.dirname, '../../src/cli/anjuan.ts')

/** A verb that has come to its end. */
export type Ended = { code: number | null; stdout: string; stderr: string }

/** A verb that goes on: a program that serves. */
export type Program = {
  process: ChildProcess
  /** Waits for words on its output, said before or yet to come, and gives what they matched. */
  says(words: RegExp): Promise<RegExpExecArray>
  /** What it has said so far, output and errors together. */
  told(): string
  isRunning(): boolean
  /** Waits for an answer of the program; where that fails because it has ended, says how it ended and what it had said. */
  unless<Value>(answer: Promise<Value>): Promise<Value>
  /** Asks it to leave, waits until it has, and gives its exit code. */
  stop(): Promise<number | null>
  /** Ends it without a word and waits until it is gone. Its PostgreSQL lives on. */
  kill(): Promise<void>
}

/** A data directory with a port of its own, on which the real command line works. */
export type Place = {
  dataDir: string
  port: number
  /** Runs a verb to its end. */
  run(...verb: readonly string[]): Promise<Ended>
  /** Starts a verb that goes on; on a port of its own where it is the second one here. */
  start(verb: readonly string[], port?: number): Program
  /** `anjuan serve`, with its doors open. */
  serve(port?: number): Promise<Program>
  /** SIGKILL to the PostgreSQL of this place, as when the machine loses power. */
  killPostgres(): Promise<void>
  postgresRuns(): Promise<boolean>
  /** The same data in a place of their own. Only while nothing runs here. */
  copy(): Promise<Place>
  /** Ends what still runs here and leaves no trace of it. */
  clean(): Promise<void>
}

/**
 * A port that nobody listens on now, below those that the system hands out to connections by itself: one of these could be
 * gone again by the time the program asks for it. No two tests of a run are given the same one.
 */
export const freePort = async (): Promise<number> => {
  const port = randomInt(18_000, 30_000)
  const isOurs = await writeFile(join(tmpdir(), `port-${port}`), '', { flag: 'wx' }).then(
    () => true,
    () => false,
  )
  if (!isOurs) return freePort()
  const probe = createServer()
  const isFree = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => resolve(true))
  })
  if (!isFree) return freePort()
  probe.close()
  await once(probe, 'close')
  return port
}

/** Makes an empty place. Its directory is open to every user: where root starts the server, it runs as another one. */
export const openPlace = async (): Promise<Place> => {
  const directory = await mkdtemp(join(tmpdir(), 'anjuan-e2e-'))
  await chmod(directory, 0o755)
  return placeIn(directory, await freePort())
}

const placeIn = (directory: string, port: number): Place => {
  const dataDir = join(directory, 'data')
  const programs = new Set<Program>()
  const start = (verb: readonly string[], on = port): Program => {
    const program = watch(spawnVerb(verb, { dataDir, port: on }))
    programs.add(program)
    return program
  }
  return {
    dataDir,
    port,
    run: async (...verb) => {
      const child = spawnVerb(verb, { dataDir, port })
      const ended = { stdout: '', stderr: '' }
      for (const name of ['stdout', 'stderr'] as const)
        child[name]?.setEncoding('utf8').on('data', (text: string) => {
          ended[name] += text
        })
      const [code] = (await once(child, 'close')) as [number | null]
      return { code, ...ended }
    },
    start,
    serve: async (on) => {
      const program = start(['serve'], on)
      await program.says(/serves at/)
      return program
    },
    killPostgres: () => endPostgres(dataDir, 'SIGKILL'),
    postgresRuns: async () => (await findPostgres(dataDir)) !== undefined,
    copy: async () => {
      const other = await openPlace()
      // Owners and modes are part of a cluster: `cp` of the system keeps them.
      await promisify(execFile)('cp', ['-a', await realpath(dataDir), other.dataDir])
      return other
    },
    clean: async () => {
      for (const program of programs) if (program.isRunning()) await program.kill()
      await endPostgres(dataDir, 'SIGQUIT')
      // Where the server's user could not enter, the data directory points to an open place elsewhere.
      const home = await realpath(join(dataDir, 'postgres')).catch(() => undefined)
      const isElsewhere = home !== undefined && !home.startsWith((await realpath(directory)) + sep)
      for (const path of [directory, ...(isElsewhere ? [dirname(home)] : [])])
        await rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}

/** Starts the command line on this Node.js, with nothing of our own environment that could lead it elsewhere. */
const spawnVerb = (verb: readonly string[], { dataDir, port }: { dataDir: string; port: number }): ChildProcess =>
  spawn(process.execPath, [cli, ...verb], {
    cwd: '/',
    env: {
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      HOME: process.env['HOME'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      ANJUAN_DATA_DIR: dataDir,
      PORT: String(port),
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

const watch = (child: ChildProcess): Program => {
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (more: string) => {
      text += more
    })
  const closed = once(child, 'close')
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null
  const ending = (): string => `it ended (${child.signalCode ?? child.exitCode}) and had said:\n${text}`
  return {
    process: child,
    told: () => text,
    isRunning,
    says: async (words) => {
      for (;;) {
        const found = words.exec(text)
        if (found) return found
        if (!isRunning()) throw new Error(`never said ${words}: ${ending()}`)
        await sleep(20)
      }
    },
    unless: (answer) =>
      answer.catch(async (error: unknown) => {
        await sleep(500)
        throw isRunning() ? error : new Error(ending(), { cause: error })
      }),
    stop: async () => {
      child.kill('SIGTERM')
      await closed
      return child.exitCode
    },
    kill: async () => {
      child.kill('SIGKILL')
      await closed
    },
  }
}

const findPostgres = async (dataDir: string): Promise<number | undefined> => {
  const file = join(dataDir, 'postgres', 'cluster', 'postmaster.pid')
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0])
  return pid > 0 && (await isPostgres(pid)) ? pid : undefined
}

const endPostgres = async (dataDir: string, signal: 'SIGKILL' | 'SIGQUIT'): Promise<void> => {
  const pid = await findPostgres(dataDir)
  if (pid === undefined) return
  process.kill(pid, signal)
  while (await isPostgres(pid)) await sleep(20)
}

/** Whether a number still belongs to a living PostgreSQL, and not to its remains or to somebody who came after it. */
const isPostgres = async (pid: number): Promise<boolean> => {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=,args=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }))
  return /^[^Z\s]\S*\s.*postgres/.test(stdout.trim())
}
