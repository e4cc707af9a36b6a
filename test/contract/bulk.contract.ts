import { expect, test } from 'vitest'
import { CommitTooLarge } from '../../src/log/errors.ts'
import { type Commit, noStream, type Verdict } from '../../src/log/port.ts'
import { checkProof } from '../../src/log/proof.ts'
import { chain, commitOf, mac, tipAfter } from './commits.ts'
import type { Subject } from './harness.ts'

const many = (count: number): Commit[] =>
  Array.from({ length: count }, (_, index) => commitOf({ payloads: index % 3 ? ['1'] : ['{"n": 1}', '2', '"三"'] }))

export const bulkContract = ({ log, traits: { oneJourney, thousand } }: Subject): void => {
  test('stores every stream, in order, with a verdict each', async () => {
    const commits = many(2 * thousand)
    const after = await log().head()
    const verdicts = await log().createStreams(commits)
    expect(verdicts.map(({ is }) => is)).toEqual(Array(2 * thousand).fill('appended'))
    for (const index of [0, 1, thousand - 1, 2 * thousand - 1]) {
      const { events, tip } = await log().readStream(commits[index]!.stream)
      expect(events).toMatchObject(commits[index]!.events)
      expect(events.flatMap((event) => checkProof(event, mac))).toEqual([])
      expect(tip).toEqual(tipAfter(commits[index]!))
      expect(verdicts[index]).toMatchObject({ tip, position: events.at(-1)!.position, cursor: events.at(-1)!.cursor })
    }
    const stored = (await log().readAll({ after, limit: 5_000 })).events.map(({ id }) => id)
    const sent = commits.flatMap((commit) => commit.events.map(({ id }) => id))
    expect(oneJourney ? stored : stored.sort()).toEqual(oneJourney ? sent : sent.sort())
  })

  test('repeated gives the first answers, and goes on where it was cut', async () => {
    const commits = many(50)
    const first = await log().createStreams(commits.slice(0, 30))
    const all = await log().createStreams(commits)
    expect(all.slice(0, 30)).toEqual(first.map((verdict) => ({ ...verdict, is: 'repeated' })))
    expect(all.slice(30).map(({ is }) => is)).toEqual(Array(20).fill('appended'))
    const last = (await log().readStream(commits[49]!.stream)).events.at(-1)!
    expect(all[49]).toMatchObject({ position: last.position })
  })

  test('refuses what exists with other ids, continues nothing, and stores the rest', async () => {
    const [first, second] = chain(2) as [Commit, Commit]
    const taken = commitOf()
    await log().append(taken)
    const verdicts = await log().createStreams([
      commitOf({ stream: taken.stream }),
      first,
      second,
      commitOf({ payloads: ['"\\u0000"'] }),
    ])
    expect(verdicts).toMatchObject([
      { is: 'conflict', actual: tipAfter(taken) },
      { is: 'appended' },
      { is: 'refused', code: 'invalid-event' },
      { is: 'refused', code: 'invalid-event' },
    ])
    expect((await log().readStream(first.stream)).tip).toEqual(tipAfter(first))
  })

  test('refuses what the store cannot read, and says of all that travelled with it whether it is there', async () => {
    const commits = many(6 * thousand)
    const guilty = commits.length - 3
    commits[guilty] = commitOf({ payloads: ['{"a":'] })
    const verdicts = await log().createStreams(commits)
    const refused: Verdict = { is: 'refused', code: 'invalid-event' }
    expect(verdicts[guilty]).toEqual(refused)
    if (oneJourney) expect(verdicts).toEqual(Array(6 * thousand).fill(refused))
    for (const index of [0, 1, guilty - 1, guilty, guilty + 1]) {
      const { tip } = await log().readStream(commits[index]!.stream)
      expect(tip).toEqual(verdicts[index]!.is === 'appended' ? tipAfter(commits[index]!) : noStream)
    }
  })

  test('that names one stream again stores it once, tells each what became of it, and costs the others nothing', async () => {
    const twice = commitOf()
    const told = await log().createStreams([twice, commitOf({ stream: twice.stream }), twice, commitOf()])
    expect(told.map(({ is }) => is)).toEqual(['appended', 'conflict', 'repeated', 'appended'])
    expect((await log().readStream(twice.stream)).events.length).toBe(1)
  })

  test('from several sides at once stores every stream once', async () => {
    const calls = Array.from({ length: 4 }, () => many(3 * thousand))
    const verdicts = await Promise.all([...calls, calls[0]!].map((commits) => log().createStreams(commits)))
    expect(
      verdicts
        .slice(0, 4)
        .flat()
        .every(({ is }) => is === 'appended'),
    ).toBe(true)
    expect(verdicts[4]).toEqual(verdicts[0]!.map((verdict) => ({ ...verdict, is: 'repeated' })))
  })

  test('of more than 100,000 events is too large, of none is nothing', async () => {
    const one = commitOf({ payloads: Array(500).fill('1') })
    await expect(log().createStreams(Array(201).fill(one))).rejects.toThrow(CommitTooLarge)
    expect(await log().createStreams([])).toEqual([])
  })
}
