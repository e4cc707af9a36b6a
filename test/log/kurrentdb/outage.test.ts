import { expect, test } from 'vitest'
import { LogUnavailable } from '../../../src/log/errors.ts'
import { openKurrentLog } from '../../../src/log/kurrentdb/engine.ts'
import type { Commit } from '../../../src/log/port.ts'
import { chain, commitOf, tipAfter } from '../../contract/commits.ts'
import { startEventStore } from '../../support/eventstore/server.ts'
import { patient } from './open-log.ts'

test('a server that is not there is unavailable, alone and as a cluster', async () => {
  for (const hosts of ['127.0.0.1:9', '127.0.0.1:9,127.0.0.1:19'])
    await expect(openKurrentLog({ connectionString: `esdb://${hosts}?tls=false` })).rejects.toThrow(LogUnavailable)
})

test('a cluster that is gone altogether fails calls and nothing else, and serves again when it is back', async () => {
  const leader = await startEventStore()
  const other = await startEventStore({ beside: leader })
  const hosts = [leader, other].map(({ host, port }) => `${host}:${port}`).join(',')
  const log = await openKurrentLog({ connectionString: `esdb://${hosts}?tls=false`, deadlines: patient })
  const chains = Array.from({ length: 20 }, () => chain(2) as [Commit, Commit])
  await Promise.all(chains.map(([first]) => log.append(first)))
  const { promise: told, resolve: tell } = Promise.withResolvers<void>()
  const away = Promise.all([leader.restart(told), other.restart(told)])
  const outcomes = await Promise.allSettled(chains.map(([, second]) => log.append(second)))
  expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true)
  tell()
  await away
  for (const [, second] of chains) expect(await log.append(second)).toMatchObject({ tip: tipAfter(second) })
  await log.close()
  await Promise.all([other.stop(), leader.stop()])
})

test('a log that is closed lets its followers wait and end', async () => {
  const server = await startEventStore()
  const log = await openKurrentLog({ connectionString: server.url, deadlines: patient })
  const abort = new AbortController()
  const following = (async () => {
    for await (const _ of log.follow({ batch: 10, signal: abort.signal }));
  })()
  await log.append(commitOf())
  await log.close()
  await expect(log.readAll({ limit: 1 })).rejects.toThrow(LogUnavailable)
  abort.abort()
  await following
  await server.stop()
})
