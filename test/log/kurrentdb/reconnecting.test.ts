import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import type { EventLog } from '../../../src/log/port.ts'
import { commitOf } from '../../contract/commits.ts'
import { rounds } from '../../rounds.ts'
import { eventually } from '../../support/eventstore/client.ts'
import { openLog } from './open-log.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Bytes in use and sockets open, after everything that can go has gone. */
const held = async (): Promise<{ bytes: number; sockets: number }> => {
  await new Promise((resolve) => setTimeout(resolve, 200))
  collectGarbage()
  const sockets = process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length
  return { bytes: process.memoryUsage().heapUsed, sockets }
}

/** Appends until the log says that it is done: a cut line makes no more of it than an outcome that is unknown. */
const appendForSure = async (log: EventLog): Promise<string> => {
  const commit = commitOf()
  for (;;) {
    const done = await log.append(commit).then(
      () => true,
      (error: Error) => {
        expect(error.name).toMatch(/^(OutcomeUnknown|LogUnavailable)$/)
        return false
      },
    )
    if (done) return commit.events[0]!.id
  }
}

test('cut again and again, writer and follower come back, and leave neither connections nor memory behind', async () => {
  const count = rounds(40)
  await using opened = await openLog()
  const { log, server } = opened
  const abort = new AbortController()
  const seen = new Set<string>()
  const following = (async () => {
    for await (const { events } of log.follow({ batch: 10, signal: abort.signal }))
      for (const { id } of events) seen.add(id)
  })()
  const reconnect = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time++) {
      server.faults.cutAll()
      const id = await appendForSure(log)
      while (!seen.has(id)) await new Promise((resolve) => setTimeout(resolve, 1))
    }
  }
  await reconnect(10)
  const before = await held()
  await reconnect(count)
  // What goes may take its time to go.
  const nothingElseIsHeld = async (): Promise<void> => {
    const after = await held()
    expect(server.connections()).toBeLessThanOrEqual(3)
    expect(after.sockets).toBeLessThanOrEqual(before.sockets + 2)
    // What stays: the events themselves, in this process because the server is here too, and what the log remembers of them.
    expect(after.bytes - before.bytes).toBeLessThan(4 * 1024 * 1024 + count * 10_000)
  }
  await eventually(nothingElseIsHeld)
  abort.abort()
  await following
}, 600_000)
