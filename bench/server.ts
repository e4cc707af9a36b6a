import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { ensureDatabase } from '../src/db.ts'
import { startEmbedded } from '../src/embedded/embedded-server.ts'

/** A PostgreSQL server of this run, in a temporary directory. */
export type BenchServer = {
  /** A new, empty database in UTF-8; the URL is a superuser's. */
  freshDatabase(): Promise<string>
  dropDatabase(url: string): Promise<void>
  /** What the figures depend on: server, disk, machine and how busy it was at the start. */
  settings: Record<string, string | number>
  stop(): Promise<void>
}

const SHOWN = ['server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size']

/** Commits a second of one connection that writes one row each: how fast this disk acknowledges. */
const commitsPerSecond = async (client: pg.Client): Promise<number> => {
  await client.query('create temp table beat (at bigint); drop table beat; create table if not exists beat (at bigint)')
  const start = performance.now()
  let commits = 0
  for (; performance.now() - start < 1_000; commits += 1) await client.query('insert into beat values (1)')
  await client.query('drop table beat')
  return commits
}

const settingsOf = async (client: pg.Client): Promise<Record<string, string | number>> => {
  const shown: Record<string, string> = {}
  for (const name of SHOWN) shown[name] = (await client.query(`show ${name}`)).rows[0]?.[name]
  return {
    ...shown,
    node: process.version,
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memory_gb: Math.round(totalmem() / 2 ** 30),
    load_before: Number((loadavg()[0] ?? 0).toFixed(2)),
    single_row_commits_per_second: await commitsPerSecond(client),
    date: new Date().toISOString().slice(0, 10),
  }
}

/** Starts the server that comes along, with its own settings, which are those of the product. */
export const startServer = async (): Promise<BenchServer> => {
  const directory = await mkdtemp(join(tmpdir(), 'anjuan-bench-'))
  // A server started by root runs under another account, which must be able to enter.
  await chmod(directory, 0o755)
  const server = await startEmbedded({ dataDir: directory })
  const admin = new pg.Client({ connectionString: server.url('postgres', 'postgres') })
  const clear = async (): Promise<void> => {
    await admin.end()
    await server.stop()
    await rm(directory, { recursive: true, force: true })
  }
  let cleared: Promise<void> | undefined
  const stop = (): Promise<void> => {
    cleared ??= clear()
    return cleared
  }
  try {
    await admin.connect()
    const settings = await settingsOf(admin)
    let made = 0
    return {
      settings,
      stop,
      freshDatabase: async () => {
        made += 1
        await ensureDatabase(server.url('postgres', 'postgres'), `bench_${made}`)
        return server.url(`bench_${made}`, 'postgres')
      },
      dropDatabase: async (url) => {
        const name = new URL(url).pathname.slice(1)
        // PostgreSQL waits some seconds for connections that are just ending; a cut one would be an error nobody awaits.
        await admin.query(`drop database ${name}`).catch(() => admin.query(`drop database ${name} with (force)`))
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}
