import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Batch, Cursor, EventLog, Recorded } from '../../src/log/port.ts'
import { chain, commitOf, newStream } from './commits.ts'
import type { Subject } from './harness.ts'

/** Collects what a follower is shown until it has seen `count` events, checking that cursors never go back. */
const collect = async (
  log: EventLog,
  options: {
    after: Cursor
    count: number
    batch?: number
    types?: readonly string[]
    handled?: (batch: Batch) => void
  },
): Promise<Recorded[]> => {
  const { after, count, batch = 100, types, handled } = options
  const abort = new AbortController()
  const seen: Recorded[] = []
  let cursor = after
  for await (const shown of log.follow({ after, batch, signal: abort.signal, ...(types && { types }) })) {
    expect(log.compare(shown.scannedTo, cursor)).toBeGreaterThanOrEqual(0)
    for (const event of shown.events) expect(log.compare(event.cursor, shown.scannedTo)).toBeLessThanOrEqual(0)
    cursor = shown.scannedTo
    seen.push(...shown.events)
    handled?.(shown)
    if (seen.length >= count) abort.abort()
  }
  return seen
}

const expectInOrder = (events: readonly Recorded[]): void => {
  const next = new Map<string, number>()
  for (const [index, event] of events.entries()) {
    const before = events[index - 1]
    if (before) expect(event.position > before.position).toBe(true)
    expect(event.version).toBe((next.get(event.stream) ?? 0) + 1)
    next.set(event.stream, event.version)
  }
}

export const followContract = (subject: Subject): void => {
  const { harness, log } = subject
  test('with 32 appenders in two processes no event is lost, doubled or out of order in its stream', async () => {
    const writers = [log(), await harness().open()]
    const reader = await harness().open()
    const after = await log().head()
    const chains = Array.from({ length: 32 }, () => chain(40, { payloads: ['1', '2'] }))
    const following = collect(reader, { after, count: 32 * 40 * 2 })
    await Promise.all(
      chains.map(async (commits, index) => {
        for (const commit of commits) await writers[index % 2]!.append(commit)
      }),
    )
    const seen = await following
    expectInOrder(seen)
    const sent = chains.flat().flatMap(({ events }) => events.map(({ id }) => id))
    expect(seen.map(({ id }) => id).sort()).toEqual(sent.sort())
  })

  test('shows everybody one and the same order, which is that of the pages, while 8 append', async () => {
    const readers = [log(), await harness().open()]
    const after = await log().head()
    const chains = Array.from({ length: 8 }, () => chain(20))
    const count = 8 * 20
    const following = readers.map((reader, index) => collect(reader, { after, count, batch: 3 + index * 40 }))
    await Promise.all(
      chains.map(async (commits, index) => {
        for (const commit of commits) await readers[index % 2]!.append(commit)
      }),
    )
    const page = await log().readAll({ after, limit: 1_000 })
    expectInOrder(page.events)
    for (const seen of await Promise.all(following)) expect(seen).toEqual(page.events)
  })

  test('of some types shows these, and passes stretches without a match', async () => {
    const after = await log().head()
    const commits = Array.from({ length: 40 }, (_, index) => commitOf({ type: index % 10 ? 'Common' : 'Rare' }))
    await log().appendBatch(commits)
    await log().append(commitOf({ type: 'Common' }))
    const abort = new AbortController()
    const seen: Recorded[] = []
    for await (const batch of log().follow({ after, types: ['Rare'], batch: 3, signal: abort.signal })) {
      seen.push(...batch.events)
      if (!batch.caughtUp) continue
      expect(batch.scannedTo).toBe(await log().head())
      abort.abort()
    }
    expect(seen.map(({ type }) => type)).toEqual(['Rare', 'Rare', 'Rare', 'Rare'])
  })

  test('says that it has caught up on an empty stretch too, and then shows what comes', async () => {
    const after = await log().head()
    const abort = new AbortController()
    const commit = commitOf()
    const batches: Batch[] = []
    for await (const batch of log().follow({ after, batch: 10, signal: abort.signal })) {
      batches.push(batch)
      if (batches.length === 1) await log().append(commit)
      else if (batch.caughtUp) abort.abort()
    }
    expect(batches[0]).toEqual({ events: [], scannedTo: after, caughtUp: true })
    // That there is nothing more may be known only after the event was shown.
    expect(batches[1]?.events).toMatchObject(commit.events)
    expect(batches.slice(2).flatMap(({ events }) => events)).toEqual([])
  })

  test('passes an event that does not match once, and is silent until the log grows', async () => {
    const abort = new AbortController()
    const told: string[] = []
    const appends: Promise<unknown>[] = []
    for await (const { events, scannedTo, caughtUp } of log().follow({
      types: ['NeverHappened'],
      batch: 5,
      signal: abort.signal,
    })) {
      expect(events).toEqual([])
      // How far it has looked is news, and that there is nothing more.
      const news = `${scannedTo} ${caughtUp}`
      expect(told).not.toContain(news)
      told.push(news)
      // Not awaited: meanwhile the follower looks again and must find nothing to tell.
      if (told.length < 4) appends.push(pause(100).then(() => log().append(commitOf())))
      else abort.abort()
    }
    expect(told).toHaveLength(4)
    await Promise.all(appends)
  })

  test('tells a full last batch from having caught up', async () => {
    const after = await log().head()
    await log().appendBatch(Array.from({ length: 6 }, () => commitOf()))
    // What a slow server shows may come in small pieces, and then it is asked again.
    for (let full = 0; full === 0; ) {
      const abort = new AbortController()
      let seen = 0
      for await (const { events, caughtUp } of log().follow({ after, batch: 3, signal: abort.signal })) {
        seen += events.length
        if (events.length === 3) {
          full += 1
          expect(caughtUp).toBe(false)
        }
        if (caughtUp) abort.abort()
      }
      expect(seen).toBe(6)
    }
  })

  test('ends when it is aborted: while asleep, while a batch is handled, and before it began', async () => {
    const asleep = new AbortController()
    const sleeping = collectUntilAborted(log(), asleep)
    await new Promise((resolve) => setTimeout(resolve, 50))
    asleep.abort()
    await sleeping

    const handling = new AbortController()
    for await (const _ of log().follow({ batch: 1, signal: handling.signal })) handling.abort()

    const before = AbortSignal.abort()
    for await (const _ of log().follow({ batch: 1, signal: before })) expect.unreachable()
  })

  describe.runIf(subject.traits.breakable)('over a bad line', () => badLineContract(subject))
}

