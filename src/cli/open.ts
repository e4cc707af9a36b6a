import { pino } from 'pino'
import { type Config, ConfigFault, readConfig } from '../config.ts'
import { DatabaseFault } from '../database-fault.ts'
import { Refused } from '../domain/shared/refusal.ts'
import { EmbeddedFault } from '../embedded/fault.ts'
import { MomentNotReached } from '../log/as-of.ts'
import { codeOf, LogHalted, LogUnavailable, UnknownEvent } from '../log/errors.ts'
import { PartitionFault } from '../log/postgres/partitions.ts'
import { type Anjuan, type OpenOptions, openAnjuan } from '../main.ts'
import { ModeFault } from '../mode.ts'
import { allRefusals } from '../processes/refusals.ts'
import { ProjectionStopped } from '../projections/batch.ts'
import { RebuildRunning, RebuildWrong } from '../projections/rebuild.ts'
import { KeyFault } from '../vault/errors.ts'
import { leaveOnSignal } from './leave.ts'

/** Opens the program as its data say it is, lets a command work on it, and closes it whatever happens, a signal included. */
export const withAnjuan = async <Result>(
  options: Omit<OpenOptions, 'logger'>,
  work: (anjuan: Anjuan) => Promise<Result>,
): Promise<Result> => {
  const config = readConfig(options.mode)
  const anjuan = await openAnjuan(config, { ...options, logger: quietLogger(config) })
  const stay = leaveOnSignal(anjuan.close)
  try {
    return await work(anjuan)
  } finally {
    stay()
    await anjuan.close()
  }
}

/** The log of a server: JSON lines on standard output. */
export const serverLogger = ({ logLevel }: Config): pino.Logger => pino({ level: logLevel, base: null })

/** The log of a command: warnings and worse, on standard error, so that its output is only what was asked for. */
export const quietLogger = ({ logLevel }: Config, least: 'warn' | 'error' = 'warn'): pino.Logger =>
  pino({ level: logLevel === 'info' ? least : logLevel, base: null }, pino.destination({ fd: 2, sync: true }))

const expected = [
  ConfigFault,
  DatabaseFault,
  EmbeddedFault,
  KeyFault,
  LogHalted,
  LogUnavailable,
  ModeFault,
  MomentNotReached,
  PartitionFault,
  ProjectionStopped,
  RebuildRunning,
  RebuildWrong,
  UnknownEvent,
]

/**
 * What a failed command tells the person at the terminal: one sentence for what can happen to anybody, both languages for a
 * refusal, and the whole error only for what should not happen.
 */
export const tellFailure = (error: unknown): string => {
  if (error instanceof Refused) {
    const row = allRefusals[error.code]
    const facts = Object.keys(error.facts).length > 0 ? ` ${JSON.stringify(error.facts)}` : ''
    return row ? `${error.code}: ${row.zh} ${row.en}${facts}` : `${error.code}${facts}`
  }
  if (expected.some((known) => error instanceof known)) return (error as Error).message
  if (codeOf(error) === 'EADDRINUSE')
    return 'The port is in use. Another Anjuan may be serving: set PORT to another one.'
  if (error instanceof Error && codeOf(error) === 'ENOENT' && 'path' in error) return `There is no file ${error.path}.`
  if (!(error instanceof Error)) return String(error)
  const told = error.stack ?? error.message
  return error.cause === undefined ? told : `${told}\ncaused by ${tellFailure(error.cause)}`
}
