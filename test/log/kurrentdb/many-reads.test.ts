import { expect, test } from 'vitest'
import { openKurrentLog } from '../../../src/log/kurrentdb/engine.ts'
import { commitOf } from '../../contract/commits.ts'
import { startEventStore } from '../../support/eventstore/server.ts'
import { patient } from './open-log.ts'

test('reads that stop early are no attack: the server keeps the connection over more than a thousand of them', async () => {
  const server = await startEventStore()
  const log = await openKurrentLog({ connectionString: server.url, deadlines: patient })
  await log.append(commitOf({ payloads: Array(50).fill('1') }))
  for (let round = 0; round < 25; round++) {
    const pages = await Promise.all(Array.from({ length: 50 }, () => log.readAll({ limit: 1 })))
    for (const { events } of pages) expect(events).toHaveLength(1)
  }
  await log.close()
  await server.stop()
})
