import { NO_STREAM, type NotLeaderError } from '@eventstore/db-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { all, connect, eventOf, failureOf, newStream, somebody } from './client.ts'
import { type EventStoreHandle, startEventStore } from './server.ts'

let server: EventStoreHandle
beforeAll(async () => {
  server = await startEventStore()
})
beforeEach(() => server.faults.clear())
afterAll(() => server.stop())

/** Short enough to wait for, and long enough for any machine. */
const [soon, late] = [500, 60_000]

describe.each([
  ['a call of its own', { credentials: somebody, deadline: late }],
  ['the batch of the process', { deadline: late }],
] as const)('an append by %s', (_, options) => {
  const events = [eventOf(), eventOf(), eventOf()]
  const append = (client: ReturnType<typeof connect>, stream: string) =>
    client.appendToStream(stream, events, { expectedRevision: NO_STREAM, ...options })

  test('whose answer is lost with the connection is done, and its repeat says so', async () => {
    await using client = connect(server.url)
    const stream = newStream()
    server.faults.loseReply(stream)
    expect(await failureOf(append(client, stream))).toBe('unavailable')
    expect(await append(client, stream)).toMatchObject({ nextExpectedRevision: 2n })
    expect(await all(client.readStream(stream))).toHaveLength(3)
  })

  test('that breaks off on its way is not done', async () => {
    await using client = connect(server.url)
    const stream = newStream()
    server.faults.breakAppend(stream)
    expect(await failureOf(append(client, stream))).toBe('unavailable')
    expect(await failureOf(all(client.readStream(stream)))).toBe('stream-not-found')
    expect(await append(client, stream)).toMatchObject({ nextExpectedRevision: 2n })
  })

  test('whose answer is late is answered', async () => {
    await using client = connect(server.url)
    const stream = newStream()
    server.faults.delayReply(stream, 100)
    expect(await append(client, stream)).toMatchObject({ nextExpectedRevision: 2n })
  })

  test('is refused when the server is not available', async () => {
    await using client = connect(server.url)
    const stream = newStream()
    server.faults.unavailable()
    // Asked what it can do, the server refuses too, and the client hands that error on as it came.
    expect(await failureOf(append(client, stream))).toMatch(/unavailable/i)
    server.faults.clear()
    expect(await failureOf(all(client.readStream(stream)))).toBe('stream-not-found')
  })

  test('is sent to the leader when it asks for one and this is none', async () => {
    await using client = connect(server.url)
    server.faults.notLeader({ host: 'elsewhere', port: 2113 })
    const error = await client
      .appendToStream(newStream(), events, { expectedRevision: NO_STREAM, requiresLeader: true, ...options })
      .then(
        () => expect.unreachable(),
        (failure: NotLeaderError) => failure,
      )
    expect(error).toMatchObject({ type: 'not-leader', leader: { address: 'elsewhere', port: 2113 } })
  })
})

test('an answer that is withheld runs into the deadline of a call, and the append is done', async () => {
  await using client = connect(server.url)
  const stream = newStream()
  const options = { expectedRevision: NO_STREAM, credentials: somebody, deadline: soon } as const
  const stored = () => failureOf(all(client.readStream(stream)))
  // On a busy machine the time may be over before the call has even arrived.
  do {
    server.faults.withholdReply(stream)
    expect(await failureOf(client.appendToStream(stream, eventOf(), options))).toBe('deadline-exceeded')
  } while ((await stored()) === 'stream-not-found')
  expect(await all(client.readStream(stream))).toHaveLength(1)
})

test('an answer that comes twice is an error of the protocol to a call, and the append is done', async () => {
  await using client = connect(server.url)
  const stream = newStream()
  server.faults.doubleReply(stream)
  const options = { expectedRevision: NO_STREAM, credentials: somebody } as const
  await failureOf(client.appendToStream(stream, eventOf(), options))
  expect(await all(client.readStream(stream))).toHaveLength(1)
})

test('a silent server does nothing that it is asked', async () => {
  await using client = connect(server.url)
  const stream = newStream()
  await all(client.readAll({ maxCount: 1 }))
  server.faults.silent()
  const options = { expectedRevision: NO_STREAM, credentials: somebody, deadline: soon } as const
  expect(await failureOf(client.appendToStream(stream, eventOf(), options))).toBe('deadline-exceeded')
  server.faults.clear()
  expect(await failureOf(all(client.readStream(stream)))).toBe('stream-not-found')
})

test('a server that comes back knows what it was told, and where it was', async () => {
  await using client = connect(server.url)
  const stream = newStream()
  const append = (revision: typeof NO_STREAM | bigint) =>
    client.appendToStream(stream, eventOf(), { expectedRevision: revision, credentials: somebody })
  await append(NO_STREAM)
  expect(server.connections()).toBeGreaterThan(0)
  const { promise: told, resolve: tell } = Promise.withResolvers<void>()
  const back = server.restart(told)
  expect(await failureOf(append(0n))).toBe('unavailable')
  expect(server.connections()).toBe(0)
  tell()
  await back
  expect(await append(0n)).toMatchObject({ nextExpectedRevision: 1n })
})
