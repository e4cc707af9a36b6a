import { expect, test } from 'vitest'
import { LogHalted } from '../../../src/log/errors.ts'
import type { Cursor, EventLog } from '../../../src/log/port.ts'
import { commitOf } from '../../contract/commits.ts'
import { openLog } from './open-log.ts'

const filled = async (log: EventLog, count: number) => {
  const commits = Array.from({ length: count }, () => commitOf({ payloads: ['1', '2'] }))
  for (const commit of commits) await log.append(commit)
  return (await log.readAll({ limit: 2 * count })).events
}

test('what comes after any number is found, although the server reads only from where an event stands', async () => {
  await using opened = await openLog()
  const { log } = opened
  const events = await filled(log, 20)
  const other = await opened.another()
  for (const index of [0, 1, 17, 38])
    for (const reader of [log, other]) {
      const after = reader.cursorAt(events[index]!.position + 3n)
      const page = await reader.readAll({ after, limit: 2 })
      expect(page.events.map(({ id }) => id)).toEqual(events.slice(index + 1, index + 3).map(({ id }) => id))
    }
})

test('a number far behind the last place that is known takes few reads', async () => {
  await using opened = await openLog()
  const { server } = opened
  const log = await opened.another()
  const commits = Array.from({ length: 20 }, () => commitOf({ payloads: Array(100).fill('1') }))
  for (const commit of commits) await log.append(commit)
  const { events } = await log.readAll({ limit: 2_000 })
  const before = server.seen.length
  const page = await log.readAll({ after: log.cursorAt(events[1_900]!.position + 1n), limit: 1 })
  expect(page.events.map(({ id }) => id)).toEqual([events[1_901]!.id])
  expect(server.seen.length - before).toBeLessThan(8)
  await log.close()
})

test('a follower begins after any number, too', async () => {
  await using opened = await openLog()
  const events = await filled(opened.log, 10)
  const abort = new AbortController()
  const seen: string[] = []
  const after = opened.log.cursorAt(events[4]!.position - 1n)
  for await (const batch of opened.log.follow({ after, batch: 3, signal: abort.signal })) {
    seen.push(...batch.events.map(({ id }) => id))
    if (batch.caughtUp) abort.abort()
  }
  expect(seen).toEqual(events.slice(4).map(({ id }) => id))
})

test('a follower whose cursor lies behind the end is halted: the log was set back', async () => {
  await using opened = await openLog()
  const { log } = opened
  await filled(log, 1)
  const after = log.cursorAt(log.positionOf(await log.head()) + 10n)
  const following = log.follow({ after, batch: 3, signal: new AbortController().signal })[Symbol.asyncIterator]()
  await expect(following.next()).rejects.toThrow('it was set back')
})

test('read models of a log on PostgreSQL are refused in words', async () => {
  await using opened = await openLog()
  const { log } = opened
  const after = 'pg:12' as Cursor
  await expect(log.readAll({ after, limit: 1 })).rejects.toThrow('the read models were built from the other log')
  await expect(log.readAll({ after, limit: 1 })).rejects.toThrow(LogHalted)
  const following = log.follow({ after, batch: 1, signal: new AbortController().signal })[Symbol.asyncIterator]()
  await expect(following.next()).rejects.toThrow(LogHalted)
})

test('the head is the newest event of ours, however much the server has written since', async () => {
  await using opened = await openLog()
  const { log, server } = opened
  expect(log.positionOf(await log.head())).toBe(0n)
  const { cursor } = await log.append(commitOf())
  for (let index = 0; index < 100; index++) server.operator.setMetadata(`other-${index}`, {})
  expect(await log.head()).toBe(cursor)
  const next = await log.append(commitOf())
  expect(await log.head()).toBe(next.cursor)
})
