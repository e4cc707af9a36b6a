/** What the network says of a database that is not there. */
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'])

/** What PostgreSQL says when it goes, comes, or takes no more: connection, resources, shutdown and start-up, storage. */
const SQLSTATE = /^(08|53|57P|58)/

/** The driver has no codes of its own for a connection that broke or was never had. */
const DRIVER = /connection terminated|not queryable|timeout exceeded when trying to connect/i

/** True for an error that a database which is away leaves behind: it passes by itself, and is no fault of the program. */
export const isDatabaseLoss = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return NETWORK.has(code) || SQLSTATE.test(code) || DRIVER.test(error.message)
}
