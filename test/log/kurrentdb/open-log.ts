import { type Deadlines, openKurrentLog } from '../../../src/log/kurrentdb/engine.ts'
import type { EventLog } from '../../../src/log/port.ts'
import { type EventStoreHandle, type EventStoreOptions, startEventStore } from '../../support/eventstore/server.ts'

/** A server and a log on it, both gone at the end of the block; `told` is all the trouble that the log told of. */
export type Opened = AsyncDisposable & {
  server: EventStoreHandle
  log: EventLog
  told: string[]
  /** Another log on the same server, gone with it. */
  another(deadlines?: Partial<Deadlines>): Promise<EventLog>
}

/** The server is in this very process, and takes its time on a busy machine. */
export const patient = { append: 60_000, read: 60_000, follow: 60_000 }

/** Short enough to wait for. Only for what is never answered in time: on a busy machine anything may take longer than this. */
export const hasty = 1_000

export const openLog = async (options: EventStoreOptions = {}, deadlines: Partial<Deadlines> = {}): Promise<Opened> => {
  const server = await startEventStore(options)
  const told: string[] = []
  const logs: EventLog[] = []
  const another = async (waits: Partial<Deadlines> = {}): Promise<EventLog> => {
    const opened = await openKurrentLog({
      connectionString: server.url,
      deadlines: { ...patient, ...waits },
      troubled: (message) => told.push(message),
    })
    logs.push(opened)
    return opened
  }
  return {
    server,
    log: await another(deadlines),
    told,
    another,
    [Symbol.asyncDispose]: async () => {
      server.faults.clear()
      for (const log of logs) await log.close()
      await server.stop()
    },
  }
}
