import { expect, test } from 'vitest'
import { CommitTooLarge, LogHalted, OutcomeUnknown, WrongExpectedVersion } from '../../../src/log/errors.ts'
import type { Commit } from '../../../src/log/port.ts'
import { chain, commitOf, tipAfter } from '../../contract/commits.ts'
import { hasty, type Opened, openLog } from './open-log.ts'

test.each([
  ['offers batch appends', { batchAppend: true }],
  ['does not know batch appends', { batchAppend: false }],
])('every append is a call of its own to the leader, on a server that %s', async (_, options) => {
  await using opened = await openLog(options)
  const { log, server } = opened
  await log.append(commitOf())
  await log.appendBatch([commitOf(), commitOf()])
  await log.createStreams([commitOf()])
  const appends = server.seen.filter(({ method }) => method.includes('Append'))
  expect(appends).toHaveLength(4)
  for (const call of appends) expect(call).toMatchObject({ method: 'Append', requiresLeader: 'true' })
})

test('a conflict tells where the stream stands, also one that does not exist', async () => {
  await using opened = await openLog()
  const { log } = opened
  const [first, second, third] = chain(3) as [Commit, Commit, Commit]
  await expect(log.append(second)).rejects.toMatchObject({ name: 'WrongExpectedVersion', actual: { version: 0 } })
  await log.append(first)
  await expect(log.append(third)).rejects.toMatchObject({ actual: tipAfter(first) })
  await expect(log.append(commitOf({ stream: first.stream }))).rejects.toThrow(WrongExpectedVersion)
})

test('a repeat gets the first answer also from a server that leaves the position out', async () => {
  await using opened = await openLog({ repeatWithPosition: false })
  const { log } = opened
  const [first, second] = chain(2, { payloads: ['1', '2'] }) as [Commit, Commit]
  const answer = await log.append(first)
  await log.append(second)
  expect(await log.append(first)).toEqual({ ...answer, is: 'repeated' })
})

test('what the server finds too large is too large, whatever its limit', async () => {
  await using opened = await openLog({ maxAppendSize: 10_000 })
  const { log } = opened
  const large = commitOf({ payloads: [JSON.stringify('x'.repeat(10_000))] })
  await expect(log.append(large)).rejects.toThrow(CommitTooLarge)
  expect(await log.appendBatch([large, commitOf()])).toMatchObject([
    { is: 'refused', code: 'commit-too-large' },
    { is: 'appended' },
  ])
})

test('an append that breaks off on its way is unknown, and its repeat is the first', async () => {
  await using opened = await openLog()
  const { log, server } = opened
  const commit = commitOf({ payloads: ['1', '2'] })
  server.faults.breakAppend(commit.stream)
  await expect(log.append(commit)).rejects.toThrow(OutcomeUnknown)
  expect(await log.append(commit)).toMatchObject({ is: 'appended', tip: tipAfter(commit) })
  expect((await log.readStream(commit.stream)).events).toHaveLength(2)
})

/** Appends without patience, until the commit is stored: on a busy machine the time may be over before it has even arrived. */
const hastily = async ({ log, another }: Opened, commit: Commit): Promise<unknown> => {
  const impatient = await another({ append: hasty })
  for (;;) {
    const told = await impatient.append(commit).catch((error: unknown) => error)
    if ((await log.readStream(commit.stream)).tip.version > 0) return told
  }
}

test('an answer that comes too late is unknown, and its repeat is repeated', async () => {
  await using opened = await openLog()
  const { log, server } = opened
  const commit = commitOf()
  server.faults.delayReply(commit.stream, hasty + 500)
  expect(await hastily(opened, commit)).toBeInstanceOf(OutcomeUnknown)
  expect(await log.append(commit)).toMatchObject({ is: 'repeated', tip: tipAfter(commit) })
  // The late answer arrives while others are on their way, and is taken for none of them.
  const others = Array.from({ length: 20 }, () => commitOf())
  for (const other of others) expect(await log.append(other)).toMatchObject({ is: 'appended', tip: tipAfter(other) })
})

test('an answer that never comes is unknown, and its repeat is repeated', async () => {
  await using opened = await openLog()
  const { log, server } = opened
  const commit = commitOf()
  server.faults.withholdReply(commit.stream)
  expect(await hastily(opened, commit)).toBeInstanceOf(OutcomeUnknown)
  expect(await log.append(commit)).toMatchObject({ is: 'repeated' })
})

test('an answer that comes twice is never told as a refusal, and the events are there once', async () => {
  await using opened = await openLog()
  const { log, server } = opened
  const commit = commitOf({ payloads: ['1', '2'] })
  server.faults.doubleReply(commit.stream)
  const told = await log.append(commit).catch((error: unknown) => error)
  if (told instanceof Error) expect(told).toBeInstanceOf(OutcomeUnknown)
  expect(await log.append(commit)).toMatchObject({ is: 'repeated', tip: tipAfter(commit) })
  expect((await log.readStream(commit.stream)).events).toHaveLength(2)
})

test('connections cut under many appends leave none untold, and what was told as stored is there once', async () => {
  await using opened = await openLog()
  const { log, server } = opened
  const commits = Array.from({ length: 200 }, () => commitOf())
  const cutting = setInterval(server.faults.cutAll, 5)
  const outcomes = await Promise.allSettled(commits.map((commit) => log.append(commit)))
  clearInterval(cutting)
  for (const [index, outcome] of outcomes.entries()) {
    const again = await log.append(commits[index]!)
    if (outcome.status === 'fulfilled') expect(again).toEqual({ ...outcome.value, is: 'repeated' })
    else expect(outcome.reason.name).toMatch(/^(OutcomeUnknown|LogUnavailable)$/)
    expect((await log.readStream(commits[index]!.stream)).events).toHaveLength(1)
  }
})

test('an append that nobody may make is told once and for all, not tried again', async () => {
  await using opened = await openLog()
  const { log, server } = opened
  const commit = commitOf()
  server.faults.deny(commit.stream)
  await expect(log.append(commit)).rejects.toThrow(LogHalted)
  expect(server.seen.filter(({ method }) => method === 'Append')).toHaveLength(1)
})
