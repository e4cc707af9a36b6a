import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NO_STREAM } from '@eventstore/db-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAuthority } from './certificates.ts'
import { all, connect, eventOf, failureOf, newStream } from './client.ts'
import { type EventStoreHandle, startEventStore } from './server.ts'

const users = { admin: 'changeit', writer: 'p:w @1' }
const authority = makeAuthority('Trusted')
let server: EventStoreHandle
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anjuan-certificates-'))
  await writeFile(join(folder, 'trusted.pem'), authority.certificate)
  await writeFile(join(folder, 'other.pem'), makeAuthority('Other').certificate)
  server = await startEventStore({ tls: { ...authority.issue(), users } })
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

/** The address with a name and password in it, and the authority that the client trusts. */
const addressFor = (user: string, password: string, trusted = 'trusted'): string =>
  `esdb://${user}:${encodeURIComponent(password)}@localhost:${server.port}?tls=true&tlsCAFile=${join(folder, trusted)}.pem`

const appendAs = async (url: string, stream = newStream(), options = {}): Promise<unknown> => {
  await using client = connect(url)
  return await failureOf(client.appendToStream(stream, eventOf(), { expectedRevision: NO_STREAM, ...options }))
}

test('who has the right authority and the right password comes in', async () => {
  expect(await appendAs(addressFor('writer', users.writer))).toBe('done')
})

test('a client that trusts another authority does not talk to the server at all', async () => {
  const before = server.seen.length
  expect(await appendAs(addressFor('writer', users.writer, 'other'))).not.toBe('done')
  expect(server.seen).toHaveLength(before)
})

test('a wrong password is refused, and so is none', async () => {
  expect(await appendAs(addressFor('writer', 'wrong'))).toBe('access-denied')
  expect(await appendAs(addressFor('writer', users.writer).replace(/\/\/.*@/, '//'))).toBe('access-denied')
})

test('a stream may be left to some users', async () => {
  const stream = newStream()
  server.operator.setMetadata(stream, { $acl: { $w: ['admin'], $r: ['$all'] } })
  expect(await appendAs(addressFor('writer', users.writer), stream)).toBe('access-denied')
  expect(await appendAs(addressFor('admin', users.admin), stream)).toBe('done')
  await using client = connect(addressFor('writer', users.writer))
  expect(await all(client.readStream(stream))).toHaveLength(1)
})

test('the headers of a call are written down', async () => {
  const credentials = { username: 'writer', password: users.writer }
  await appendAs(`${addressFor('admin', users.admin)}&connectionName=anjuan`, newStream(), {
    requiresLeader: true,
    credentials,
  })
  expect(server.seen.at(-1)).toEqual({
    method: 'Append',
    authorization: `Basic ${Buffer.from(`writer:${users.writer}`).toString('base64')}`,
    requiresLeader: 'true',
    connectionName: 'anjuan',
  })
})
