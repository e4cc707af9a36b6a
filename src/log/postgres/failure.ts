import pg from 'pg'
import { InvalidEvent, LogHalted, LogUnavailable, reasonOf } from '../errors.ts'

/** The SQLSTATE of an error that the server reported, or undefined when the connection itself failed. */
export const sqlState = (error: unknown): string | undefined =>
  error instanceof pg.DatabaseError ? error.code : undefined

/**
 * The server was shut down, crashed, or its storage failed while a statement ran: such an end may come after the commit.
 * Any other reported error means that the statement was rolled back.
 */
const MAY_HAVE_COMMITTED = /^(57P|08|58|XX)/

/** Locks held too long, a program that stood still, too few resources, deadlock: surely rolled back, and worth another try. */
const PASSING = /^(55P03|57014|25P0[34]|53|40)/

/** Too few resources: an `ERROR` that was rolled back, or the end of the server in the middle of its commits. */
const SCARCE = /^53/

/** True when the outcome of the statement that failed so cannot be known. */
export const isUnknown = (error: unknown): boolean => {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined) return true
  const { code, severity } = error
  if (MAY_HAVE_COMMITTED.test(code) || severity === 'PANIC') return true
  // Severity is told in the server's language: what is no plain `ERROR` is taken for the end of the server.
  return SCARCE.test(code) && severity !== 'ERROR'
}

/** True when the statement was rolled back for a reason that passes by itself. */
export const isPassing = (error: unknown): boolean => PASSING.test(sqlState(error) ?? '')

/** The bytes of an event are at fault. A check without a name is a missing partition, which is the operator's. */
export const isBadEvent = (error: unknown): boolean => {
  const code = sqlState(error) ?? ''
  return /^(22|23)/.test(code) && !(code === '23514' && (error as pg.DatabaseError).constraint === undefined)
}

/** The error for what surely was not written. */
export const unavailable = (error: unknown): LogUnavailable =>
  new LogUnavailable(`the log cannot be reached: ${reasonOf(error)}`, { cause: error })

/** What a failed statement that appends means for the commits it carried. */
export const appendFailure = (error: unknown): unknown => {
  if (sqlState(error) === undefined) return error
  if (isPassing(error)) return unavailable(error)
  return isBadEvent(error)
    ? new InvalidEvent(reasonOf(error), { cause: error })
    : new LogHalted(`the log cannot be written: ${reasonOf(error)}`, { cause: error })
}

/** Wrong rights, wrong password, missing schema: only a person can help. */
const NEEDS_A_PERSON = /^(28|3D|3F|42|0A|0L|0P)/

/** What a failed read or connection means to the caller; what could not even be asked is `InvalidEvent`. */
export const readFailure = (error: unknown): Error => {
  if (error instanceof LogHalted || error instanceof LogUnavailable) return error
  if (NEEDS_A_PERSON.test(sqlState(error) ?? ''))
    return new LogHalted(`the log cannot be read: ${reasonOf(error)}`, { cause: error })
  if (isBadEvent(error)) return new InvalidEvent(`nothing can have that name: ${reasonOf(error)}`, { cause: error })
  return unavailable(error)
}
