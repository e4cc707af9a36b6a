import pg from 'pg'
import { afterAll } from 'vitest'
import type { EventLog } from '../../src/log/port.ts'
import { openPostgresLog, type PostgresLogOptions } from '../../src/log/postgres/engine.ts'
import { openPatientLog } from '../log/postgres/patient-log.ts'
import { type FreshDatabase, freshDatabase } from '../postgres.ts'
import { type FaultyLine, startFaultyLine } from './faulty-line.ts'
import { logContract } from './log.contract.ts'

let database: FreshDatabase
const logs: EventLog[] = []
const lines: FaultyLine[] = []

/** Short enough for a test of silence. */
const hasty = { statement: 1_500, lock: 1_000 }
const openHastyLog = (options: PostgresLogOptions) =>
  openPostgresLog({ ...options, limits: { append: hasty, bulk: hasty, read: hasty } })

logContract('PostgreSQL', { breakable: true, oneJourney: true, thousand: 1_000 }, async () => {
  database = await freshDatabase()
  const connectionString = database.urlAs('app_api')

  const kept = async (opening: Promise<EventLog>): Promise<EventLog> => {
    const log = await opening
    logs.push(log)
    return log
  }

  return {
    open: () => kept(openPatientLog({ connectionString })),
    openBehindFaultyLine: async (patience) => {
      const url = new URL(connectionString)
      const line = await startFaultyLine(url.hostname, Number(url.port))
      lines.push(line)
      url.port = String(line.port)
      const open = patience === 'hasty' ? openHastyLog : openPatientLog
      return { log: await kept(open({ connectionString: url.href })), line }
    },
    closeStream: async (stream) => {
      const operator = new pg.Client({ connectionString: database.adminUrl })
      await operator.connect()
      await operator.query('select log.close_stream($1)', [stream])
      await operator.end()
    },
  }
})

afterAll(async () => {
  for (const line of lines) line.restore()
  await Promise.all(logs.map((log) => log.close()))
  await Promise.all(lines.map((line) => line.close()))
  await database.drop()
})
