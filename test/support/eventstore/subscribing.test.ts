import {
  type AllStreamSubscription,
  END,
  eventTypeFilter,
  NO_STREAM,
  type Position,
  type ReadPosition,
  START,
} from '@eventstore/db-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { connect, eventOf, eventually, newStream } from './client.ts'
import { type EventStoreHandle, startEventStore } from './server.ts'

let server: EventStoreHandle
let client: ReturnType<typeof connect>
beforeAll(async () => {
  server = await startEventStore()
  client = connect(server.url)
})
beforeEach(() => server.faults.clear())
afterAll(async () => {
  await client.dispose()
  await server.stop()
})

const write = (count: number, type = 'IncomeDeclared') =>
  client.appendToStream(
    newStream(),
    Array.from({ length: count }, () => eventOf(type)),
    { expectedRevision: NO_STREAM },
  )

/** Subscribes to one type and writes down what happens, in order. */
const watch = (fromPosition: ReadPosition, type = 'IncomeDeclared') => {
  const told: string[] = []
  const positions: bigint[] = []
  const checkpoints: Position[] = []
  const subscription: AllStreamSubscription = client.subscribeToAll({
    fromPosition,
    filter: eventTypeFilter({
      prefixes: [type],
      checkpointInterval: 1,
      checkpointReached: (_, position) => {
        told.push('checkpoint')
        checkpoints.push(position)
      },
    }),
  })
  subscription.on('confirmation', () => told.push('confirmation'))
  subscription.on('caughtUp', () => told.push('caughtUp'))
  subscription.on('fellBehind', () => told.push('fellBehind'))
  subscription.on('end', () => told.push('end'))
  subscription.on('error', (error) => told.push((error as { type?: string }).type ?? 'error'))
  subscription.on('data', ({ event }) => {
    told.push('event')
    positions.push(event!.position!.commit)
  })
  return { subscription, told, positions, checkpoints }
}

test('a subscription is confirmed, shows what was there, says that it has caught up, and shows what comes', async () => {
  await write(2, 'Watched')
  const { subscription, told } = watch(START, 'Watched')
  await eventually(() =>
    // The client tells of having caught up as soon as it hears it, events only when they are read.
    expect(told.filter((what) => what !== 'checkpoint').sort()).toEqual(['caughtUp', 'confirmation', 'event', 'event']),
  )
  await write(1, 'Watched')
  await eventually(() => expect(told.at(-1)).toBe('event'))
  await subscription.unsubscribe()
})

test('a subscription from an event shows what stands behind it', async () => {
  const { position } = await write(3, 'Behind')
  await write(1, 'Behind')
  const { subscription, positions } = watch(position!, 'Behind')
  await eventually(() => expect(positions).toHaveLength(1))
  expect(positions[0]).toBeGreaterThan(position!.commit)
  await subscription.unsubscribe()
})

test('checkpoints come also where nothing matches, never behind what was looked at', async () => {
  const { subscription, told, checkpoints } = watch(END, 'NeverHappened')
  await eventually(() => expect(told).toEqual(['confirmation', 'caughtUp']))
  const { position } = await write(100)
  await eventually(() => expect(checkpoints.length).toBeGreaterThanOrEqual(3))
  for (const [index, { commit }] of checkpoints.entries()) {
    expect(commit).toBeLessThanOrEqual(position!.commit)
    expect(commit).toBeGreaterThan(checkpoints[index - 1]?.commit ?? 0n)
  }
  expect(told).not.toContain('event')
  await subscription.unsubscribe()
})

test('a reader that stops reading is not lost: it falls behind and catches up', async () => {
  const { subscription, told, positions } = watch(END, 'Slow')
  await eventually(() => expect(told).toContain('caughtUp'))
  subscription.pause()
  for (let round = 0; round < 10; round++) await write(100, 'Slow')
  subscription.resume()
  await eventually(() => expect(positions).toHaveLength(1_000))
  await eventually(() => expect(told).toContain('fellBehind'))
  await eventually(() => expect(told.filter((what) => what === 'caughtUp').length).toBeGreaterThan(1))
  expect(new Set(positions).size).toBe(1_000)
  await subscription.unsubscribe()
})

test('a server may say that a reader fell behind', async () => {
  const { subscription, told } = watch(END)
  await eventually(() => expect(told).toContain('caughtUp'))
  server.faults.fallBehind()
  await write(1)
  await eventually(() => {
    expect(told.filter((what) => what !== 'event')).toEqual(['confirmation', 'caughtUp', 'fellBehind', 'caughtUp'])
    expect(told.filter((what) => what === 'event')).toHaveLength(1)
  })
  await subscription.unsubscribe()
})

test('a server of old does not say that a reader has caught up', async () => {
  const old = await startEventStore({ tellsCaughtUp: false })
  {
    await using reader = connect(old.url)
    const told: string[] = []
    const subscription = reader.subscribeToAll({ fromPosition: START })
    subscription.on('caughtUp', () => told.push('caughtUp'))
    subscription.on('data', ({ event }) => told.push(event?.type ?? ''))
    await reader.appendToStream(newStream(), eventOf('Last'), { expectedRevision: NO_STREAM })
    await eventually(() => expect(told).toContain('Last'))
    expect(told).not.toContain('caughtUp')
    await subscription.unsubscribe()
  }
  await old.stop()
})

test('a server may end a subscription without an error', async () => {
  const { told } = watch(END)
  await eventually(() => expect(told).toContain('caughtUp'))
  server.faults.endSubscriptions()
  await eventually(() => expect(told).toEqual(['confirmation', 'caughtUp', 'end']))
})

test('a server may drop a reader that is too slow', async () => {
  const { told } = watch(END)
  await eventually(() => expect(told).toContain('caughtUp'))
  server.faults.dropSubscriptions()
  await eventually(() => expect(told).toContain('timeout'))
})

test('a server may deliver every event twice', async () => {
  const { subscription, told, positions } = watch(END)
  await eventually(() => expect(told).toContain('caughtUp'))
  server.faults.doubleEvents()
  await write(2)
  await eventually(() => expect(positions).toHaveLength(4))
  expect(new Set(positions).size).toBe(2)
  await subscription.unsubscribe()
})

test('a connection that is cut ends a subscription with an error', async () => {
  const { told } = watch(END)
  await eventually(() => expect(told).toContain('caughtUp'))
  server.faults.cutAll()
  await eventually(() => expect(told).toContain('unavailable'))
})
