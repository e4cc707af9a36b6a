import pg from 'pg'

/** How to reach the log, and as whom. */
export type ConnectionOptions = {
  connectionString: string
  /** The database role to take on after login; without it the login must be `app_api` already. */
  role?: string | undefined
  /** Milliseconds that a connection may take to come about; five seconds where absent. */
  connecting?: number
}

/** Server-side limits of one connection, in milliseconds; 0 is none. `idle`: between two statements of a transaction. */
export type Limits = { statement: number; lock: number; idle?: number }

/** The server gives up first, at its own limit. When nothing was heard after this many milliseconds, nothing will be. */
export const silentAfter = ({ statement }: Limits): number => statement * 1.5

/** A transaction whose program says nothing for so long is ended, so that it does not hold the log from others. */
const IDLE = 5_000

const JSON_TEXT = 114
const TIMESTAMP = 1184

/** `2026-07-01 08:00:00.25+00`, as PostgreSQL writes it in UTC, becomes the text that was sealed: `…T08:00:00.250000Z`. */
const sealedTime = (text: string): string => {
  const [day, time] = [text.slice(0, 10), text.slice(11, -3)]
  return `${day}T${time.length === 8 ? `${time}.000000` : time.padEnd(15, '0')}Z`
}

/** Bytes out are bytes in: JSON stays text, instants keep their microseconds. Big integers are text by default. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (id, format) => {
    if (id === JSON_TEXT) return String
    if (id === TIMESTAMP) return sealedTime
    return pg.types.getTypeParser(id, format)
  },
}

/** What every connection to the log is made with. */
export const clientConfig = (
  { connectionString, connecting = 5_000 }: ConnectionOptions,
  name: string,
): pg.ClientConfig => ({
  connectionString,
  types,
  application_name: name,
  connectionTimeoutMillis: connecting,
  keepAlive: true,
})

/**
 * Settles a fresh connection: role, UTC, and limits that end a statement before the caller stops waiting for it. Every
 * statement on the log goes by an index and is planned once: planning again costs as much as an append, and a plan made
 * freely while the log was empty would read the whole of it when it has ten million events.
 */
export const settle = async (client: pg.ClientBase, { role }: ConnectionOptions, limits: Limits): Promise<void> => {
  await client.query(
    `${role === undefined ? '' : `set role ${pg.escapeIdentifier(role)};`}
     set timezone = 'UTC'; set datestyle = 'ISO'; set bytea_output = 'hex'; set client_encoding = 'UTF8';
     set statement_timeout = ${limits.statement}; set lock_timeout = ${limits.lock};
     set idle_in_transaction_session_timeout = ${limits.idle ?? IDLE};
     set plan_cache_mode = force_generic_plan; set jit = off; set enable_seqscan = off; set enable_bitmapscan = off;
     set enable_hashjoin = off; set enable_mergejoin = off`,
  )
}
