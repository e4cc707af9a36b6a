import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  CommitTooLarge,
  InvalidEvent,
  PartlyRepeated,
  StreamClosed,
  WrongExpectedVersion,
} from '../../src/log/errors.ts'
import { type Commit, type NewEvent, noStream } from '../../src/log/port.ts'
import { checkProof } from '../../src/log/proof.ts'
import { rounds } from '../rounds.ts'
import { chain, commitOf, mac, newStream, tipAfter } from './commits.ts'
import type { Subject } from './harness.ts'

const altered = (commit: Commit, change: Partial<NewEvent>): Commit => ({
  ...commit,
  events: commit.events.map((event) => ({ ...event, ...change })),
})

export const appendContract = ({ harness, log, traits: { thousand } }: Subject): void => {
  test('the first event of a stream has version 1, and a stream that does not exist has version 0', async () => {
    const commit = commitOf()
    expect(await log().readStream(commit.stream)).toEqual({ events: [], tip: noStream })
    expect(await log().append(commit)).toMatchObject({ is: 'appended', tip: tipAfter(commit) })
    const { events, tip } = await log().readStream(commit.stream)
    expect(events.map(({ version }) => version)).toEqual([1])
    expect(tip).toEqual(tipAfter(commit))
  })

  test('an event comes back byte for byte: spaces, key order, number spelling, doubled keys, Chinese text', async () => {
    const payloads = [
      '{"b":1.0, "a":1e2,"b":2.50}',
      '{"姓名":"张三 😀"}',
      '[ ]',
      '"C:\\\\new\\t\\\\u0000"',
      '{"p":"C:\\new"}',
    ]
    const commit = commitOf({ payloads, meta: ' {"actor" : "经办"} ' })
    await log().append(commit)
    const { events } = await log().readStream(commit.stream)
    expect(events.map(({ payload }) => payload)).toEqual(payloads)
    for (const [index, event] of events.entries()) {
      expect(event).toMatchObject(commit.events[index]!)
      expect(checkProof(event, mac)).toEqual([])
    }
  })

  test('recorded times keep their microseconds', async () => {
    const commits = ['2026-07-01T08:00:00.000000Z', '2026-12-31T23:59:59.999999Z', '2026-07-01T08:00:00.120000Z'].map(
      (recordedAt) => altered(commitOf(), { recordedAt }),
    )
    for (const commit of commits) {
      await log().append(commit)
      const { events } = await log().readStream(commit.stream)
      expect(events[0]?.recordedAt).toBe(commit.events[0]?.recordedAt)
    }
  })

  test('a commit of a whole mebibyte is kept, one byte more is too large, and so are 501 events', async () => {
    const meta = '{}'
    const payload = JSON.stringify('济'.repeat((2 ** 20 - 4) / 3 - 1))
    const rest = 2 ** 20 - meta.length - Buffer.byteLength(payload)
    const full = commitOf({ payloads: [payload + ' '.repeat(rest)], meta })
    await log().append(full)
    expect((await log().readStream(full.stream)).events[0]?.payload).toBe(full.events[0]?.payload)
    const over = commitOf({ payloads: [payload + ' '.repeat(rest + 1)], meta })
    await expect(log().append(over)).rejects.toThrow(CommitTooLarge)
    await expect(log().append(commitOf({ payloads: Array(501).fill('1') }))).rejects.toThrow(CommitTooLarge)
    await log().append(commitOf({ payloads: Array(500).fill('1') }))
  })

  test('an append at version 0 to an existing stream is a conflict that names the actual tip', async () => {
    const [first, second] = chain(2) as [Commit, Commit]
    await log().append(first)
    await log().append(second)
    const late = commitOf({ stream: first.stream })
    const error = await log()
      .append(late)
      .catch((error: unknown) => error)
    expect(error).toBeInstanceOf(WrongExpectedVersion)
    expect(error).toMatchObject({ stream: first.stream, expected: 0, actual: tipAfter(second) })
    expect((await log().readStream(first.stream)).tip.version).toBe(2)
  })

  test('an append ahead of the stream, or to one that does not exist, is a conflict', async () => {
    const commits = chain(3) as [Commit, Commit, Commit]
    await expect(log().append(commits[1])).rejects.toMatchObject({ actual: noStream })
    await log().append(commits[0])
    await expect(log().append(commits[2])).rejects.toMatchObject({ actual: tipAfter(commits[0]) })
  })

  test('an append at the right version that follows another last event is refused', async () => {
    const [first] = chain(1) as [Commit]
    await log().append(first)
    const forged = commitOf({ stream: first.stream, at: { version: 1, leaf: Buffer.alloc(32, 5) } })
    await expect(log().append(forged)).rejects.toThrow('not the one this commit follows')
    expect((await log().readStream(first.stream)).tip).toEqual(tipAfter(first))
  })

  test('an append that follows the last event but counts wrongly is a conflict, alone and in a batch', async () => {
    const [first] = chain(1) as [Commit]
    await log().append(first)
    const miscounted = () => commitOf({ stream: first.stream, at: { version: 5, leaf: tipAfter(first).leaf } })
    await expect(log().append(miscounted())).rejects.toMatchObject({ actual: tipAfter(first) })
    const verdicts = await log().appendBatch([miscounted(), commitOf()])
    expect(verdicts).toMatchObject([{ is: 'conflict', actual: tipAfter(first) }, { is: 'appended' }])
  })

  test('repeating an append gives the first answer and writes nothing, also after later events', async () => {
    const [first, second] = chain(2, { payloads: ['1', '2'] }) as [Commit, Commit]
    const answer = await log().append(first)
    expect(await log().append(first)).toEqual({ ...answer, is: 'repeated' })
    await log().append(second)
    expect(await log().append(first)).toEqual({ ...answer, is: 'repeated' })
    expect((await log().readStream(first.stream)).events).toHaveLength(4)
  })

  test('repeating an append from another process gives the first answer, also when it was sealed anew', async () => {
    const other = await harness().open()
    const [stream, command] = [newStream(), randomUUID()]
    const answer = await log().append(commitOf({ stream, command }))
    expect(await other.append(commitOf({ stream, command }))).toEqual({ ...answer, is: 'repeated' })
  })

  test('a repeat with some other ids is partly repeated, one with only other ids is a conflict', async () => {
    const commit = commitOf({ payloads: ['1', '2', '3'] })
    const other = commitOf({ stream: commit.stream, payloads: ['1', '2', '3'] })
    await log().append(commit)
    const mixed = { ...commit, events: [commit.events[0]!, { ...commit.events[1]!, id: randomUUID() }] }
    await expect(log().append(mixed)).rejects.toThrow(PartlyRepeated)
    const longer = commitOf({ stream: commit.stream, payloads: ['1', '2', '3', '4'] })
    const grown = {
      ...longer,
      events: longer.events.map((event, index) => ({ ...event, id: commit.events[index]?.id ?? event.id })),
    }
    await expect(log().append(grown)).rejects.toThrow(PartlyRepeated)
    await expect(log().append(other)).rejects.toThrow(WrongExpectedVersion)
    expect((await log().readStream(commit.stream)).events).toHaveLength(3)
  })

  test.each<[string, (commit: Commit) => Commit]>([
    ['an escaped NUL', (commit) => altered(commit, { payload: '{"a":"\\u0000"}' })],
    ['a NUL', (commit) => altered(commit, { meta: '{"a":"\0"}' })],
    ['an escaped lone surrogate', (commit) => altered(commit, { payload: '"\\ud800"' })],
    ['a lone surrogate', (commit) => altered(commit, { payload: '"\ud800"' })],
    ['text that is no JSON', (commit) => altered(commit, { payload: '{"a":' })],
    ['an id that is no UUID', (commit) => altered(commit, { id: 'first' })],
    ['a type that is no name', (commit) => altered(commit, { type: 'income declared' })],
    ['a time without microseconds', (commit) => altered(commit, { recordedAt: '2026-07-01T08:00:00Z' })],
    ['a day that does not exist', (commit) => altered(commit, { recordedAt: '2026-02-30T08:00:00.000000Z' })],
    ['a proof that is too short', (commit) => altered(commit, { proof: Buffer.alloc(111) })],
    ['a proof that is not chained', (commit) => altered(commit, { proof: Buffer.alloc(112, 1) })],
    ['a stream name with a space', (commit) => ({ ...commit, stream: 'case 1' })],
    ['no events', (commit) => ({ ...commit, events: [] })],
  ])('%s is refused and leaves no trace', async (_, spoil) => {
    const commit = commitOf()
    const before = await log().head()
    await expect(log().append(spoil(commit))).rejects.toThrow(InvalidEvent)
    expect(await log().head()).toBe(before)
    expect((await log().readStream(commit.stream)).tip).toEqual(noStream)
  })

  test('a stream closed by an operator takes nothing more and is never made again, but answers repeats', async () => {
    const [first, second] = chain(2) as [Commit, Commit]
    const answer = await log().append(first)
    await harness().closeStream(first.stream)
    await expect(log().append(second)).rejects.toThrow(StreamClosed)
    await expect(log().append(commitOf({ stream: first.stream }))).rejects.toThrow(StreamClosed)
    expect(await log().appendBatch([second])).toEqual([{ is: 'refused', code: 'stream-closed' }])
    expect(await log().append(first)).toEqual({ ...answer, is: 'repeated' })
  })

  test('repeating an append after everything was closed and opened again gives the first answer', async () => {
    const before = await harness().open()
    const commit = commitOf({ payloads: ['1', '2'] })
    const answer = await before.append(commit)
    await before.close()
    const after = await harness().open()
    expect(await after.append(commit)).toEqual({ ...answer, is: 'repeated' })
    expect((await after.readStream(commit.stream)).events).toHaveLength(2)
  })

  test('of twenty writers at one version exactly one wins, in every single round', async () => {
    const count = rounds(thousand / 10)
    const writers = [log(), await harness().open(), await harness().open(), await harness().open()]
    let at = noStream
    const stream = newStream()
    for (let round = 1; round <= count; round++) {
      const attempts = Array.from({ length: 20 }, () => commitOf({ stream, at }))
      const outcomes = await Promise.allSettled(attempts.map((commit, index) => writers[index % 4]!.append(commit)))
      const won = outcomes.flatMap((outcome, index) => (outcome.status === 'fulfilled' ? [attempts[index]!] : []))
      expect(won, `round ${round}`).toHaveLength(1)
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(WrongExpectedVersion)
      at = tipAfter(won[0]!)
    }
    const { events, tip } = await log().readStream(stream)
    expect(tip).toEqual(at)
    expect(events.map(({ version }) => version)).toEqual(Array.from({ length: count }, (_, index) => index + 1))
  }, 600_000)
}
