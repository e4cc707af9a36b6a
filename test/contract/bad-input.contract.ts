import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { InvalidEvent } from '../../src/log/errors.ts'
import { type Commit, type NewEvent, noStream } from '../../src/log/port.ts'
import { chain, commitOf, newStream, tipAfter } from './commits.ts'
import type { Subject } from './harness.ts'

/** The middle one of three events is not what it should be. */
const inTheMiddle = (change: Partial<NewEvent>) => (): Commit => {
  const commit = commitOf({ payloads: ['1', '2', '3'] })
  return { ...commit, events: commit.events.map((event, index) => (index === 1 ? { ...event, ...change } : event)) }
}

const streams = [
  '',
  'x',
  'Case-1',
  '$all',
  '$$case-1',
  `case-'1'`,
  'case-"1"',
  'case-{1,2}',
  'case-\\',
  'case-1 ',
  'case-\0',
  'case-\n',
  'case-案卷',
  'case-😀',
  'case-\ud800',
  'case-é',
  `case-${'x'.repeat(196)}`,
]
const types = ['', 'income', 'In come', 'Income"', `Income'`, '收入', '$Income', 'In\0come', `I${'x'.repeat(100)}`]
const smallNumbers = [-1, 32_768, 1.5, Number.NaN, Number.POSITIVE_INFINITY]
const times = [
  '',
  'infinity',
  '0000-01-01T00:00:00.000000Z',
  '2026-13-01T00:00:00.000000Z',
  '2026-07-00T08:00:00.000000Z',
  '2026-02-29T08:00:00.000000Z',
  '2026-07-01T24:00:00.000000Z',
  '2026-07-01T08:60:00.000000Z',
  '2026-07-01T08:00:00.000000+08:00',
  '2026-07-01 08:00:00.000000Z',
  '12026-07-01T08:00:00.000000Z',
]
const texts = ['', 'nothing', '{"a":1', '{"a":1}}', '\ufeff{}', "{'a':1}", '{"a":"\n"}', '"\\udc00"', '{"\\u0000":1}']

const spoilt: readonly (readonly [string, readonly (() => Commit)[]])[] = [
  ['a name that no stream can have', streams.map((stream) => () => ({ ...commitOf(), stream }))],
  ['a name that no type can have', types.map((type) => inTheMiddle({ type }))],
  ['a schema version out of range', smallNumbers.map((schemaVersion) => inTheMiddle({ schemaVersion }))],
  ['a key number out of range', smallNumbers.map((macKey) => inTheMiddle({ macKey }))],
  ['a time that is none', times.map((recordedAt) => inTheMiddle({ recordedAt }))],
  ['a payload that is no JSON', texts.map((payload) => inTheMiddle({ payload }))],
  ['an envelope that is no JSON', texts.map((meta) => inTheMiddle({ meta }))],
  [
    'one id twice',
    [
      () => {
        const { events, ...commit } = commitOf({ payloads: ['1', '2', '3'] })
        return { ...commit, events: events.map((event) => ({ ...event, id: events[0]?.id ?? '' })) }
      },
    ],
  ],
  [
    'an expected version that cannot be',
    [-1, 0.5, Number.NaN, 2 ** 53].map((version) => () => {
      const { expected, ...commit } = commitOf()
      return { ...commit, expected: { ...expected, version } }
    }),
  ],
]

export const badInputContract = ({ log }: Subject): void => {
  test.each(spoilt)(
    'a commit with %s is refused as such, its neighbours are stored, and nothing of it is',
    async (_, spoil) => {
      for (const make of spoil) await expect(log().append(make())).rejects.toThrow(InvalidEvent)
      const bad = spoil.map((make) => make())
      const good = bad.map(() => commitOf())
      const mixed = bad.flatMap((commit, index) => [commit, good[index] ?? commit])
      const before = log().positionOf(await log().head())
      const expected = bad.flatMap(() => [
        { is: 'refused', code: 'invalid-event' },
        expect.objectContaining({ is: 'appended' }),
      ])
      expect(await log().appendBatch(mixed)).toEqual(expected)
      for (const { stream } of good) expect((await log().readStream(stream)).events).toHaveLength(1)
      for (const { stream } of bad.filter((commit) => !streams.includes(commit.stream)))
        expect((await log().readStream(stream)).tip).toEqual(noStream)
      expect(log().positionOf(await log().head())).toBeGreaterThan(before)
    },
  )

  test('the next try, mended, succeeds in the same stream and with the same ids', async () => {
    const commit = commitOf({ payloads: ['1', '2', '3'] })
    const [first, second, third] = commit.events as [NewEvent, NewEvent, NewEvent]
    const broken = { ...commit, events: [first, { ...second, payload: '{"a":' }, third] }
    await expect(log().append(broken)).rejects.toThrow(InvalidEvent)
    expect(await log().append(commit)).toMatchObject({ is: 'appended', tip: tipAfter(commit) })
  })

  test('many new streams at once with bad ones among them: the good ones are stored', async () => {
    // Not text that is no JSON: an engine may find that out only when all of it is being written.
    const bad = spoilt
      .filter(([what]) => !what.endsWith('no JSON'))
      .flatMap(([, makes]) => makes.map((make) => make()))
      .filter(({ expected }) => expected.version === 0)
    const good = bad.map(() => commitOf())
    const verdicts = await log().createStreams(bad.flatMap((commit, index) => [commit, good[index] ?? commit]))
    expect(verdicts.map((verdict) => ('code' in verdict ? verdict.code : verdict.is))).toEqual(
      bad.flatMap(() => ['invalid-event', 'appended']),
    )
  })

  test('the same event ids in another stream are other events', async () => {
    const command = randomUUID()
    const [one, other] = [newStream(), newStream()]
    const ids = commitOf({ stream: one, command, payloads: ['1', '2'] }).events
    const twin = commitOf({ stream: other, payloads: ['1', '2'] })
    const same = { ...twin, events: twin.events.map((event, index) => ({ ...event, id: ids[index]?.id ?? '' })) }
    await log().append(commitOf({ stream: one, command, payloads: ['1', '2'] }))
    expect(await log().append(same)).toMatchObject({ is: 'appended' })
    expect(await log().append(same)).toMatchObject({ is: 'repeated' })
  })

  test('an id that the stream has already, at an earlier version, is an id like any other to what follows', async () => {
    const [first, second] = chain(2) as [Commit, Commit]
    await log().append(first)
    const again = { ...second, events: second.events.map((event) => ({ ...event, id: first.events[0]?.id ?? '' })) }
    const outcome = await log()
      .append(again)
      .then(
        ({ is }) => is,
        (error: Error) => error.name,
      )
    const { events } = await log().readStream(first.stream)
    expect(events.length).toBe(outcome === 'appended' ? 2 : 1)
  })
}
