import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { asRole, ensureDatabase, migrate } from '../../src/db.ts'
import { type EmbeddedServer, startEmbedded } from '../../src/embedded/embedded-server.ts'
import { LogUnavailable, OutcomeUnknown } from '../../src/log/errors.ts'
import { type Appended, type Commit, type EventLog, noStream } from '../../src/log/port.ts'
import { openPostgresLog } from '../../src/log/postgres/engine.ts'
import { checkProof } from '../../src/log/proof.ts'
import { PATIENCE_MS } from '../caught-up.ts'
import { commitOf, mac, newStream } from './commits.ts'

let directory: string
let server: EmbeddedServer
let adminUrl: string
let log: EventLog

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'anjuan-crash-'))
  // Where the server's user cannot enter, the data would go to a place that no test clears.
  await chmod(directory, 0o755)
  server = await startEmbedded({ dataDir: directory })
  adminUrl = server.url('crash', 'postgres')
  await ensureDatabase(server.url('postgres', 'postgres'), 'crash')
  await migrate(adminUrl)
  log = await openPostgresLog({ connectionString: asRole(adminUrl, 'app_api') })
})
afterAll(async () => {
  await log?.close()
  await server?.stop()
  await rm(directory, { recursive: true, force: true })
})

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const asAdmin = async <T>(ask: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: adminUrl })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await ask(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** As `handle` does it: after an unknown outcome the same commit goes again, after an outage later on. */
const appendInTheEnd = async (commit: Commit, met: Map<string, number>): Promise<Appended> => {
  for (;;) {
    try {
      return await log.append(commit)
    } catch (error) {
      if (!(error instanceof OutcomeUnknown || error instanceof LogUnavailable)) throw error
      met.set(error.name, (met.get(error.name) ?? 0) + 1)
      await pause(20)
    }
  }
}

type Met = ReadonlyMap<string, number>

/**
 * Appends through trouble, which comes anew whenever so many more commits are there, and returns what happened on the way;
 * every event must then be there once, in order. Each appender makes so many commits at least, and more until `enough` has
 * happened. Trouble by the clock would let a slow machine never come to an end, and a fast one come to it undisturbed.
 */
const appendThrough = async (
  { appenders, commits, every }: { appenders: number; commits: number; every: number },
  trouble: () => Promise<void>,
  enough: (met: Met) => boolean,
): Promise<Met> => {
  const met = new Map<string, number>()
  const chains: Commit[][] = Array.from({ length: appenders }, () => [])
  let running = true
  let done = 0
  const troubling = (async () => {
    for (let next = every; running; next = done + every) {
      while (running && done < next) await pause(2)
      if (running) await trouble()
    }
  })()
  await Promise.all(
    chains.map(async (chained) => {
      const stream = newStream()
      for (let at = noStream; chained.length < commits || !enough(met); ) {
        const commit = commitOf({ stream, at, payloads: ['1', '2'] })
        chained.push(commit)
        const { is, tip } = await appendInTheEnd(commit, met)
        met.set(is, (met.get(is) ?? 0) + 1)
        at = tip
        done += 1
      }
    }),
  )
  running = false
  await troubling
  for (const chained of chains) {
    // A fast machine may be done while the server is still going or coming back.
    const { events } = await vi.waitFor(() => log.readStream(chained[0]!.stream), { timeout: PATIENCE_MS })
    expect(events.map(({ id }) => id)).toEqual(chained.flatMap((commit) => commit.events.map(({ id }) => id)))
  }
  return met
}

const expectGapless = async (): Promise<void> => {
  const counted = (client: pg.Client) =>
    client.query(`select count(*) = max(e.position) as gapless, max(e.position) = max(h.position) as at_head,
      count(*) = count(distinct (stream_id, version)) as distinct from log.event e, log.head h`)
  const { rows } = await vi.waitFor(() => asAdmin(counted), { timeout: PATIENCE_MS })
  expect(rows).toEqual([{ gapless: true, at_head: true, distinct: true }])
}

test('writers whose connection is terminated in the middle of appends lose nothing and double nothing', async () => {
  const terminate = (client: pg.Client) =>
    client.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'anjuan log writer'`)
  await appendThrough(
    { appenders: 16, commits: 300, every: 80 },
    async () => {
      await asAdmin(terminate)
    },
    (met) => met.has('OutcomeUnknown'),
  )
  await expectGapless()
})

/** Every process of the server, the postmaster first so that it can start nothing again. */
const serverProcesses = (): Promise<number[]> =>
  asAdmin(async (client) => {
    const { rows } = await client.query(`select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid
      union all select pid from pg_stat_activity where pid <> pg_backend_pid()`)
    return rows.map(({ pid }) => pid)
  })

const signal = (pids: readonly number[], name: NodeJS.Signals): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

test('what 32 appenders were promised survives a server that is killed, crashes, and is shut down', async () => {
  // Every process at once · the postmaster says: drop everything · the postmaster ends all sessions in order.
  const ends = [
    (pids: number[]) => signal(pids, 'SIGKILL'),
    (pids: number[]) => signal(pids.slice(0, 1), 'SIGQUIT'),
    (pids: number[]) => signal(pids.slice(0, 1), 'SIGINT'),
  ]
  await appendThrough(
    { appenders: 32, commits: 500, every: 2_000 },
    async () => {
      const pids = ends.length > 0 ? await serverProcesses().catch(() => []) : []
      if (pids.length > 0) ends.shift()?.(pids)
    },
    (met) => ends.length === 0 && (met.has('OutcomeUnknown') || met.has('LogUnavailable')),
  )
  await expectGapless()
})

test('a program killed while it appends leaves whole commits only, and everything it was promised', async () => {
  for (let round = 0; round < 3; round++) {
    const program = spawn(process.execPath, [join(import.meta.dirname, 'appender.ts'), asRole(adminUrl, 'app_api')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const promised = new Map<string, number>()
    let answers = 0
    for await (const line of createInterface({ input: program.stdout })) {
      const [stream = '', version] = line.split(' ')
      if (version === undefined) break
      promised.set(stream, Number(version))
      if (++answers === 400) program.kill('SIGKILL')
    }
    expect(answers).toBeGreaterThanOrEqual(400)
    for (const [stream, version] of promised) {
      const { events, tip } = await log.readStream(stream)
      expect(tip.version).toBeGreaterThanOrEqual(version)
      expect(tip.version % 3).toBe(0)
      expect(events.map((event) => event.version)).toEqual(Array.from({ length: tip.version }, (_, index) => index + 1))
      expect(events.flatMap((event) => checkProof(event, mac))).toEqual([])
    }
  }
  await expectGapless()
})
