import { EventStoreDBClient } from '@eventstore/db-client'
import { afterAll } from 'vitest'
import { openKurrentLog } from '../../src/log/kurrentdb/engine.ts'
import type { EventLog } from '../../src/log/port.ts'
import { type EventStoreHandle, startEventStore } from '../support/eventstore/server.ts'
import { type FaultyLine, startFaultyLine } from './faulty-line.ts'
import type { Harness } from './harness.ts'
import { logContract } from './log.contract.ts'

/** A real server, where somebody has one: empty or used by this test alone, and with room for 2 MiB in one append. */
const realServer = process.env['ANJUAN_TEST_EVENTSTORE_URL']

const closing: (() => Promise<unknown>)[] = []

const kept = async (opening: Promise<EventLog>): Promise<EventLog> => {
  const log = await opening
  closing.push(() => log.close())
  return log
}

const onRealServer = (connectionString: string): Harness => ({
  open: () => kept(openKurrentLog({ connectionString })),
  openBehindFaultyLine: () => Promise.reject(new Error('the line to a real server cannot be broken')),
  closeStream: async (stream) => {
    const operator = EventStoreDBClient.connectionString(connectionString)
    await operator.tombstoneStream(stream)
    await operator.dispose()
  },
})

/** The server is in this very process, and takes its time on a busy machine. */
const patient = { append: 60_000, read: 60_000, follow: 60_000 }

/** Short enough for a test of silence. */
const hasty = { append: 1_500, read: 1_500, follow: 1_500 }

/** An answer is lost where the server would give it: on the line, nobody can tell it from others on the same connection. */
const lineTo = async (server: EventStoreHandle): Promise<FaultyLine> => {
  const line = await startFaultyLine(server.host, server.port)
  closing.push(async () => {
    line.restore()
    await line.close()
  })
  return { ...line, loseAnswerTo: server.faults.loseReply }
}

const onTestServer = async (): Promise<Harness> => {
  // The limit of a new server, 1 MiB, counts what this program adds to an event; operators are told to raise it.
  const server = await startEventStore({ maxAppendSize: 2 * 1024 * 1024 })
  closing.push(server.stop)
  return {
    open: () => kept(openKurrentLog({ connectionString: server.url, deadlines: patient })),
    openBehindFaultyLine: async (patience) => {
      const line = await lineTo(server)
      const connectionString = `esdb://127.0.0.1:${line.port}?tls=false`
      const deadlines = patience === 'hasty' ? hasty : patient
      return { log: await kept(openKurrentLog({ connectionString, deadlines })), line }
    },
    closeStream: async (stream) => server.operator.tombstone(stream),
  }
}

logContract(
  realServer === undefined ? 'KurrentDB (test server)' : 'KurrentDB',
  { breakable: realServer === undefined, oneJourney: false, thousand: 100 },
  async () => (realServer === undefined ? onTestServer() : onRealServer(realServer)),
)

afterAll(async () => {
  for (const close of closing.reverse()) await close()
})
