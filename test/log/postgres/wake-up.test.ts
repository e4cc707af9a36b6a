import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { makeWakeUp } from '../../../src/log/postgres/wake-up.ts'

test('a server that is away is told of once, however often listening is tried again', async () => {
  let tries = 0
  const server = createServer((socket) => {
    tries += 1
    socket.destroy()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const told: string[] = []
  const wakeUp = makeWakeUp(
    { connectionString: `postgres://anybody@127.0.0.1:${port}/log` },
    async () => undefined,
    (message) => told.push(message),
  )
  const { signal } = new AbortController()
  while (tries < 3) await wakeUp.sleep(20, signal)
  await wakeUp.close()
  server.close()
  expect(told).toHaveLength(1)
})
