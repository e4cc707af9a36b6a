import { expect, test } from 'vitest'
import type { Recorded } from '../../../src/log/port.ts'
import { commitOf } from '../../contract/commits.ts'
import { eventually } from '../../support/eventstore/client.ts'
import type { EventStoreHandle } from '../../support/eventstore/server.ts'
import { hasty, type Opened, openLog } from './open-log.ts'

/** Follows everything while `count` commits are written, with some trouble before each tenth of them. */
const followThrough = async (
  { log, server }: Opened,
  count: number,
  trouble: (server: EventStoreHandle) => unknown,
): Promise<{ seen: Recorded[]; sent: string[] }> => {
  const abort = new AbortController()
  const seen: Recorded[] = []
  const sent: string[] = []
  const writing = async (): Promise<void> => {
    for (let index = 0; index < count; index++) {
      if (index % 10 === 5) await trouble(server)
      const commit = commitOf()
      sent.push(...commit.events.map(({ id }) => id))
      while (!(await log.append(commit).catch(() => undefined)));
    }
  }
  const written = writing()
  for await (const { events } of log.follow({ batch: 7, signal: abort.signal })) {
    seen.push(...events)
    if (seen.length >= count) abort.abort()
  }
  await written
  return { seen, sent }
}

test.each<[string, (server: EventStoreHandle) => unknown]>([
  ['connections are cut', ({ faults }) => faults.cutAll()],
  ['the server ends the subscription without an error', ({ faults }) => faults.endSubscriptions()],
  ['the server drops the reader as too slow', ({ faults }) => faults.dropSubscriptions()],
  ['the server says that the reader fell behind', ({ faults }) => faults.fallBehind()],
  ['the server shows events twice', ({ faults }) => faults.doubleEvents()],
  ['the server restarts', (server) => server.restart(50)],
])('a follower shows every event once and in order while %s', async (_, trouble) => {
  await using opened = await openLog()
  const { seen, sent } = await followThrough(opened, 40, trouble)
  expect(seen.map(({ id }) => id)).toEqual(sent)
})

test('a subscription that the server ended is made anew at once, and one that nobody follows any more is closed', async () => {
  await using opened = await openLog({}, { follow: 600_000 })
  const { log, server } = opened
  const abort = new AbortController()
  const following = (async () => {
    for await (const _ of log.follow({ batch: 10, signal: abort.signal }));
  })()
  for (const trouble of [server.faults.endSubscriptions, server.faults.dropSubscriptions, server.faults.cutAll]) {
    await eventually(() => expect(server.subscriptions()).toBe(1))
    const before = server.subscribed()
    trouble()
    await eventually(() => expect(server.subscribed()).toBeGreaterThan(before))
  }
  await eventually(() => expect(server.subscriptions()).toBe(1))
  abort.abort()
  await following
  await eventually(() => expect(server.subscriptions()).toBe(0))
})

test('a follower goes on when the server was silent for longer than it waits', async () => {
  await using opened = await openLog({}, { follow: hasty })
  const silent = ({ faults }: EventStoreHandle) => {
    faults.silent()
    faults.endSubscriptions()
    return new Promise<void>((resolve) =>
      setTimeout(() => {
        faults.clear()
        resolve()
      }, hasty + 500),
    )
  }
  const { seen, sent } = await followThrough(opened, 10, silent)
  expect(seen.map(({ id }) => id)).toEqual(sent)
})

test('a follower says that it has caught up also on a server that does not', async () => {
  await using opened = await openLog({ tellsCaughtUp: false })
  const { log } = opened
  const [first, second] = [commitOf(), commitOf()]
  await log.append(first)
  const abort = new AbortController()
  const shown: string[] = []
  for await (const { events, caughtUp } of log.follow({ batch: 5, signal: abort.signal })) {
    shown.push(...events.map(({ id }) => id))
    if (!caughtUp) continue
    if (shown.length === 1) await log.append(second)
    if (shown.length === 2) abort.abort()
  }
  expect(shown).toEqual([first.events[0]!.id, second.events[0]!.id])
})

test('events of the server itself are never shown, and never stop a follower', async () => {
  await using opened = await openLog()
  const { log, server } = opened
  await log.append(commitOf())
  for (let index = 0; index < 100; index++) server.operator.setMetadata(`other-${index}`, { owner: 'somebody' })
  await log.append(commitOf())
  const abort = new AbortController()
  const shown: number[] = []
  for await (const { events, caughtUp, scannedTo } of log.follow({ batch: 5, signal: abort.signal })) {
    shown.push(...events.map(({ version }) => version))
    if (!caughtUp || shown.length < 2) continue
    expect(scannedTo).toBe(await log.head())
    abort.abort()
  }
  expect(shown).toEqual([1, 1])
  expect((await log.readAll({ limit: 10 })).events).toHaveLength(2)
  expect(opened.told).toEqual([])
})
