import { ANY, type AppendResult, NO_STREAM, type WrongExpectedVersionError } from '@eventstore/db-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { all, connect, eventOf, failureOf, newStream, somebody } from './client.ts'
import { type EventStoreHandle, startEventStore } from './server.ts'

let server: EventStoreHandle
beforeAll(async () => {
  server = await startEventStore()
})
afterAll(() => server.stop())

/** The two ways in which the client appends: with credentials on a call each, without them over one call for all. */
describe.each([
  ['a call of its own', 'Append', { credentials: somebody }],
  ['the batch of the process', 'BatchAppend', {}],
] as const)('appending by %s', (_, method, options) => {
  const append = async (
    stream: string,
    expectedRevision: bigint | typeof NO_STREAM | typeof ANY,
    events: ReturnType<typeof eventOf>[],
  ): Promise<AppendResult> => {
    await using client = connect(server.url)
    return await client.appendToStream(stream, events, { expectedRevision, ...options })
  }
  const wrong = (call: Promise<unknown>): Promise<WrongExpectedVersionError> =>
    call.then(
      () => expect.unreachable(),
      (error: WrongExpectedVersionError) => error,
    )

  test('goes by that way', async () => {
    const before = server.seen.length
    await append(newStream(), NO_STREAM, [eventOf()])
    expect(server.seen.slice(before).map((call) => call.method)).toContain(method)
  })

  test('stores the events in order and says where the last one stands', async () => {
    const stream = newStream()
    const events = [eventOf('First'), eventOf('Second'), eventOf('Third')]
    const { nextExpectedRevision, position } = await append(stream, NO_STREAM, events)
    expect(nextExpectedRevision).toBe(2n)
    await using client = connect(server.url)
    const stored = (await all(client.readStream(stream))).map(({ event }) => event)
    expect(stored.map((event) => event?.id)).toEqual(events.map(({ id }) => id))
    expect(stored.map((event) => event?.revision)).toEqual([0n, 1n, 2n])
    expect(stored.at(-1)?.position).toEqual(position)
    expect(stored[0]?.data).toEqual(Uint8Array.from(events[0]!.data))
    expect(stored[0]?.metadata).toEqual(Uint8Array.from([1, 2, 3, 0, 255]))
  })

  test('at a wrong revision is refused with both revisions', async () => {
    const stream = newStream()
    await append(stream, NO_STREAM, [eventOf(), eventOf()])
    expect(await wrong(append(stream, NO_STREAM, [eventOf()]))).toMatchObject({
      streamName: stream,
      expectedVersion: 'no_stream',
      actualVersion: 1n,
    })
    expect(await wrong(append(stream, 0n, [eventOf()]))).toMatchObject({ expectedVersion: 0n, actualVersion: 1n })
    expect(await wrong(append(stream, 5n, [eventOf()]))).toMatchObject({ expectedVersion: 5n, actualVersion: 1n })
    expect(await wrong(append(newStream(), 0n, [eventOf()]))).toMatchObject({ actualVersion: 'no_stream' })
  })

  test('again gives the first answer and stores nothing, also behind later events', async () => {
    const stream = newStream()
    const [first, second] = [[eventOf(), eventOf()], [eventOf()]]
    const answer = await append(stream, NO_STREAM, first)
    expect(await append(stream, NO_STREAM, first)).toEqual(answer)
    await append(stream, 1n, second)
    expect(await append(stream, NO_STREAM, first)).toEqual(answer)
    await using client = connect(server.url)
    expect(await all(client.readStream(stream))).toHaveLength(3)
  })

  test('partly again is wrong, and so is more than was there', async () => {
    const stream = newStream()
    const [first, second] = [eventOf(), eventOf()]
    await append(stream, NO_STREAM, [first, second])
    expect(await failureOf(append(stream, NO_STREAM, [first, eventOf()]))).toBe('wrong-expected-version')
    expect(await failureOf(append(stream, NO_STREAM, [first, second, eventOf()]))).toBe('wrong-expected-version')
    expect(await append(stream, NO_STREAM, [first])).toMatchObject({ nextExpectedRevision: 0n })
  })

  test('at any revision knows events by their ids', async () => {
    const stream = newStream()
    const event = eventOf()
    const answer = await append(stream, ANY, [event])
    expect(await append(stream, ANY, [event])).toEqual(answer)
    expect(await append(stream, ANY, [eventOf()])).toMatchObject({ nextExpectedRevision: 1n })
  })

  test('of more bytes than are allowed is refused', async () => {
    const half = 'x'.repeat(600_000)
    expect(await failureOf(append(newStream(), NO_STREAM, [eventOf('A', half), eventOf('B', half)]))).toBe(
      'maximum-append-size-exceeded',
    )
  })

  test('to a stream that was closed for ever is refused', async () => {
    const stream = newStream()
    await append(stream, NO_STREAM, [eventOf()])
    server.operator.tombstone(stream)
    expect(await failureOf(append(stream, 0n, [eventOf()]))).toBe('stream-deleted')
    expect(await failureOf(append(stream, NO_STREAM, [eventOf()]))).toBe('stream-deleted')
  })

  test('to a stream that nobody may write is refused', async () => {
    const stream = newStream()
    server.faults.deny(stream)
    expect(await failureOf(append(stream, NO_STREAM, [eventOf()]))).toBe('access-denied')
  })

  test('in many pieces arrives as one commit', async () => {
    const stream = newStream()
    const events = Array.from({ length: 40 }, (_each, index) => eventOf('Part', 'x'.repeat(1_000 + index)))
    await using client = connect(server.url)
    await client.appendToStream(stream, events, { expectedRevision: NO_STREAM, batchAppendSize: 5_000, ...options })
    expect(await all(client.readStream(stream))).toHaveLength(40)
  })
})

test('a server without batch appends is spoken to by a call each', async () => {
  const old = await startEventStore({ batchAppend: false })
  {
    await using client = connect(old.url)
    await client.appendToStream(newStream(), [eventOf()], { expectedRevision: NO_STREAM })
    expect(old.seen.map(({ method }) => method)).toEqual(['GetSupportedMethods', 'Append'])
  }
  await old.stop()
})

test('a server may leave the position out of the answer to a repeat', async () => {
  const forgetful = await startEventStore({ repeatWithPosition: false })
  {
    await using client = connect(forgetful.url)
    const [stream, event] = [newStream(), eventOf()]
    for (const options of [{ credentials: somebody }, {}]) {
      const repeat = () => client.appendToStream(stream, [event], { expectedRevision: NO_STREAM, ...options })
      await repeat()
      expect(await repeat()).toEqual({ success: true, nextExpectedRevision: 0n, position: undefined })
    }
  }
  await forgetful.stop()
})

test('a stream that was deleted softly is not there, and continues when somebody appends', async () => {
  await using client = connect(server.url)
  const stream = newStream()
  await client.appendToStream(stream, [eventOf(), eventOf()], { expectedRevision: NO_STREAM })
  await client.deleteStream(stream)
  expect(await failureOf(all(client.readStream(stream)))).toBe('stream-not-found')
  const { nextExpectedRevision } = await client.appendToStream(stream, [eventOf()], { expectedRevision: NO_STREAM })
  expect(nextExpectedRevision).toBe(2n)
  expect((await all(client.readStream(stream))).map(({ event }) => event?.revision)).toEqual([2n])
})
