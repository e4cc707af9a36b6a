import { randomUUID } from 'node:crypto'
import { binaryEvent, EventStoreDBClient } from '@eventstore/db-client'
import { vi } from 'vitest'
import { PATIENCE_MS } from '../../caught-up.ts'

/** Any name and password: with them an append goes its own way, without them it joins the batch of its process. */
export const somebody = { username: 'admin', password: 'changeit' }

export const newStream = (): string => `case-${randomUUID()}`

/** An event with bytes that no text has, in data and metadata. */
export const eventOf = (type = 'IncomeDeclared', data = '{"b":1.0, "a":1e2}') =>
  binaryEvent({ type, data: Buffer.from(data), metadata: Uint8Array.from([1, 2, 3, 0, 255]) })

/** The real client, closed at the end of the block. */
export const connect = (url: string): EventStoreDBClient & AsyncDisposable => {
  const client = EventStoreDBClient.connectionString(url)
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.dispose() })
}

/** What a failed call was called by the client; `done` where it did not fail. */
export const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'done',
    (error: { type?: string; message: string }) => error.type ?? error.message,
  )

/** Everything an iterable gives. */
export const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}

/** Waits until a check passes, with patience for a busy machine. */
export const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: PATIENCE_MS, interval: 10 })
