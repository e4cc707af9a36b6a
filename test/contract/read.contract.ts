import { beforeAll, expect, test } from 'vitest'
import { LogHalted } from '../../src/log/errors.ts'
import { type Commit, type Cursor, noStream, type Recorded } from '../../src/log/port.ts'
import { chain, commitOf, newStream, tipAfter } from './commits.ts'
import type { Subject } from './harness.ts'

export const readContract = ({ log }: Subject): void => {
  const stream = newStream()
  let commits: Commit[]
  beforeAll(async () => {
    commits = chain(10, { stream })
    for (const commit of commits) await log().append(commit)
  })

  test.each<[string, Parameters<ReturnType<typeof log>['readStream']>[1], number[]]>([
    ['forward', {}, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['forward from 4', { from: 4 }, [4, 5, 6, 7, 8, 9, 10]],
    ['forward from 4, three of them', { from: 4, maxCount: 3 }, [4, 5, 6]],
    ['forward from behind the end', { from: 11 }, []],
    ['backward', { direction: 'backward' }, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]],
    ['backward, the last one', { direction: 'backward', maxCount: 1 }, [10]],
    ['backward from 3', { direction: 'backward', from: 3 }, [3, 2, 1]],
    ['backward from 9, two of them', { direction: 'backward', from: 9, maxCount: 2 }, [9, 8]],
    ['none of them', { maxCount: 0 }, []],
  ])('a stream %s gives exactly the slice, and the tip of the whole', async (_, options, versions) => {
    const { events, tip } = await log().readStream(stream, options)
    expect(events.map(({ version }) => version)).toEqual(versions)
    for (const event of events) expect(event).toMatchObject(commits[event.version - 1]!.events[0]!)
    expect(tip).toEqual(tipAfter(commits[9]!))
  })

  test('many streams read at the same time come back each with its own slice and tip', async () => {
    const others = Array.from({ length: 150 }, (_, index) =>
      commitOf({ payloads: Array.from({ length: 1 + (index % 3) }, (_each, n) => `${index * 10 + n}`) }),
    )
    for (const { is } of await log().appendBatch(others)) expect(is).toBe('appended')
    const missing = newStream()
    const [slices, none, tail, twice] = await Promise.all([
      Promise.all(others.map((commit) => log().readStream(commit.stream))),
      log().readStream(missing),
      log().readStream(stream, { from: 9 }),
      log().readStream(stream, { maxCount: 1 }),
    ])
    for (const [index, { events, tip }] of slices.entries()) {
      const commit = others[index]!
      expect(events.map(({ payload }) => payload)).toEqual(commit.events.map(({ payload }) => payload))
      expect(events.every((event) => event.stream === commit.stream)).toBe(true)
      expect(tip).toEqual(tipAfter(commit))
    }
    expect(none).toEqual({ events: [], tip: noStream })
    expect(tail.events.map(({ version }) => version)).toEqual([9, 10])
    expect(twice.events.map(({ version }) => version)).toEqual([1])
    expect(twice.tip).toEqual(tail.tip)
  })

  test('a stream name that cannot be asked for does not fail who asks at the same time', async () => {
    const [poisoned, sound] = await Promise.allSettled([log().readStream('case-\0'), log().readStream(stream)])
    expect(poisoned.status).toBe('rejected')
    expect(sound.status).toBe('fulfilled')
  })

  const pages = async (after: Cursor, limit: number, types?: readonly string[]): Promise<Recorded[]> => {
    const found: Recorded[] = []
    const end = await log().head()
    for (let from = after; log().compare(from, end) < 0; ) {
      const page = await log().readAll({ after: from, limit, ...(types && { types }) })
      expect(page.events.length).toBeLessThanOrEqual(limit)
      expect(log().compare(page.scannedTo, from)).toBeGreaterThan(0)
      found.push(...page.events)
      from = page.scannedTo
    }
    return found
  }

  test('the whole log in pages of any size, of any types, gives every event once and in order', async () => {
    const after = await log().head()
    const sent: { id: string; type: string }[] = []
    for (let index = 0; index < 30; index++) {
      const commit = commitOf({ type: ['Alpha', 'Beta', 'Gamma'][index % 3]!, payloads: ['1', '2'].slice(index % 2) })
      await log().append(commit)
      sent.push(...commit.events)
    }
    for (const types of [undefined, ['Alpha'], ['Gamma', 'Alpha'], ['Beta', 'Delta']])
      for (const limit of [1, 2, 7, 45, 1_000]) {
        const wanted = sent.filter(({ type }) => !types || types.includes(type)).map(({ id }) => id)
        const found = await pages(after, limit, types)
        expect(
          found.map(({ id }) => id),
          `${types} in pages of ${limit}`,
        ).toEqual(wanted)
      }
  })

  test('a filter without a match says how far it looked', async () => {
    const page = await log().readAll({ limit: 10, types: ['NeverHappened'] })
    expect(page).toEqual({ events: [], scannedTo: await log().head() })
  })

  test('behind the end there is nothing, and the cursor stays', async () => {
    const end = await log().head()
    expect(await log().readAll({ after: end, limit: 10 })).toEqual({ events: [], scannedTo: end })
  })

  test('a cursor ahead of the log halts the reader: the log was set back', async () => {
    const ahead = log().cursorAt(log().positionOf(await log().head()) + 10n)
    await expect(log().readAll({ after: ahead, limit: 10 })).rejects.toThrow(LogHalted)
  })

  test('cursors and positions belong together and are ordered as the events are', async () => {
    const { events } = await log().readStream(stream)
    for (const [index, event] of events.entries()) {
      expect(log().cursorAt(event.position)).toBe(event.cursor)
      expect(log().positionOf(event.cursor)).toBe(event.position)
      const before = events[index - 1]
      if (before) expect(log().compare(before.cursor, event.cursor)).toBeLessThan(0)
    }
    expect(log().compare(log().cursorAt(9n), log().cursorAt(10n))).toBeLessThan(0)
    expect(log().compare(log().cursorAt(10n), log().cursorAt(10n))).toBe(0)
    expect(() => log().positionOf('other:1' as Cursor)).toThrow(RangeError)
  })
}
