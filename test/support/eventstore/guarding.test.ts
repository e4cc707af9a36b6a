import { NO_STREAM } from '@eventstore/db-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { all, connect, eventOf, failureOf, newStream } from './client.ts'
import { startTrustedServer, type TrustedServer } from './trusted-server.ts'

const users = { admin: 'changeit', writer: 'p:w @1' }
let server: TrustedServer

beforeAll(async () => {
  server = await startTrustedServer(users)
})
afterAll(() => server.stop())

/** The address with a name and password in it, and the authority that the client trusts. */
const addressFor = (user: string, password: string, trusted: 'trusted' | 'other' = 'trusted'): string =>
  `esdb://${user}:${encodeURIComponent(password)}@localhost:${server.port}?tls=true&tlsCAFile=${server.authorityFile(trusted)}`

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
