import { connect, createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LogHalted } from '../../../src/log/errors.ts'
import { openKurrentLog } from '../../../src/log/kurrentdb/engine.ts'
import { commitOf } from '../../contract/commits.ts'
import { startEventStore } from '../../support/eventstore/server.ts'
import { startTrustedServer, type TrustedServer } from '../../support/eventstore/trusted-server.ts'
import { patient } from './open-log.ts'

const password = 'p:w @1/?'
let server: TrustedServer

beforeAll(async () => {
  server = await startTrustedServer({ anjuan: password })
})
afterAll(() => server.stop())

const addressWith = (secret: string, trusted: 'trusted' | 'other' = 'trusted', port = server.port): string =>
  `esdb://anjuan:${encodeURIComponent(secret)}@localhost:${port}?tlsCAFile=${server.authorityFile(trusted)}`

test('with the right authority and password every call carries name and password, and asks for the leader', async () => {
  const before = server.seen.length
  const log = await openKurrentLog({ connectionString: addressWith(password), deadlines: patient })
  const commit = commitOf()
  await log.append(commit)
  await log.readStream(commit.stream)
  await log.close()
  const authorization = `Basic ${Buffer.from(`anjuan:${password}`).toString('base64')}`
  const calls = server.seen.slice(before).filter(({ method }) => method === 'Append' || method === 'Read')
  expect(calls.length).toBeGreaterThanOrEqual(3)
  for (const call of calls)
    expect(call).toMatchObject({ authorization, requiresLeader: 'true', connectionName: 'anjuan' })
})

test('a server of another authority is refused before it hears a password', async () => {
  const before = server.seen.length
  await expect(
    openKurrentLog({ connectionString: addressWith(password, 'other'), deadlines: patient }),
  ).rejects.toThrow(LogHalted)
  expect(server.seen).toHaveLength(before)
})

test('a wrong password halts at the start, and the message does not hold it', async () => {
  const secret = 'not-the-password'
  const error = await openKurrentLog({ connectionString: addressWith(secret), deadlines: patient }).catch(
    (failure: unknown) => failure,
  )
  expect(error).toBeInstanceOf(LogHalted)
  expect(String((error as Error).stack)).not.toContain(secret)
})

test('no password goes over the line in clear', async () => {
  const heard: Buffer[] = []
  const line = createServer((client) => {
    const there = connect(server.port, '127.0.0.1')
    client.on('data', (bytes) => heard.push(Buffer.from(bytes)))
    client.pipe(there).pipe(client)
    for (const socket of [client, there]) socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve))
  const address = line.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const log = await openKurrentLog({ connectionString: addressWith(password, 'trusted', port), deadlines: patient })
  const commit = commitOf({ payloads: ['{"name":"张三"}'] })
  await log.append(commit)
  await log.close()
  await new Promise((resolve) => line.close(resolve))
  const all = Buffer.concat(heard)
  expect(all.length).toBeGreaterThan(1_000)
  for (const secret of [password, Buffer.from(`anjuan:${password}`).toString('base64'), commit.stream, '张三'])
    expect(all.includes(secret)).toBe(false)
})

test('on an open line no password is sent at all, and only on this machine is a line left open', async () => {
  const open = await startEventStore()
  const withPassword = open.url.replace('//', '//anjuan:secret@')
  const log = await openKurrentLog({ connectionString: withPassword, deadlines: patient })
  await log.append(commitOf())
  await log.close()
  expect(open.seen.map(({ authorization }) => authorization).filter(Boolean)).toEqual([])
  await open.stop()
  await expect(openKurrentLog({ connectionString: 'esdb://a:b@192.0.2.1:2113?tls=false' })).rejects.toThrow(LogHalted)
})
