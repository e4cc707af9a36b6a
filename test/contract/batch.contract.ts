import { expect, test } from 'vitest'
import { type Commit, noStream } from '../../src/log/port.ts'
import { chain, commitOf, newStream, tipAfter } from './commits.ts'
import type { Subject } from './harness.ts'

const many = (count: number): Commit[] => Array.from({ length: count }, () => commitOf({ payloads: ['1', '2'] }))

export const batchContract = ({ harness, log }: Subject): void => {
  test('gets one true verdict per commit, in order, and whatever is good is stored', async () => {
    const [first, second] = chain(2) as [Commit, Commit]
    const [old, older] = chain(2) as [Commit, Commit]
    await log().append(old)
    await log().append(older)
    const conflict = commitOf({ stream: old.stream })
    const oversized = commitOf({ payloads: Array(501).fill('1') })
    const invalid = commitOf({ payloads: ['"\\u0000"'] })
    const again = commitOf({ stream: first.stream })
    const good = many(3)

    const verdicts = await log().appendBatch([
      first,
      conflict,
      good[0]!,
      oversized,
      second,
      invalid,
      good[1]!,
      again,
      old,
      good[2]!,
    ])

    expect(verdicts).toMatchObject([
      { is: 'appended', tip: tipAfter(first) },
      { is: 'conflict', actual: tipAfter(older) },
      { is: 'appended', tip: tipAfter(good[0]!) },
      { is: 'refused', code: 'commit-too-large' },
      { is: 'appended', tip: tipAfter(second) },
      { is: 'refused', code: 'invalid-event' },
      { is: 'appended', tip: tipAfter(good[1]!) },
      { is: 'conflict', actual: tipAfter(second) },
      { is: 'repeated', tip: tipAfter(old) },
      { is: 'appended', tip: tipAfter(good[2]!) },
    ])
    for (const commit of [first, ...good]) {
      const { events } = await log().readStream(commit.stream)
      expect(events.slice(0, commit.events.length)).toMatchObject(commit.events)
    }
    expect((await log().readStream(conflict.stream)).tip).toEqual(tipAfter(older))
    expect((await log().readStream(invalid.stream)).tip).toEqual(noStream)
  })

  test('tells each commit the position and cursor at which its last event stands', async () => {
    const old = commitOf()
    await log().append(old)
    const commits = [commitOf(), ...many(4), commitOf({ stream: old.stream }), ...many(2)]
    const verdicts = await log().appendBatch(commits)
    for (const [index, commit] of commits.entries()) {
      const verdict = verdicts[index]!
      if (verdict.is !== 'appended') continue
      const last = (await log().readStream(commit.stream)).events.at(-1)
      expect(last).toMatchObject({ position: verdict.position, cursor: verdict.cursor })
    }
    expect(verdicts.map(({ is }) => is)).toEqual([...Array(5).fill('appended'), 'conflict', 'appended', 'appended'])
  })

  test('repeated as a whole gives the first answers and writes nothing', async () => {
    const commits = many(70)
    const answers = await log().appendBatch(commits)
    const head = await log().head()
    const repeats = await log().appendBatch([...commits].reverse())
    expect(repeats.reverse()).toEqual(answers.map((answer) => ({ ...answer, is: 'repeated' })))
    expect(await log().head()).toBe(head)
  })

  test('that holds one commit twice, or some ids that are stored and some that are not, is told the truth of each', async () => {
    const twice = commitOf({ payloads: ['1', '2'] })
    const stored = commitOf({ payloads: ['1', '2', '3'] })
    await log().append(stored)
    const overlapping = commitOf({ stream: stored.stream, payloads: ['1', '2', '3', '4'] })
    const ids = stored.events.map(({ id }) => id)
    const events = overlapping.events.map((event, index) => ({ ...event, id: ids[index] ?? event.id }))
    const [first, second, overlap, next] = await log().appendBatch([
      twice,
      twice,
      { ...overlapping, events },
      commitOf({ stream: stored.stream, at: tipAfter(stored) }),
    ])
    expect(first).toMatchObject({ is: 'appended', tip: tipAfter(twice) })
    expect(second).toEqual({ ...first, is: 'repeated' })
    expect(overlap).toEqual({ is: 'partly-repeated', actual: tipAfter(stored) })
    expect(next).toMatchObject({ is: 'appended' })
    expect((await log().readStream(stored.stream)).events).toHaveLength(4)
  })

  test('that fails as a statement is run one by one, and only the guilty commit is refused', async () => {
    const commits = many(5)
    commits[2] = commitOf({ payloads: ['{"a":'] })
    const verdicts = await log().appendBatch(commits)
    expect(verdicts.map(({ is }) => is)).toEqual(['appended', 'appended', 'refused', 'appended', 'appended'])
    expect(verdicts[2]).toEqual({ is: 'refused', code: 'invalid-event' })
    expect((await log().readStream(commits[2]!.stream)).tip).toEqual(noStream)
    expect((await log().readStream(commits[4]!.stream)).events).toMatchObject(commits[4]!.events)
  })

  test('continues streams as well as it creates them', async () => {
    const streams = Array.from({ length: 20 }, () => chain(3))
    for (const step of [0, 1, 2]) {
      const verdicts = await log().appendBatch(streams.map((commits) => commits[step]!))
      expect(verdicts.every(({ is }) => is === 'appended')).toBe(true)
    }
    for (const commits of streams) {
      const { events } = await log().readStream(commits[0]!.stream)
      expect(events.map(({ id }) => id)).toEqual(commits.flatMap((commit) => commit.events.map(({ id }) => id)))
    }
  })

  test('keeps the order within a stream, also where a large commit has to wait and a small one would fit', async () => {
    const large = [JSON.stringify('x'.repeat(900_000))]
    const first = commitOf({ payloads: large })
    const second = commitOf({ stream: first.stream, at: tipAfter(first) })
    const verdicts = await log().appendBatch([commitOf({ payloads: large }), first, second])
    expect(verdicts.map(({ is }) => is)).toEqual(['appended', 'appended', 'appended'])
  })

  test('of one process never deadlocks with one of another over the same streams', async () => {
    const other = await harness().open()
    const names = Array.from({ length: 12 }, newStream)
    const rounds = 30
    let stored = 0
    for (let round = 0; round < rounds; round++) {
      const commits = () => names.map((stream) => commitOf({ stream, type: 'Claimed' }))
      const tips = await Promise.all(names.map(async (stream) => (await log().readStream(stream)).tip))
      const next = (shuffle: boolean) => {
        const made = commits().map(({ stream }, index) => commitOf({ stream, at: tips[index]! }))
        return shuffle ? made.reverse() : made
      }
      const verdicts = await Promise.all([log().appendBatch(next(false)), other.appendBatch(next(true))])
      for (const verdict of verdicts.flat()) expect(['appended', 'conflict']).toContain(verdict.is)
      stored += verdicts.flat().filter(({ is }) => is === 'appended').length
    }
    expect(stored).toBe(rounds * names.length)
  })

  test('of nothing is nothing', async () => {
    expect(await log().appendBatch([])).toEqual([])
  })
}