const badLineContract = ({ harness, log }: Subject): void => {
  test('that is slow holds at most two batches', async () => {
    const { log: remote, line } = await harness().openBehindFaultyLine()
    const after = await log().head()
    const size = 100_000
    await log().appendBatch(
      Array.from({ length: 60 }, () => commitOf({ payloads: [JSON.stringify('x'.repeat(size))] })),
    )
    const abort = new AbortController()
    let most = 0
    let seen = 0
    for await (const { events } of remote.follow({ after, batch: 5, signal: abort.signal })) {
      const before = line.delivered()
      await untilQuiet(() => line.delivered())
      most = Math.max(most, line.delivered() - before)
      seen += events.length
      if (seen === 60) abort.abort()
    }
    expect(seen).toBe(60)
    expect(most).toBeLessThan(2 * 5 * size)
  })

  test('goes on after cuts, clean ends and refused connections, without loss', async () => {
    const { log: remote, line } = await harness().openBehindFaultyLine()
    const after = await log().head()
    const stream = newStream()
    const commits = chain(60, { stream })
    const trouble = [line.cut, line.end, line.fail, line.restore, line.end, line.cut, line.cut]
    const following = collect(remote, { after, count: 60, batch: 4 })
    for (const [index, commit] of commits.entries()) {
      await log().append(commit)
      if (index % 8 === 7) trouble[(index - 7) / 8]?.()
    }
    line.restore()
    const seen = await following
    expect(seen.map(({ id }) => id)).toEqual(commits.flatMap(({ events }) => events.map(({ id }) => id)))
  })

  test('goes on when the server fell silent without closing the line', async () => {
    const { log: remote, line } = await harness().openBehindFaultyLine('hasty')
    const after = await log().head()
    const [first, second] = [commitOf(), commitOf()]
    let handled = 0
    const following = collect(remote, { after, count: 2, handled: ({ events }) => (handled += events.length) })
    await log().append(first)
    await until(() => handled === 1)
    line.hush()
    await log().append(second)
    // Longer than the follower waits for an answer: it must give the old line up by itself.
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    line.restore()
    expect((await following).map(({ id }) => id)).toEqual([first.events[0]!.id, second.events[0]!.id])
  })
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10))
}

const collectUntilAborted = async (log: EventLog, abort: AbortController): Promise<void> => {
  for await (const _ of log.follow({ after: await log.head(), batch: 10, signal: abort.signal }));
}

/** Waits until a counter has not moved for a while. */
const untilQuiet = async (count: () => number): Promise<void> => {
  for (let before = -1; before !== count(); ) {
    before = count()
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
}
