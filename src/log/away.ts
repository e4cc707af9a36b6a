import { codeOf, LogUnavailable } from './errors.ts'

/** What the network says of a server that is not there. */
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
])

/** What PostgreSQL says when it goes, comes, or takes no more: connection, resources, shutdown and start-up, storage. */
const SQLSTATE = /^(08...|53...|57P..|58...)$/

/**
 * What the driver of PostgreSQL, which has no codes of its own for it, says of a connection that broke or was never had.
 * `not queryable` is the answer to the rollback after it, and stands in the way of the first error.
 */
const DRIVER = /connection terminated|not queryable|timeout exceeded when trying to connect/i

/**
 * True for an error that a store which is away leaves behind, be it the log on either engine or the database of the read
 * models: it passes by itself, and is no fault of the program or of an event.
 */
export const isStoreAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  if (error instanceof LogUnavailable) return true
  const code = codeOf(error)
  return NETWORK.has(code) || SQLSTATE.test(code) || DRIVER.test(error.message)
}
