import { describe, expect, test } from 'vitest'
import { LogHalted, StreamClosed } from '../../../src/log/errors.ts'
import type { Commit } from '../../../src/log/port.ts'
import { chain, commitOf } from '../../contract/commits.ts'
import type { Operator } from '../../support/eventstore/server.ts'
import { type Opened, openLog } from './open-log.ts'

const losses: [string, RegExp, (operator: Operator, stream: string) => void][] = [
  ['closed for ever', /was deleted for ever/, (operator, stream) => operator.tombstone(stream)],
  ['deleted', /\$tb=/, (operator, stream) => operator.softDelete(stream)],
  ['truncated', /\$tb=1/, (operator, stream) => operator.truncate(stream, 1)],
  ['kept short', /\$maxCount=1/, (operator, stream) => operator.setMetadata(stream, { $maxCount: 1 })],
  ['kept for a while', /\$maxAge=60/, (operator, stream) => operator.setMetadata(stream, { $maxAge: 60 })],
]

/** Follows from the beginning until it has caught up with everything. */
const followOnce = async ({ log }: Opened): Promise<number> => {
  const abort = new AbortController()
  let events = 0
  for await (const batch of log.follow({ batch: 100, signal: abort.signal })) {
    events += batch.events.length
    if (batch.caughtUp) abort.abort()
  }
  return events
}

describe.each(losses)('a stream that was %s', (_, reason, take) => {
  test('is told by whoever follows, once, and the feed still shows every event', async () => {
    await using opened = await openLog()
    const [first, second] = chain(2) as [Commit, Commit]
    await opened.log.append(first)
    await opened.log.append(second)
    take(opened.server.operator, first.stream)
    expect(await followOnce(opened)).toBe(2)
    await followOnce(opened)
    expect(opened.told).toEqual([expect.stringMatching(reason)])
    expect(opened.told[0]).toContain(first.stream)
  })

  test('is told by whoever follows already, when it happens', async () => {
    await using opened = await openLog()
    const { log, server, told } = opened
    const commit = commitOf()
    await log.append(commit)
    const abort = new AbortController()
    for await (const batch of log.follow({ types: ['NeverHappened'], batch: 10, signal: abort.signal })) {
      if (!batch.caughtUp) continue
      if (told.length > 0) abort.abort()
      else {
        take(server.operator, commit.stream)
        // Something of ours behind it, so that the follower has more to tell.
        await log.append(commitOf())
      }
    }
    expect(told).toEqual([expect.stringMatching(reason)])
  })
})

describe.each([losses[2], losses[3]] as (typeof losses)[number][])('a stream that was %s', (_, _reason, take) => {
  test.each([
    ['forward', {}],
    ['backward', { direction: 'backward' }],
  ] as const)('halts who reads it %s: part of a case is not a case', async (_direction, options) => {
    await using opened = await openLog()
    const [first, second] = chain(2) as [Commit, Commit]
    await opened.log.append(first)
    await opened.log.append(second)
    take(opened.server.operator, first.stream)
    await expect(opened.log.readStream(first.stream, options)).rejects.toThrow(LogHalted)
  })
})

test('a stream that was closed for ever can be neither read nor written', async () => {
  await using opened = await openLog()
  const [first, second] = chain(2) as [Commit, Commit]
  await opened.log.append(first)
  opened.server.operator.tombstone(first.stream)
  await expect(opened.log.readStream(first.stream)).rejects.toThrow(LogHalted)
  await expect(opened.log.append(second)).rejects.toThrow(StreamClosed)
})

test('a stream that was deleted is not begun anew in silence', async () => {
  await using opened = await openLog()
  const [first] = chain(1) as [Commit]
  await opened.log.append(first)
  opened.server.operator.softDelete(first.stream)
  await expect(opened.log.append(commitOf({ stream: first.stream }))).rejects.toThrow()
})
