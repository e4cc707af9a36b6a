import { expect, test } from 'vitest'
import type { Commit, Cursor, EventLog, Recorded } from '../../src/log/port.ts'
import { checkProof } from '../../src/log/proof.ts'
import { chain, commitOf, mac, newStream, tipAfter } from './commits.ts'
import type { Subject } from './harness.ts'

/** JSON text that parsing and printing again would change, each in its own way. */
const fragile = [
  '{"b":1.0, "a":1e2,"b":2.50}',
  '{"z":1,"y":2,"10":3,"9":4}',
  '[-0,1E+2,100000000000000000001,0.10]',
  '{"姓名":"张三丰 😀","n̈":"\u2028"}',
  '"\\u00e9\\/\\b\\f\\n\\r\\t\\"\\\\u0000 C:\\\\new"',
  ' {\t"a"\n:\r[ ] } ',
  'null',
  '""',
]

const readAllAfter = async (log: EventLog, after: Cursor, types?: readonly string[]): Promise<Recorded[]> => {
  const found: Recorded[] = []
  const end = await log.head()
  for (let from = after; log.compare(from, end) < 0; ) {
    const page = await log.readAll({ after: from, limit: 7, ...(types && { types }) })
    found.push(...page.events)
    from = page.scannedTo
  }
  return found
}

const follow = async (log: EventLog, after: Cursor, count: number): Promise<Recorded[]> => {
  const abort = new AbortController()
  const seen: Recorded[] = []
  for await (const { events } of log.follow({ after, batch: 7, signal: abort.signal })) {
    seen.push(...events)
    if (seen.length >= count) abort.abort()
  }
  return seen
}

/** Large streams, large events, and bytes that must not change whichever way they go in and come out. */
export const weightContract = ({ harness, log, traits: { thousand } }: Subject): void => {
  test('bytes come back unchanged, whichever of three doors they went in by and whichever of five they come out', async () => {
    const meta = ' {"actor" : "经办",\t"n":1.0} '
    const sketch = { type: 'Fragile', payloads: fragile, meta }
    const commits = [commitOf(sketch), commitOf(sketch), commitOf(sketch)] as [Commit, Commit, Commit]
    const after = await log().head()
    await log().append(commits[0])
    await log().appendBatch([commits[1], commitOf()])
    await log().createStreams([commits[2]])

    const of = (events: readonly Recorded[], { stream }: Commit) => events.filter((event) => event.stream === stream)
    const doors: Record<string, (commit: Commit) => Promise<readonly Recorded[]>> = {
      forward: async ({ stream }) => (await log().readStream(stream)).events,
      backward: async ({ stream }) => (await log().readStream(stream, { direction: 'backward' })).events.toReversed(),
      page: async (commit) => of(await readAllAfter(log(), after), commit),
      'page of a type': async (commit) => of(await readAllAfter(log(), after, ['Fragile']), commit),
      follower: async (commit) => of(await follow(log(), after, 3 * fragile.length + 1), commit),
    }
    for (const [door, read] of Object.entries(doors))
      for (const commit of commits) {
        const events = await read(commit)
        expect(
          events.map(({ payload }) => payload),
          door,
        ).toEqual(fragile)
        expect(events, door).toMatchObject(commit.events)
        expect(new Set(events.map((event) => event.meta))).toEqual(new Set([meta]))
        expect(events.flatMap((event) => checkProof(event, mac))).toEqual([])
      }
  })

  test('a stream of 10,000 events is read as a whole, from its end and from its middle, and goes on', async () => {
    const stream = newStream()
    const commits = chain(20, { stream, payloads: Array.from({ length: 500 }, (_, index) => `{"n":${index}}`) })
    for (const commit of commits) await log().append(commit)
    const last = tipAfter(commits.at(-1)!)

    const { events, tip } = await log().readStream(stream)
    expect(tip).toEqual(last)
    expect(events.map(({ id }) => id)).toEqual(commits.flatMap((commit) => commit.events.map(({ id }) => id)))
    expect(events.map(({ version }) => version)).toEqual(Array.from({ length: 10_000 }, (_, index) => index + 1))
    const newest = await log().readStream(stream, { direction: 'backward', maxCount: 1 })
    expect(newest).toMatchObject({ events: [{ version: 10_000 }], tip: last })
    const middle = await log().readStream(stream, { from: 4_999, maxCount: 3 })
    expect(middle.events.map(({ version }) => version)).toEqual([4_999, 5_000, 5_001])

    await expect(log().append(commitOf({ stream }))).rejects.toMatchObject({ actual: last })
    expect(await log().append(commits[3]!)).toMatchObject({ is: 'repeated', tip: tipAfter(commits[3]!) })
    const next = commitOf({ stream, at: last })
    expect(await log().append(next)).toMatchObject({ is: 'appended', tip: tipAfter(next) })
  })

  test('events of a mebibyte each are paged and followed whole', async () => {
    const after = await log().head()
    const text = JSON.stringify('济'.repeat((2 ** 20 - 100) / 3))
    const commits = Array.from({ length: 12 }, () => commitOf({ payloads: [text], meta: '{}' }))
    for (const verdict of await log().appendBatch(commits)) expect(verdict.is).toBe('appended')
    const page = await log().readAll({ after, limit: 100 })
    const followed = await follow(log(), after, 12)
    for (const events of [page.events, followed]) {
      expect(events.map(({ id }) => id).sort()).toEqual(commits.map(({ events: [sent] }) => sent!.id).sort())
      for (const { payload } of events) expect(payload === text).toBe(true)
    }
  })

  test('a follower that ends anywhere and starts again from the cursor it kept, in another process, misses nothing', async () => {
    const after = await log().head()
    const commits = Array.from({ length: 60 }, (_, index) => commitOf({ type: index % 5 ? 'Common' : 'Rare' }))
    await log().createStreams(commits)
    const sent = (await readAllAfter(log(), after)).map(({ id }) => id)
    const processes = [log(), await harness().open()]
    for (const types of [undefined, ['Rare']]) {
      const seen: Recorded[] = []
      let kept = after
      for (let start = 0; log().compare(kept, await log().head()) < 0; start += 1) {
        const abort = new AbortController()
        const reader = processes[start % 2]!
        for await (const batch of reader.follow({
          after: kept,
          batch: 4,
          signal: abort.signal,
          ...(types && { types }),
        })) {
          seen.push(...batch.events)
          // As a checkpoint keeps it: as text.
          kept = JSON.parse(JSON.stringify(batch.scannedTo)) as Cursor
          abort.abort()
        }
      }
      const wanted = types ? commits.filter((_, index) => index % 5 === 0).map(({ events: [one] }) => one!.id) : sent
      expect(seen.map(({ id }) => id).sort(), `${types}`).toEqual(wanted.toSorted())
    }
  })

  test('a batch that two processes send at the same time is stored once, and both are told where', async () => {
    const other = await harness().open()
    const commits = Array.from({ length: thousand / 10 }, () => commitOf({ payloads: ['1', '2'] }))
    const [mine, theirs] = await Promise.all([log().appendBatch(commits), other.appendBatch(commits)])
    for (const [index, { stream }] of commits.entries()) {
      const verdicts = [mine[index]!, theirs[index]!]
      expect(verdicts.map(({ is }) => is).sort()).toEqual(['appended', 'repeated'])
      expect({ ...verdicts[0], is: '' }).toEqual({ ...verdicts[1], is: '' })
      expect((await log().readStream(stream)).events).toHaveLength(2)
    }
  })
}
