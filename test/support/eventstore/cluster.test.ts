import { NO_STREAM } from '@eventstore/db-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { all, connect, eventOf, newStream, somebody } from './client.ts'
import { type EventStoreHandle, startEventStore } from './server.ts'

const nodes: EventStoreHandle[] = []
beforeAll(async () => {
  const leader = await startEventStore()
  nodes.push(leader, await startEventStore({ beside: leader }), await startEventStore({ beside: leader }))
})
afterAll(() => Promise.all(nodes.map((node) => node.stop())))

const addressOf = (preference: string): string =>
  `esdb://${nodes.map(({ host, port }) => `${host}:${port}`).join(',')}?tls=false&nodePreference=${preference}`

const appended = { expectedRevision: NO_STREAM, credentials: somebody, requiresLeader: true } as const

test('a client that prefers the leader finds it by gossip among three nodes', async () => {
  await using client = connect(addressOf('leader'))
  await client.appendToStream(newStream(), eventOf(), appended)
  expect(nodes.map(({ seen }) => seen.some(({ method }) => method === 'Append'))).toEqual([true, false, false])
})

test('the other nodes send it to the leader, and it gets there on the next call', async () => {
  await using client = connect(nodes[1]!.url)
  const stream = newStream()
  const append = () => client.appendToStream(stream, eventOf(), appended)
  await expect(append()).rejects.toMatchObject({ type: 'not-leader', leader: { port: nodes[0]!.port } })
  await append()
  expect(await all(client.readStream(stream))).toHaveLength(1)
})

test('what the leader stored is read from every node', async () => {
  const stream = newStream()
  {
    await using client = connect(nodes[0]!.url)
    await client.appendToStream(stream, eventOf(), appended)
  }
  for (const { url } of nodes) {
    await using client = connect(url)
    expect(await all(client.readStream(stream))).toHaveLength(1)
  }
})
