import { randomUUID } from 'node:crypto'
import { binaryEvent, EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { expect, test } from 'vitest'
import { LogHalted } from '../../../src/log/errors.ts'
import { commitOf } from '../../contract/commits.ts'
import { type Opened, openLog } from './open-log.ts'

const somebodyElse = async ({ server }: Opened, event: ReturnType<typeof binaryEvent | typeof jsonEvent>) => {
  const client = EventStoreDBClient.connectionString(server.url)
  const stream = `case-${randomUUID()}`
  await client.appendToStream(stream, event, { credentials: { username: 'a', password: 'b' } })
  await client.dispose()
  return stream
}

test.each([
  ['JSON', jsonEvent({ type: 'OrderPlaced', data: { a: 1 }, metadata: { b: 2 } })],
  ['bytes without metadata', binaryEvent({ type: 'OrderPlaced', data: Buffer.from('{}') })],
  [
    'bytes with other metadata',
    binaryEvent({ type: 'OrderPlaced', data: Buffer.from('{}'), metadata: Buffer.from('x') }),
  ],
  ['bytes of a later layout', binaryEvent({ type: 'A', data: Buffer.from('{}'), metadata: Buffer.alloc(200, 2) })],
])('an event of another program, %s, is named and never passed over', async (_, event) => {
  await using opened = await openLog()
  const { log } = opened
  await log.append(commitOf())
  const stream = await somebodyElse(opened, event)
  const itsName = new RegExp(`event 0 of ${stream} was not written by this program`)
  await expect(log.readStream(stream)).rejects.toThrow(itsName)
  await expect(log.readAll({ limit: 10 })).rejects.toThrow(LogHalted)
  const following = log.follow({ batch: 10, signal: new AbortController().signal })[Symbol.asyncIterator]()
  await expect(following.next()).rejects.toThrow(itsName)
})

test('an event of another program does not trouble who asks for other types', async () => {
  await using opened = await openLog()
  const commit = commitOf()
  await opened.log.append(commit)
  await somebodyElse(opened, jsonEvent({ type: 'OrderPlaced', data: {} }))
  const { events } = await opened.log.readAll({ limit: 10, types: ['IncomeDeclared'] })
  expect(events).toMatchObject(commit.events)
})
