import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** What the program says of itself, one line at a time. */
export type Line =
  | { is: 'started'; adopted: boolean; home: string; port: number; url: string }
  | { is: 'failed'; code?: string; message: string }
  | { is: 'note'; text: string }
  | { is: 'interrupted' | 'stopped' }
export type Started = Extract<Line, { is: 'started' }>

/** A running program that uses the embedded server. */
export type Program = {
  process: ChildProcess
  /** Waits for the first line of a kind; also one said before. */
  says<Kind extends Line['is']>(kind: Kind): Promise<Extract<Line, { is: Kind }>>
  /** Ends it in its own way and waits. */
  stop(): Promise<void>
  /** Ends it without warning and waits. */
  kill(): Promise<void>
}

const running = new Set<Program>()

/** Starts `program.ts` as a process of its own, in a process group of its own. */
export const startProgram = (dataDir: string, options: { port?: number; uid?: number; gid?: number } = {}): Program => {
  const { port, ...account } = options
  const args = [join(import.meta.dirname, 'program.ts'), dataDir, ...(port === undefined ? [] : [String(port)])]
  const child = spawn(process.execPath, args, {
    ...account,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: Line[] = []
  const ended = once(child, 'close')
  let over = false
  void ended.then(() => {
    over = true
  })
  createInterface(child.stdout).on('line', (line) => lines.push(JSON.parse(line)))
  const program: Program = {
    process: child,
    says: async (kind) => {
      for (;;) {
        const found = lines.find((line) => line.is === kind)
        if (found) return found as never
        if (over) throw new Error(`the program ended without saying "${kind}": ${JSON.stringify(lines)}`)
        await sleep(10)
      }
    },
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      running.delete(program)
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
      running.delete(program)
    },
  }
  running.add(program)
  return program
}

/** Ends what a failed test has left running. */
export const stopPrograms = async (): Promise<void> => {
  for (const program of running) await (program.process.exitCode === null ? program.stop() : Promise.resolve())
  running.clear()
}

/** The number of the server's first process. */
export const serverPid = async (home: string): Promise<number> =>
  Number((await readFile(join(home, 'cluster/postmaster.pid'), 'utf8')).split('\n')[0])

/** True while a process lives (its remains do not count). */
export const isAlive = async (pid: number): Promise<boolean> => {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') S')
  return !stat.includes(') Z')
}

/** Runs one statement on a connection of its own. */
export const ask = async (url: string, text: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
