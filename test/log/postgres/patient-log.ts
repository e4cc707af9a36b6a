import type { EventLog } from '../../../src/log/port.ts'
import { openPostgresLog, type PostgresLogOptions } from '../../../src/log/postgres/engine.ts'

/** Milliseconds for everything a server does: on a busy machine it takes its time, and is not away. */
const patient = { statement: 60_000, lock: 60_000, idle: 60_000 }

/** Opens a log for tests that are about anything but its limits. */
export const openPatientLog = (options: PostgresLogOptions): Promise<EventLog> =>
  openPostgresLog({ ...options, connecting: 60_000, limits: { append: patient, bulk: patient, read: patient } })
