import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { findAccount } from '../../src/embedded/account.ts'
import { installedBinaries } from '../../src/embedded/binaries.ts'
import { untilStopped } from '../../src/embedded/pid-file.ts'
import { ask, isAlive, type Program, type Started, serverPid, startProgram, stopPrograms } from './programs.ts'

let directory: string
let dataDir: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'anjuan-embedded-'))
  await chmod(directory, 0o755)
  dataDir = join(directory, 'data')
})
afterEach(stopPrograms)
afterAll(() => rm(directory, { recursive: true }))

const start = async (at = dataDir): Promise<Program & { started: Started }> => {
  const program = startProgram(at)
  return { ...program, started: await program.says('started') }
}

const gone = async (pid: number): Promise<void> => {
  while (await isAlive(pid)) await sleep(20)
}

describe('the embedded server', () => {
  test('starts from nothing, keeps what it is told, and takes the same port again', async () => {
    const first = await start()
    expect(first.started.adopted).toBe(false)
    const pid = await serverPid(first.started.home)
    await ask(first.started.url, 'create table kept as select 42 as answer')
    await first.stop()
    await gone(pid)
    const second = await start()
    expect(second.started.port).toBe(first.started.port)
    expect(await ask(second.started.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  test('is durable, checks its pages, and speaks UTF-8 in UTC', async () => {
    const { started } = await start()
    const [row] = await ask(
      started.url,
      `select json_object_agg(name, setting) as settings from pg_settings
       where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'server_encoding', 'TimeZone',
         'lc_messages', 'listen_addresses', 'unix_socket_directories', 'password_encryption')`,
    )
    expect(row?.['settings']).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      data_checksums: 'on',
      server_encoding: 'UTF8',
      TimeZone: 'UTC',
      lc_messages: 'C',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      password_encryption: 'scram-sha-256',
    })
  })

  test('lets nobody in without its password, which only its owner can read', async () => {
    const { started } = await start()
    const url = new URL(started.url)
    url.password = 'password'
    await expect(ask(url.href, 'select 1')).rejects.toThrow(/password authentication failed/)
    expect((await stat(join(started.home, 'password'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(started.home, 'server.log'))).mode & 0o777).toBe(0o600)
  })

  test('writes no statement and no value into its log', async () => {
    const { started } = await start()
    await ask(started.url, 'create table only_one (number text primary key)')
    const twice = `insert into only_one values ('990101199001010023'), ('990101199001010023')`
    await expect(ask(started.url, twice)).rejects.toThrow(/duplicate key/)
    const log = await readFile(join(started.home, 'server.log'), 'utf8')
    expect(log).toContain('duplicate key')
    expect(log).not.toContain('9901011990')
  })
})

describe('several programs', () => {
  test('share one server, and the last to leave stops it', async () => {
    const one = await start()
    const two = await start()
    expect([one.started.adopted, two.started.adopted]).toEqual([false, true])
    expect(two.started.url).toBe(one.started.url)
    const pid = await serverPid(one.started.home)
    await one.stop()
    expect(await ask(two.started.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await two.stop()
    await gone(pid)
  })

  test('that start at the same moment on an empty directory end with one server', async () => {
    const at = join(directory, 'crowd')
    const programs = await Promise.all(Array.from({ length: 4 }, () => start(at)))
    expect(new Set(programs.map(({ started }) => started.url)).size).toBe(1)
    expect(programs.filter(({ started }) => !started.adopted)).toHaveLength(1)
    const pid = await serverPid(join(at, 'postgres'))
    await Promise.all(programs.map((program) => program.stop()))
    await gone(pid)
    expect((await readdir(join(at, 'postgres'))).toSorted()).toEqual(['cluster', 'password', 'port', 'server.log'])
  })

  test('that come while the last one leaves find a server all the same', async () => {
    let leaving = await start()
    for (let round = 0; round < 5; round += 1) {
      const coming = start()
      const left = leaving.stop()
      leaving = await coming
      await left
      expect(await ask(leaving.started.url, 'select 1 as one')).toEqual([{ one: 1 }])
    }
  })

  test('wait for the server that they stop, not for the next one on the same data', async () => {
    const stopped = await start()
    const pid = await serverPid(stopped.started.home)
    await stopped.stop()
    await start()
    await untilStopped(join(stopped.started.home, 'cluster'), pid)
    expect(await serverPid(stopped.started.home)).not.toBe(pid)
  })
})

describe('after a kill', () => {
  test('of the program, its server lives on, and the next program adopts and later stops it', async () => {
    const killed = await start()
    const pid = await serverPid(killed.started.home)
    await killed.kill()
    expect(await ask(killed.started.url, 'select 1 as one')).toEqual([{ one: 1 }])
    const next = await start()
    expect(next.started.adopted).toBe(true)
    expect(await serverPid(next.started.home)).toBe(pid)
    await next.stop()
    await gone(pid)
  })

  test('of the server, the program launches it again on the same port with all that was acknowledged', async () => {
    const program = await start()
    await ask(program.started.url, 'create table survivors as select generate_series(1, 1000) as n')
    const pid = await serverPid(program.started.home)
    process.kill(pid, 'SIGKILL')
    await gone(pid)
    const again = async (): Promise<Record<string, unknown>[]> =>
      ask(program.started.url, 'select count(*)::int as count from survivors').catch(() => sleep(50).then(again))
    expect(await again()).toEqual([{ count: 1000 }])
    expect(await serverPid(program.started.home)).not.toBe(pid)
    await program.stop()
    await expect(serverPid(program.started.home)).rejects.toThrow(/ENOENT/)
  })

  test('of both, the next start recovers by itself', async () => {
    const program = await start()
    await ask(program.started.url, 'create table lost_both as select 1 as one')
    const pid = await serverPid(program.started.home)
    await program.kill()
    process.kill(pid, 'SIGKILL')
    await gone(pid)
    const next = await start()
    expect(next.started.adopted).toBe(false)
    expect(await ask(next.started.url, 'select one from lost_both')).toEqual([{ one: 1 }])
  })

  test('of both, a process that got the number of the dead server does not stand in the way', async () => {
    const program = await start()
    const pid = await serverPid(program.started.home)
    await program.kill()
    process.kill(pid, 'SIGKILL')
    await gone(pid)
    const pidFile = join(program.started.home, 'cluster/postmaster.pid')
    const text = await readFile(pidFile, 'utf8')
    // Of the server's own user: of anybody else's, PostgreSQL knows by itself that it is none of its processes.
    const other = spawn('/bin/sleep', ['600'], { ...(await findAccount()), stdio: 'ignore' })
    await writeFile(pidFile, text.replace(String(pid), String(other.pid)))
    const next = await start()
    expect(await ask(next.started.url, 'select one from lost_both')).toEqual([{ one: 1 }])
    other.kill()
  })

  test('in the middle of the first start, the next one begins anew', async () => {
    for (const milliseconds of [250, 500, 900]) {
      const at = join(directory, `killed-after-${milliseconds}`)
      const killed = startProgram(at)
      await sleep(milliseconds)
      await killed.kill()
      const next = await start(at)
      expect(await ask(next.started.url, 'select 1 as one')).toEqual([{ one: 1 }])
      await next.stop()
    }
  })

  test('by Ctrl-C in the terminal, the server waits for the program to close it', async () => {
    const program = await start()
    process.kill(-(program.process.pid ?? 0), 'SIGINT')
    await program.says('interrupted')
    expect(await ask(program.started.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('what stands in the way is said in words', () => {
  const failure = async (at: string, port?: number) => {
    const program = startProgram(at, port === undefined ? {} : { port })
    return program.says('failed')
  }

  test('another program on the port', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as { port: number }
    expect(await failure(dataDir, port)).toMatchObject({
      code: 'port-in-use',
      message: expect.stringContaining(`:${port}`),
    })
    other.close()
  })

  test('a data directory that is a file', async () => {
    const at = join(directory, 'file')
    await writeFile(at, '')
    expect(await failure(at)).toMatchObject({ code: 'not-writable' })
    expect(await failure(join(at, 'data'))).toMatchObject({ code: 'not-writable' })
  })

  test('data of another major version', async () => {
    const at = join(directory, 'older')
    await mkdir(join(at, 'postgres/cluster'), { recursive: true })
    await writeFile(join(at, 'postgres/cluster/PG_VERSION'), '15\n')
    await writeFile(join(at, 'postgres/password'), 'x')
    expect(await failure(at)).toMatchObject({
      code: 'other-version',
      message: expect.stringContaining('PostgreSQL 15'),
    })
  })

  test('something else in the place of the cluster', async () => {
    const at = join(directory, 'foreign')
    await mkdir(join(at, 'postgres/cluster/photos'), { recursive: true })
    expect(await failure(at)).toMatchObject({ code: 'foreign-data' })
  })

  test('a lost or a wrong password', async () => {
    const at = join(directory, 'lost')
    const program = await start(at)
    const password = join(at, 'postgres/password')
    await writeFile(password, 'wrong')
    expect(await failure(at)).toMatchObject({ code: 'foreign-data', message: expect.stringContaining('password') })
    await program.stop()
    await rm(password)
    expect(await failure(at)).toMatchObject({ code: 'foreign-data', message: expect.stringContaining(password) })
  })

  test('a cluster that somebody serves by hand, without long waiting', async () => {
    const first = await start()
    const { home, port } = first.started
    const { directory: binaries } = await installedBinaries()
    await first.stop()
    const account = await findAccount()
    const serve = (at: number) =>
      spawn(join(binaries, 'bin', 'postgres'), ['-c', `port=${at}`, '-D', join(home, 'cluster')], {
        ...account,
        cwd: home,
        stdio: 'ignore',
      })
    const pidFile = join(home, 'cluster', 'postmaster.pid')
    let at = port + 1
    let byHand = serve(at)
    while (!(await readFile(pidFile, 'utf8').catch(() => '')).includes('ready')) {
      // The port is somebody else's.
      if (byHand.exitCode !== null) byHand = serve(++at)
      await sleep(20)
    }
    const failed = await startProgram(dataDir).says('failed')
    expect(failed).toMatchObject({ code: 'did-not-start', message: expect.stringMatching(/started by hand\?/) })
    const ended = new Promise((resolve) => byHand.once('exit', resolve))
    byHand.kill('SIGINT')
    await ended
  })

  test('a cluster that PostgreSQL itself refuses', async () => {
    const at = join(directory, 'broken')
    await (await start(at)).stop()
    await rm(join(at, 'postgres/cluster/global/pg_control'))
    expect(await failure(at)).toMatchObject({ code: 'did-not-start', message: expect.stringContaining('pg_control') })
  })
})
