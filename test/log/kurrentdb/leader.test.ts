import { expect, test } from 'vitest'
import { LogUnavailable } from '../../../src/log/errors.ts'
import { openKurrentLog } from '../../../src/log/kurrentdb/engine.ts'
import { commitOf } from '../../contract/commits.ts'
import { type EventStoreHandle, startEventStore } from '../../support/eventstore/server.ts'
import { openLog, patient } from './open-log.ts'

const threeNodes = async (): Promise<[EventStoreHandle, EventStoreHandle, EventStoreHandle]> => {
  const leader = await startEventStore()
  return [leader, await startEventStore({ beside: leader }), await startEventStore({ beside: leader })]
}

const methodsOf = ({ seen }: EventStoreHandle): string[] => seen.map(({ method }) => method)

test('of three nodes the log writes to the leader and reads from it', async () => {
  const nodes = await threeNodes()
  const hosts = nodes.map(({ host, port }) => `${host}:${port}`).join(',')
  const log = await openKurrentLog({ connectionString: `esdb://${hosts}?tls=false`, deadlines: patient })
  const commit = commitOf()
  await log.append(commit)
  expect((await log.readStream(commit.stream)).events).toHaveLength(1)
  expect(methodsOf(nodes[0])).toEqual(expect.arrayContaining(['Append', 'Read']))
  for (const node of nodes.slice(1)) expect(methodsOf(node)).not.toEqual(expect.arrayContaining(['Append']))
  await log.close()
  await Promise.all(nodes.map((node) => node.stop()))
})

test('a node that does not lead sends the log to the leader, and no append is lost or told as failed', async () => {
  const nodes = await threeNodes()
  const log = await openKurrentLog({ connectionString: nodes[1].url, deadlines: patient })
  const commits = Array.from({ length: 10 }, () => commitOf())
  const verdicts = await log.appendBatch(commits)
  expect(verdicts.map(({ is }) => is)).toEqual(Array(10).fill('appended'))
  expect(methodsOf(nodes[0])).toContain('Append')
  await log.close()
  await Promise.all(nodes.map((node) => node.stop()))
})

test('a leader that is not where it is said to be is unavailable: surely nothing was written', async () => {
  await using opened = await openLog()
  const { log, server } = opened
  const commit = commitOf()
  server.faults.notLeader({ host: '127.0.0.1', port: 1 })
  await expect(log.append(commit)).rejects.toThrow(LogUnavailable)
  server.faults.clear()
  // The way back to the nodes that were named at the start may take a failed call.
  await log.append(commit).catch(() => undefined)
  expect(await log.append(commit)).toMatchObject({ tip: { version: 1 } })
  expect((await log.readStream(commit.stream)).events).toHaveLength(1)
})

test('a server that is not ready is unavailable for writers and readers', async () => {
  await using opened = await openLog()
  const { log, server } = opened
  const commit = commitOf()
  server.faults.unavailable()
  const told = await log.append(commit).catch((error: Error) => error.name)
  expect(['LogUnavailable', 'OutcomeUnknown']).toContain(told)
  await expect(log.readStream(commit.stream)).rejects.toThrow(LogUnavailable)
  await expect(log.head()).rejects.toThrow(LogUnavailable)
  server.faults.clear()
  expect(await log.append(commit)).toMatchObject({ is: 'appended' })
})
