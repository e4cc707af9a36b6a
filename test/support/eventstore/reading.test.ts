import { BACKWARDS, END, FORWARDS, NO_STREAM, type ReadStreamOptions } from '@eventstore/db-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { all, connect, eventOf, failureOf, newStream } from './client.ts'
import { type EventStoreHandle, startEventStore } from './server.ts'

let server: EventStoreHandle
let client: ReturnType<typeof connect>
const stream = newStream()
const events = Array.from({ length: 10 }, () => eventOf())

beforeAll(async () => {
  server = await startEventStore()
  client = connect(server.url)
  for (const [index, event] of events.entries())
    await client.appendToStream(stream, event, { expectedRevision: index ? BigInt(index - 1) : NO_STREAM })
})
afterAll(async () => {
  await client.dispose()
  await server.stop()
})

test.each<[string, ReadStreamOptions, number[]]>([
  ['forward', {}, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ['forward from 7', { fromRevision: 7n }, [7, 8, 9]],
  ['forward from 7, two of them', { fromRevision: 7n, maxCount: 2 }, [7, 8]],
  ['forward from behind the end', { fromRevision: 10n }, []],
  ['backward', { direction: BACKWARDS, fromRevision: END }, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]],
  ['backward from the end, one of them', { direction: BACKWARDS, fromRevision: END, maxCount: 1 }, [9]],
  ['backward from 2', { direction: BACKWARDS, fromRevision: 2n }, [2, 1, 0]],
])('a stream is read %s', async (_, options, revisions) => {
  const found = await all(client.readStream(stream, options))
  expect(found.map(({ event }) => Number(event?.revision))).toEqual(revisions)
})

test('a stream that does not exist is not found', async () => {
  expect(await failureOf(all(client.readStream(newStream())))).toBe('stream-not-found')
})

test('a stream that was closed for ever cannot be read', async () => {
  const closed = newStream()
  await client.appendToStream(closed, eventOf(), { expectedRevision: NO_STREAM })
  await client.tombstoneStream(closed)
  expect(await failureOf(all(client.readStream(closed)))).toBe('stream-deleted')
})

test('a stream that was cut shows what is left, and so does one of which only the last are kept', async () => {
  for (const cut of [
    (name: string) => server.operator.truncate(name, 2),
    (name: string) => server.operator.setMetadata(name, { $maxCount: 1 }),
  ]) {
    const name = newStream()
    await client.appendToStream(name, [eventOf(), eventOf(), eventOf()], { expectedRevision: NO_STREAM })
    cut(name)
    expect((await all(client.readStream(name))).map(({ event }) => event?.revision)).toEqual([2n])
    const { metadata } = await client.getStreamMetadata(name)
    expect(Object.keys(metadata ?? {})).toHaveLength(1)
    // What a reader of the stream is not shown any more still stands in the order of everything.
    expect((await all(client.readAll())).filter(({ event }) => event?.streamId === name)).toHaveLength(3)
  }
})

test('everything has one order, with gaps between positions and with the events of the server itself', async () => {
  const found = (await all(client.readAll())).map(({ event }) => event!)
  const positions = found.map(({ position }) => position!.commit)
  expect(positions).toEqual([...new Set(positions)].sort((a, b) => (a < b ? -1 : 1)))
  expect(positions.at(-1)! - positions[0]!).toBeGreaterThan(BigInt(positions.length))
  expect(found.some(({ type }) => type.startsWith('$'))).toBe(true)
  expect(found.filter(({ streamId }) => streamId === stream).map(({ id }) => id)).toEqual(events.map(({ id }) => id))
})

test('everything from a position begins with it forwards, and before it backwards', async () => {
  const found = (await all(client.readAll())).map(({ event }) => event!)
  const middle = found[5]!.position!
  const forward = await all(client.readAll({ direction: FORWARDS, fromPosition: middle, maxCount: 2 }))
  expect(forward.map(({ event }) => event?.id)).toEqual([found[5]!.id, found[6]!.id])
  const backward = await all(client.readAll({ direction: BACKWARDS, fromPosition: middle, maxCount: 2 }))
  expect(backward.map(({ event }) => event?.id)).toEqual([found[4]!.id, found[3]!.id])
  const last = await all(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }))
  expect(last.map(({ event }) => event?.id)).toEqual([found.at(-1)!.id])
})

test('a position at which nothing stands is refused, and one behind the end gives nothing', async () => {
  const [first] = await all(client.readAll({ maxCount: 1 }))
  const { commit } = first!.event!.position!
  const at = (place: bigint) => all(client.readAll({ fromPosition: { commit: place, prepare: place } }))
  expect(await failureOf(at(commit + 1n))).toBe('unknown')
  expect(await at(commit + 1_000_000n)).toEqual([])
})
