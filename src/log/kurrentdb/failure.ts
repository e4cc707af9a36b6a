import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  isCommandError,
  NotLeaderError,
  StreamDeletedError,
  UnavailableError,
} from '@eventstore/db-client'
import { InvalidEvent, LogHalted, LogUnavailable, reasonOf } from '../errors.ts'

/** Nothing was heard for too long. Raised by the timers of this engine: those of the client do not cover everything. */
export class Silence extends Error {
  override readonly name = 'Silence'
}

/** The call never left this machine: no connection came about, or no node of the cluster said who leads. */
const NEVER_LEFT = /No connection established|Name resolution failed|before call started|Failed to discover/

/** The server is not the one it should be, or we are not to it. Waiting does not help. */
const NOT_TRUSTED = /certificate|CERT_|altname|unable to verify|wrong version number|SSL routines/i

/** True when the connection is of no more use, or leads to a node that does not lead. */
export const isLineFailure = (error: unknown): boolean =>
  error instanceof UnavailableError ||
  error instanceof CancelledError ||
  error instanceof NotLeaderError ||
  error instanceof DeadlineExceededError ||
  error instanceof Silence ||
  NEVER_LEFT.test(reasonOf(error))

/** True when the server surely did nothing of what was asked. */
export const surelyNotDone = (error: unknown): boolean =>
  error instanceof LogUnavailable || error instanceof NotLeaderError || NEVER_LEFT.test(reasonOf(error))

/** gRPC's own number of a failure, for which the client has no class. */
const codeOf = (error: unknown): number | undefined =>
  error instanceof Error && isCommandError(error) ? (error as { code?: number }).code : undefined

const INVALID_ARGUMENT = 3
const OUT_OF_RANGE = 11
const INTERNAL = 13
const UNKNOWN = 2
const TOO_LARGE = 8

/** The server takes no message of this size. */
export const isTooLarge = (error: unknown): boolean => codeOf(error) === TOO_LARGE

/** The server does not understand what was asked of it. */
export const isInvalid = (error: unknown): boolean => codeOf(error) === INVALID_ARGUMENT

/** What breaks a call from below, whatever it asked. */
const BROKEN_OFF = /RST_STREAM|Session closed/

/** Perhaps the server was asked to read from where no event begins; different versions say so differently. */
export const mayBeNoPlace = (error: unknown): boolean => {
  const code = BROKEN_OFF.test(reasonOf(error)) ? undefined : codeOf(error)
  return code === INVALID_ARGUMENT || code === OUT_OF_RANGE || code === INTERNAL || code === UNKNOWN
}

/** The error for what the server surely did nothing about. */
export const unavailable = (error: unknown): LogUnavailable | LogHalted => {
  if (error instanceof LogUnavailable) return error
  const reason = reasonOf(error)
  return NOT_TRUSTED.test(reason)
    ? new LogHalted(`the server is not trusted: ${reason}`, { cause: error })
    : new LogUnavailable(`the log cannot be reached: ${reason}`, { cause: error })
}

/** What a failed read means to the caller; errors that already say so pass through. */
export const readFailure = (error: unknown): Error => {
  if (error instanceof LogHalted || error instanceof LogUnavailable || error instanceof InvalidEvent) return error
  const reason = reasonOf(error)
  if (error instanceof AccessDeniedError)
    return new LogHalted(`the log may not be read with these credentials: ${reason}`, { cause: error })
  if (error instanceof StreamDeletedError)
    return new LogHalted(`the history of ${error.streamName} was deleted`, { cause: error })
  return unavailable(error)
}
