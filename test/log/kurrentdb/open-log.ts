import { type Deadlines, openKurrentLog } from '../../../src/log/kurrentdb/engine.ts'
import type { EventLog } from '../../../src/log/port.ts'
import { type EventStoreHandle, type EventStoreOptions, startEventStore } from '../../support/eventstore/server.ts'

/** A server and a log on it, both gone at the end of the block; `told` is all the trouble that the log told of. */
export type Opened = AsyncDisposable & { server: EventStoreHandle; log: EventLog; told: string[] }

/** Short enough to wait for, long enough for a busy machine. */
const impatient = { append: 1_000, read: 1_000, follow: 1_000 }

export const openLog = async (
  options: EventStoreOptions = {},
  deadlines: Partial<Deadlines> = impatient,
): Promise<Opened> => {
  const server = await startEventStore(options)
  const told: string[] = []
  const log = await openKurrentLog({
    connectionString: server.url,
    deadlines,
    troubled: (message) => told.push(message),
  })
  return {
    server,
    log,
    told,
    [Symbol.asyncDispose]: async () => {
      server.faults.clear()
      await log.close()
      await server.stop()
    },
  }
}
