import { spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asRole, ensureDatabase, migrate } from '../../../src/db.ts'
import { type EmbeddedServer, startEmbedded } from '../../../src/embedded/embedded-server.ts'
import { LogUnavailable, OutcomeUnknown } from '../../../src/log/errors.ts'
import type { Commit, EventLog } from '../../../src/log/port.ts'
import { checkCounts } from '../../../src/log/postgres/nightly.ts'
import { commitOf, tipAfter } from '../../contract/commits.ts'
import { openPatientLog } from './patient-log.ts'

/** A disk of its own that can be filled; only root can have one. */
const mountable = (): boolean => {
  const probe = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'])
  return process.getuid?.() === 0 && probe.status === 0
}

let disk: string
let server: EmbeddedServer
let log: EventLog

const canFill = mountable()
beforeAll(async () => {
  if (!canFill) return
  disk = await mkdtemp(join(tmpdir(), 'anjuan-disk-'))
  await chmod(disk, 0o755)
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256m,mode=755', 'tmpfs', disk]).status).toBe(0)
  await mkdir(join(disk, 'data'))
  server = await startEmbedded({ dataDir: join(disk, 'data') })
  await ensureDatabase(server.url('postgres', 'postgres'), 'full')
  await migrate(server.url('full', 'postgres'))
  log = await openPatientLog({ connectionString: asRole(server.url('full', 'postgres'), 'app_api') })
})
afterAll(async () => {
  if (!canFill) return
  await log?.close()
  await server?.stop()
  spawnSync('umount', ['-l', disk])
  await rm(disk, { recursive: true, force: true })
})

/** Fills the disk but for so many bytes. */
const fill = async (ballast: string, but: number): Promise<void> => {
  const { bavail, bsize } = await statfs(disk)
  await writeFile(ballast, Buffer.alloc(Math.max(0, bavail * bsize - but)))
}

const surely = async (commit: Commit): Promise<string> => {
  for (;;) {
    try {
      return (await log.append(commit)).is
    } catch (error) {
      if (!(error instanceof LogUnavailable || error instanceof OutcomeUnknown)) throw error
      await sleep(100)
    }
  }
}

test.runIf(canFill)(
  'a disk that is full is a typed error, loses nothing that was promised, and is got over once there is room',
  async () => {
    const ballast = join(disk, 'ballast')
    await fill(ballast, 6 * 1024 * 1024)
    const payloads = Array.from({ length: 10 }, () => JSON.stringify('满'.repeat(20_000)))
    const promised: Commit[] = []
    let failed: { commit: Commit; error: unknown } | undefined
    while (failed === undefined) {
      const commit = commitOf({ payloads })
      try {
        await log.append(commit)
        promised.push(commit)
      } catch (error) {
        failed = { commit, error }
      }
    }
    expect(['LogUnavailable', 'OutcomeUnknown']).toContain((failed.error as Error).name)
    // A server that has recovered meanwhile may have found room again: then this one is promised too.
    const next = commitOf({ payloads })
    await log.append(next).then(
      () => promised.push(next),
      (error: Error) => expect(error.name).toMatch(/^(LogUnavailable|OutcomeUnknown)$/),
    )
    await rm(ballast)
    expect(['appended', 'repeated']).toContain(await surely(failed.commit))
    for (const commit of [...promised, failed.commit])
      expect(await log.readStream(commit.stream)).toMatchObject({ tip: tipAfter(commit), events: { length: 10 } })
    expect(await checkCounts({ connectionString: asRole(server.url('full', 'postgres'), 'app_api') })).toEqual([])
  },
  600_000,
)
