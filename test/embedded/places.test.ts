import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { canReach, findAccount } from '../../src/embedded/account.ts'
import { installedBinaries, reachableBinaries } from '../../src/embedded/binaries.ts'
import { homeOf } from '../../src/embedded/place.ts'
import { ask, startProgram, stopPrograms } from './programs.ts'

const isRoot = process.getuid?.() === 0
const account = await findAccount()
/** Somebody without any right, who can run this program only where it lies open. */
const stranger = { uid: 65_534, gid: 65_534 }
const canBeStranger = isRoot && canReach(stranger, process.execPath) && canReach(stranger, import.meta.dirname)

let directory: string
const toRemove: string[] = []

beforeEach(async () => {
  directory = await mkdtemp(join(await realpath(tmpdir()), 'anjuan-places-'))
})
afterEach(async () => {
  await stopPrograms()
  for (const path of [directory, ...toRemove.splice(0)]) await rm(path, { recursive: true, force: true })
})

/** Notes the open place a home lies in, so that the test leaves nothing behind. */
const inOpenPlace = (home: string): string => {
  toRemove.push(join(home, '..'))
  return home
}

test.runIf(process.platform === 'linux')('a place where nothing can ever be is refused at once, in words', async () => {
  for (const place of ['/proc/anjuan', '/proc/anjuan/data', '/sys/anjuan', '/dev/null/anjuan'])
    await expect(homeOf(place, account)).rejects.toMatchObject({
      code: 'not-writable',
      message: expect.stringMatching(/Set ANJUAN_DATA_DIR to a directory of your own/),
    })
})

describe.skipIf(!canBeStranger)('as an ordinary user (skipped when this run cannot become one)', () => {
  test('everything lies in the data directory and belongs to that user', async () => {
    await chmod(directory, 0o755)
    await chown(directory, stranger.uid, stranger.gid)
    const dataDir = join(directory, 'data')
    const { home, url } = await startProgram(dataDir, stranger).says('started')
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(home).toBe(join(dataDir, 'postgres'))
    expect((await stat(join(home, 'cluster'))).uid).toBe(stranger.uid)
    expect((await stat(join(home, 'password'))).uid).toBe(stranger.uid)
  })

  test('a data directory of somebody else is refused in words', async () => {
    await chmod(directory, 0o755)
    const failed = await startProgram(join(directory, 'data'), stranger).says('failed')
    expect(failed).toMatchObject({ code: 'not-writable', message: expect.stringContaining('ANJUAN_DATA_DIR') })
  })
})

describe.skipIf(!isRoot)('as root (skipped when this run is not root)', () => {
  test('the server runs as another user, and only that user can read its data', async () => {
    await chmod(directory, 0o755)
    const { home } = await startProgram(join(directory, 'data')).says('started')
    const cluster = await stat(join(home, 'cluster'))
    expect(cluster.uid).toBe(account?.uid)
    expect(cluster.mode & 0o777).toBe(0o700)
    expect((await stat(join(home, 'password'))).uid).toBe(0)
  })

  test('under a closed directory, data go to an open place and the data directory points there, also next time', async () => {
    await chmod(directory, 0o700)
    const dataDir = join(directory, 'anjuan/data')
    const first = startProgram(dataDir)
    const { home, url } = await first.says('started')
    inOpenPlace(home)
    expect(await realpath(join(dataDir, 'postgres'))).toBe(home)
    expect((await lstat(dataDir)).isSymbolicLink()).toBe(true)
    await ask(url, 'create table kept as select 42 as answer')
    await first.stop()
    const again = await startProgram(dataDir).says('started')
    expect(again.home).toBe(home)
    expect(await ask(again.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  test('a closed data directory that already holds keys keeps them, and only the server moves out', async () => {
    await chmod(directory, 0o700)
    const dataDir = join(directory, 'data')
    await mkdir(join(dataDir, 'keys'), { recursive: true })
    const home = inOpenPlace(await homeOf(dataDir, account))
    expect(await readdir(dataDir)).toEqual(['keys', 'postgres'])
    expect((await lstat(dataDir)).isSymbolicLink()).toBe(false)
    expect(await homeOf(dataDir, account)).toBe(home)
    expect(canReach(account, home)).toBe(true)
  })

  test('whoever removes the data directory begins anew, and what was there is put aside', async () => {
    await chmod(directory, 0o700)
    const dataDir = join(directory, 'data')
    const home = inOpenPlace(await homeOf(dataDir, account))
    await mkdir(join(home, 'cluster'))
    await writeFile(join(home, 'cluster/PG_VERSION'), '18\n')
    await rm(dataDir)
    expect(await homeOf(dataDir, account)).toBe(home)
    expect(await readdir(home)).toEqual([])
    const aside = (await readdir(join(home, '../..'))).filter((name) =>
      join(home, '..').endsWith(name.split('.before-')[0]!),
    )
    const before = aside.map((name) => join(home, '../..', name)).filter((path) => path.includes('.before-'))
    toRemove.push(...before)
    expect(before).toHaveLength(1)
    expect(await readdir(join(before[0]!, 'postgres/cluster'))).toEqual(['PG_VERSION'])
  })

  test('an open place that somebody else has prepared is not trusted', async () => {
    await chmod(directory, 0o700)
    const dataDir = join(directory, 'data')
    const home = inOpenPlace(await homeOf(dataDir, account))
    await rm(dataDir)
    await chown(join(home, '..'), stranger.uid, stranger.gid)
    const other = inOpenPlace(await homeOf(dataDir, account))
    expect(other).not.toBe(home)
  })

  test('a link whose target has been cleaned away is made good', async () => {
    await chmod(directory, 0o755)
    const target = join(directory, 'cleaned/place')
    const dataDir = join(directory, 'data')
    await symlink(target, dataDir)
    expect(await homeOf(dataDir, account)).toBe(join(target, 'postgres'))
  })

  test('programs that the server cannot reach are copied once, and run', async () => {
    await chmod(directory, 0o711)
    const installed = await installedBinaries()
    const closed = join(directory, 'closed')
    await cp(installed.directory, join(closed, 'native'), { recursive: true, verbatimSymlinks: true })
    await chmod(closed, 0o700)
    const home = join(directory, 'home')
    await mkdir(home)
    const hidden = { ...installed, directory: join(closed, 'native') }
    const copied = await reachableBinaries(hidden, account, home)
    expect(copied.directory).toBe(join(home, `postgresql-${installed.version}`))
    const { startEmbedded } = await import('../../src/embedded/embedded-server.ts')
    const server = await startEmbedded({ dataDir: join(directory, 'data'), binaries: hidden })
    expect(await ask(server.url('postgres', 'postgres'), 'select 1 as one')).toEqual([{ one: 1 }])
    await server.stop()
  })
})
